import { createPublicKey, randomBytes, verify } from 'node:crypto';
import { Webhook as StandardWebhook, WebhookVerificationError } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import type { JobDto } from '../src/jobs/job.dto.js';
import type { DeliveryDto } from '../src/webhooks/log/delivery.dto.js';
import { aJob } from './harness/job-requests.js';
import { RunningService } from './harness/running-service.js';
import { SshDevice } from './lab/ssh-device/ssh-device.js';
import { status } from './lab/webhook-receiver/answers.js';
import { textOf, type ReceivedRequest } from './lab/webhook-receiver/received-request.js';
import { WebhookReceiver } from './lab/webhook-receiver/webhook-receiver.js';

const OLD = `whsec_${randomBytes(24).toString('base64')}`;
const NEW = `whsec_${randomBytes(64).toString('base64')}`;
const STRANGER = `whsec_${randomBytes(32).toString('base64')}`;
/** The key pair of the specification's vector. */
const PRIVATE =
  'whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==';
const PUBLIC = 'whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=';
/** RFC 8410: what stands before an ed25519 public key in a SubjectPublicKeyInfo. */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** Every library that a receiver is likely to use, as the judge of what NetPulse sends. */
const JUDGES = [
  ['standardwebhooks', (secret: string) => new StandardWebhook(secret)],
  ['svix', (secret: string) => new SvixWebhook(secret)],
] as const;

type Headers = Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>;

function signed({ headers }: ReceivedRequest): Headers {
  return {
    'webhook-id': String(headers['webhook-id']),
    'webhook-timestamp': String(headers['webhook-timestamp']),
    'webhook-signature': String(headers['webhook-signature']),
  };
}

type Tampering = readonly [
  what: string,
  tamper: (request: ReceivedRequest) => readonly [Buffer, Partial<Headers>],
];

const TAMPERINGS: readonly Tampering[] = [
  ['another body', ({ body }) => [Buffer.concat([body, Buffer.from(' ')]), {}]],
  ['another id', ({ body }) => [body, { 'webhook-id': 'other' }]],
  [
    'another time',
    (request) => [
      request.body,
      { 'webhook-timestamp': String(Number(signed(request)['webhook-timestamp']) + 1) },
    ],
  ],
  ['no signature', ({ body }) => [body, { 'webhook-signature': '' }]],
];

/** ed25519, by Node's own crypto: the libraries on npm know v1 only. */
function isSignedByPrivateKey(request: ReceivedRequest): boolean {
  const key = createPublicKey({
    key: Buffer.concat([SPKI_PREFIX, Buffer.from(PUBLIC.slice('whpk_'.length), 'base64')]),
    format: 'der',
    type: 'spki',
  });
  const headers = signed(request);
  const content = Buffer.concat([
    Buffer.from(`${headers['webhook-id']}.${headers['webhook-timestamp']}.`),
    request.body,
  ]);
  return headers['webhook-signature']
    .split(' ')
    .filter((signature) => signature.startsWith('v1a,'))
    .some((signature) => verify(null, content, key, Buffer.from(signature.slice('v1a,'.length), 'base64')));
}

describe('signed webhooks', () => {
  let service: RunningService;
  let device: SshDevice;
  let receiver: WebhookReceiver;

  beforeAll(async () => {
    [service, device, receiver] = await Promise.all([
      RunningService.start(),
      SshDevice.start({ commands: { 'show version': 'Größe: 1 µm\n\tVersion "15.2"' } }),
      WebhookReceiver.start(),
    ]);
  });
  afterAll(() => Promise.all([service.stop(), device.stop(), receiver.stop()]));
  beforeEach(() => receiver.clear());

  async function delivered(webhook: object): Promise<ReceivedRequest> {
    await service.api.submit(aJob(device, { webhook: { url: receiver.url('/hook'), ...webhook } }));
    return receiver.next();
  }

  describe.each(JUDGES)('judged by %s', (_library, judgeWith) => {
    it.each(['basic', 'event', 'standard'])('verify, by the caller %s', async (name) => {
      const request = await delivered({ name, secret: OLD });
      expect(judgeWith(OLD).verify(request.body, signed(request))).toEqual(JSON.parse(textOf(request)));
    });

    it.each(['binary', 'structured'])('verify as CloudEvents, %s', async (mode) => {
      const request = await delivered({ name: 'cloudevents', options: { mode }, secret: OLD });
      expect(judgeWith(OLD).verify(request.body, signed(request))).toEqual(JSON.parse(textOf(request)));
    });

    it.each(['GET', 'PUT', 'PATCH', 'DELETE'])('verify with %s', async (method) => {
      const request = await delivered({ method, secret: OLD });
      expect(judgeWith(OLD).verify(request.body, signed(request))).toBeDefined();
    });

    it('verify by the old secret and by the new one while it is changed', async () => {
      const request = await delivered({ secret: [NEW, OLD, PRIVATE] });
      for (const secret of [OLD, NEW])
        expect(judgeWith(secret).verify(request.body, signed(request))).toBeDefined();
      expect(isSignedByPrivateKey(request)).toBe(true);
      expect(() => judgeWith(STRANGER).verify(request.body, signed(request))).toThrow();
    });

    it.each(TAMPERINGS)('fail with %s', async (_what, tamper) => {
      const request = await delivered({ secret: OLD });
      const [body, changes] = tamper(request);
      expect(() => judgeWith(OLD).verify(body, { ...signed(request), ...changes })).toThrow(Error);
    });
  });

  it('keep their id over retries and resends, each with the time and the signature of its attempt', async () => {
    receiver.answerOnce(status(500), status(200), status(200));
    const webhook = { url: receiver.url(), secret: OLD, max_retries: 1, retry_intervals: [1] };
    const { id } = await service.api.submit(aJob(device, { webhook }));
    const first = await receiver.next();
    const retried = await receiver.next();
    const deliveryId = signed(first)['webhook-id'];
    const read = async () => (await service.api.get<DeliveryDto>(`/webhooks/deliveries/${deliveryId}`)).body;
    await expect.poll(async () => (await read()).status).toBe('delivered');

    const { status: code } = await service.api.post(`/webhooks/deliveries/${deliveryId}/resend`, {});
    const resent = await receiver.next();

    expect(code).toBe(202);
    expect(deliveryId).toBe(`${id}_completed`);
    const requests = [first, retried, resent];
    expect(requests.map((request) => signed(request)['webhook-id'])).toEqual(Array(3).fill(deliveryId));
    expect(new Set(requests.map(textOf)).size).toBe(1);
    for (const request of requests) {
      const timestamp = Number(signed(request)['webhook-timestamp']);
      expect(Math.abs(request.at / 1_000 - timestamp)).toBeLessThan(2);
      expect(new StandardWebhook(OLD).verify(request.body, signed(request))).toBeDefined();
    }
    // The retry came a second later at least, so its time and its signature are its own.
    expect(Number(signed(retried)['webhook-timestamp'])).toBeGreaterThan(
      Number(signed(first)['webhook-timestamp']),
    );
    expect(signed(retried)['webhook-signature']).not.toBe(signed(first)['webhook-signature']);
  });

  it('by a private key alone verify by the public one, and not when they were changed', async () => {
    const request = await delivered({ secret: PRIVATE });
    expect(signed(request)['webhook-signature']).toMatch(/^v1a,[A-Za-z0-9+/]{86}==$/);
    expect(isSignedByPrivateKey(request)).toBe(true);
    expect(isSignedByPrivateKey({ ...request, body: Buffer.from(`${textOf(request)} `) })).toBe(false);
  });

  it('are not there without a secret', async () => {
    const request = await delivered({});
    expect(Object.keys(request.headers).filter((name) => name.startsWith('webhook-'))).toEqual([]);
    expect(() => new StandardWebhook(OLD).verify(request.body, {})).toThrow(WebhookVerificationError);
  });

  it.each([
    ['a secret that is too short', `whsec_${randomBytes(23).toString('base64')}`],
    ['a secret that is too long', `whsec_${randomBytes(65).toString('base64')}`],
    ['a secret that is no base64', 'whsec_!!!!'],
    ['a secret without a prefix', randomBytes(32).toString('base64')],
    ['a public key', PUBLIC],
    ['half a key pair', `whsk_${randomBytes(32).toString('base64')}`],
    ['a key pair that does not belong together', `whsk_${randomBytes(64).toString('base64')}`],
    ['six secrets', Array<string>(6).fill(OLD)],
    ['no secrets', []],
  ])('refuse %s, and do not repeat it', async (_what, secret) => {
    const webhook = { url: receiver.url(), secret };
    const { status: code, text, body } = await service.api.post<JobDto>('/jobs', aJob(device, { webhook }));
    expect(code).toBe(422);
    expect(body).toMatchObject({ errors: [{ field: 'webhook.secret' }] });
    for (const part of [secret].flat()) expect(text).not.toContain(part.slice('whsec_'.length));
  });
});
