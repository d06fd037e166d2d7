import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { verifyWebhook } from '../../client/src/webhook/verify-webhook.js';
import {
  WebhookHeaderError,
  WebhookSecretError,
  WebhookSignatureError,
  WebhookTimestampError,
} from '../../client/src/webhook/webhook-error.js';
import { signatureHeaders } from '../../src/webhooks/signature/signature.js';

/** The vectors of the Standard Webhooks specification and its reference libraries. */
const SHARED = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const PRIVATE =
  'whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==';
const PUBLIC = 'whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=';
const OTHER = `whsec_${randomBytes(24).toString('base64')}`;
const OTHER_PUBLIC = `whpk_${generateKeyPairSync('ed25519').publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64')}`;
const SIGNED_AT = 1_614_265_330;
const BODY = '{"test": 2432232314}';
const HEADERS = {
  'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  'webhook-timestamp': String(SIGNED_AT),
  'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};
const PRIVATE_SIGNATURE =
  'v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==';

/** Of what is called so in the specification, at the time of its signature. */
function verify(
  changes: Record<string, string | undefined> = {},
  secrets: string | string[] = SHARED,
  body: string | Uint8Array = BODY,
) {
  return verifyWebhook(body, { ...HEADERS, ...changes }, secrets, { now: SIGNED_AT * 1_000 });
}

describe('verifyWebhook of the client', () => {
  it.each([
    ['v1 by the shared secret', {}, SHARED],
    ['v1a by the public key', { 'webhook-signature': PRIVATE_SIGNATURE }, PUBLIC],
    ['v1a by the private key', { 'webhook-signature': PRIVATE_SIGNATURE }, PRIVATE],
    ['one of several secrets', {}, [OTHER, PUBLIC, SHARED]],
    [
      'one of several signatures',
      { 'webhook-signature': `v1,AAAA v9,x ${HEADERS['webhook-signature']}` },
      SHARED,
    ],
  ])("verifies the specification's vector: %s", async (_what, changes, secrets) => {
    const webhook = await verify(changes, secrets);

    expect(webhook).toEqual({
      webhookId: HEADERS['webhook-id'],
      sentAt: new Date(SIGNED_AT * 1_000),
      kind: 'other',
      payload: { test: 2_432_232_314 },
    });
  });

  it.each([
    ['no id', { 'webhook-id': undefined }, WebhookHeaderError],
    ['no timestamp', { 'webhook-timestamp': undefined }, WebhookHeaderError],
    ['no signature', { 'webhook-signature': undefined }, WebhookHeaderError],
    ['a timestamp that is none', { 'webhook-timestamp': '2021-02-25' }, WebhookHeaderError],
    ['another id', { 'webhook-id': 'msg_2' }, WebhookSignatureError],
    ['another timestamp', { 'webhook-timestamp': String(SIGNED_AT + 1) }, WebhookSignatureError],
    ['a signature cut short', { 'webhook-signature': 'v1,g0hM9SsE+OTPJTGt' }, WebhookSignatureError],
    ['garbage', { 'webhook-signature': ' ,,, v1 v1a, v1,%' }, WebhookSignatureError],
    ['a signature of the other scheme', { 'webhook-signature': PRIVATE_SIGNATURE }, WebhookSignatureError],
  ])('refuses %s, and says nothing of the secret', async (_what, changes, kind) => {
    const refusal = verify(changes);

    await expect(refusal).rejects.toThrow(kind);
    await expect(refusal).rejects.not.toThrow(SHARED.slice('whsec_'.length, 12));
  });

  it.each([
    ['another shared secret', OTHER, HEADERS['webhook-signature']],
    ['another public key', OTHER_PUBLIC, PRIVATE_SIGNATURE],
    ['no secret at all', [], HEADERS['webhook-signature']],
  ])('refuses what fits %s not', async (_what, secrets, signature) => {
    await expect(verify({ 'webhook-signature': signature }, secrets)).rejects.toThrow(WebhookSignatureError);
  });

  it('refuses a body in which one byte is another', async () => {
    await expect(verify({}, SHARED, BODY.replace('4}', '5}'))).rejects.toThrow(WebhookSignatureError);
  });

  it.each([
    [-300, undefined, true],
    [300, undefined, true],
    [-301, undefined, false],
    [301, undefined, false],
    [301, 600, true],
    [11, 10, false],
  ])('%i s after the signature, with a tolerance of %s s: %s', async (later, tolerance, isFine) => {
    const now = (SIGNED_AT + later) * 1_000;
    const verdict = verifyWebhook(BODY, HEADERS, SHARED, {
      now,
      ...(tolerance === undefined ? {} : { tolerance }),
    });

    if (isFine) await expect(verdict).resolves.toHaveProperty('webhookId');
    else await expect(verdict).rejects.toThrow(WebhookTimestampError);
  });

  it.each(['', 'hunter2', 'whsec_', 'whsec_%%%', 'whpk_AAAA', 'whsk_AAAA', `${SHARED}!`])(
    'throws for %j, which is no secret, without telling it',
    async (secret) => {
      await expect(verify({}, [SHARED, secret])).rejects.toThrow(WebhookSecretError);
    },
  );

  it.each([[[SHARED]], [[PRIVATE]], [[SHARED, PRIVATE]]])(
    'verifies what NetPulse signs with %j, bytes or text, headers of fetch or of Node',
    async (secrets) => {
      const body = Buffer.from(JSON.stringify({ id: 'ü', result: '\u0000' }));
      const signed = signatureHeaders({ id: 'x', timestampSeconds: SIGNED_AT, body }, secrets);
      const options = { now: SIGNED_AT * 1_000 };

      const asNode = await verifyWebhook(body, { Host: 'x', ...signed }, secrets[0] ?? '', options);
      const asFetch = await verifyWebhook(body.toString(), new Headers(signed), secrets, options);

      expect(asNode).toMatchObject({ kind: 'basic', payload: { id: 'ü', result: '\u0000' } });
      expect(asFetch).toEqual(asNode);
    },
  );

  it("agrees with the library standardwebhooks, one's signature by the other", async () => {
    const judge = new Webhook(SHARED);
    const sentAt = new Date();
    const signature = judge.sign('msg_1', sentAt, BODY);
    const headers = {
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1_000)),
      'webhook-signature': signature,
    };

    expect(judge.verify(BODY, headers)).toEqual((await verifyWebhook(BODY, headers, SHARED)).payload);
    for (const changed of [
      { ...headers, 'webhook-id': 'msg_2' },
      { ...headers, 'webhook-signature': 'v1,x' },
    ]) {
      expect(() => judge.verify(BODY, changed)).toThrow();
      await expect(verifyWebhook(BODY, changed, SHARED)).rejects.toThrow(WebhookSignatureError);
    }
  });
});
