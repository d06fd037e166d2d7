import { getQueueToken } from '@nestjs/bull';
import type { Queue } from 'bull';
import { DELIVERY_QUEUE } from '../src/webhooks/delivery/delivery.js';
import { HeldResult } from './harness/held-result.js';
import { RunningService } from './harness/running-service.js';
import { aJob } from './harness/job-requests.js';
import { SshDevice } from './lab/ssh-device/ssh-device.js';
import { after, never, redirect, status } from './lab/webhook-receiver/answers.js';
import { textOf } from './lab/webhook-receiver/received-request.js';
import { WebhookReceiver } from './lab/webhook-receiver/webhook-receiver.js';

const VERSION = 'Interface GigabitEthernet1/0/1\n description Core Link';

/** Every sentence of the document that the system was asked for with. */
describe('the webhook document', () => {
  let service: RunningService;
  let device: SshDevice;
  let receiver: WebhookReceiver;

  beforeAll(async () => {
    [service, device, receiver] = await Promise.all([
      RunningService.start(),
      SshDevice.start({ commands: { 'show version': VERSION } }),
      WebhookReceiver.start(),
    ]);
  });
  afterAll(() => Promise.all([service.stop(), device.stop(), receiver.stop()]));
  afterEach(() => receiver.clear());

  const webhook = (changes: object = {}): object => ({
    name: 'basic',
    url: receiver.url('/callback'),
    ...changes,
  });

  describe('its example', () => {
    it('brings a successful result to the receiver, byte for byte', async () => {
      const request = aJob(device, {
        webhook: {
          name: 'basic',
          url: receiver.url('/callback'),
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          timeout: 5.0,
        },
      });

      const { id } = await service.api.submit(request);

      const received = await receiver.next();
      expect(received.method).toBe('POST');
      expect(received.path).toBe('/callback');
      expect(received.headers['content-type']).toBe('application/json');
      expect(textOf(received)).toBe(
        `{"id":"${id}","result":"Interface GigabitEthernet1/0/1\\n description Core Link"}`,
      );
    });

    it('brings a failure to the receiver, byte for byte', async () => {
      const silent = await SshDevice.start();
      silent.behavior.connections = 'silent';
      const request = aJob(silent, { webhook: webhook() });
      Object.assign(request.connection_args as object, { conn_timeout: 1 });

      const { id } = await service.api.submit(request);

      const received = await receiver.next();
      expect(textOf(received)).toBe(
        `{"id":"${id}","result":"Connection timeout: Unable to connect to device"}`,
      );
      await silent.stop();
    });

    it('stores the result before the webhook leaves: a receiver that reads the job finds it finished', async () => {
      const storing = await HeldResult.of(service, (await service.api.run(aJob(device))).id);
      const { id } = await service.api.submit(aJob(device, { webhook: webhook() }));

      await storing.isReached;

      expect(await deliveryStates(service, id)).toEqual([]);
      expect(receiver.requests).toEqual([]);
      storing.goOn();
      await receiver.next();
      const { body } = await service.api.get(`/jobs/${id}`);
      expect(body).toMatchObject({ status: 'finished', result: { type: 1, retval: [{ stdout: VERSION }] } });
    });

    it('calls the webhook when the job fails, too', async () => {
      const request = aJob(device, { command: 'show nonsense', webhook: webhook() });

      const { id } = await service.api.submit(request);

      const received = await receiver.next();
      expect(JSON.parse(textOf(received))).toEqual({
        id,
        result: expect.stringContaining('Invalid input') as string,
      });
    });
  });

  describe('its table of options', () => {
    it('sends a webhook that names only its URL as basic, by POST, as JSON', async () => {
      await service.api.submit(aJob(device, { webhook: { url: receiver.url('/defaults') } }));

      const received = await receiver.next();

      expect(received).toMatchObject({ method: 'POST', path: '/defaults' });
      expect(received.headers).toMatchObject({ 'content-type': 'application/json' });
      expect(received.headers).not.toHaveProperty('cookie');
      expect(received.headers).not.toHaveProperty('authorization');
    });

    it('takes null for headers, cookies and auth, their defaults', async () => {
      await service.api.submit(
        aJob(device, { webhook: webhook({ headers: null, cookies: null, auth: null }) }),
      );

      expect((await receiver.next()).method).toBe('POST');
    });

    it.each(['GET', 'POST', 'PUT', 'DELETE', 'PATCH'])('sends by %s', async (method) => {
      const { id } = await service.api.submit(aJob(device, { webhook: webhook({ method }) }));

      const received = await receiver.next();

      expect(received.method).toBe(method);
      expect(JSON.parse(textOf(received))).toMatchObject({ id });
    });

    it('sends custom headers', async () => {
      const headers = { Authorization: 'Bearer your-token', 'X-Team': 'noc' };

      await service.api.submit(aJob(device, { webhook: webhook({ headers }) }));

      expect((await receiver.next()).headers).toMatchObject({
        authorization: 'Bearer your-token',
        'x-team': 'noc',
      });
    });

    it('sends custom cookies', async () => {
      await service.api.submit(
        aJob(device, { webhook: webhook({ cookies: { session: 'abc', lang: 'en' } }) }),
      );

      expect((await receiver.next()).headers.cookie).toBe('session=abc; lang=en');
    });

    it('sends basic authentication', async () => {
      await service.api.submit(aJob(device, { webhook: webhook({ auth: ['noc', 's3cret:x'] }) }));

      const expected = `Basic ${Buffer.from('noc:s3cret:x').toString('base64')}`;
      expect((await receiver.next()).headers.authorization).toBe(expected);
    });

    it.each([0.5, 120])('takes a timeout of %s s', async (timeout) => {
      await service.api.submit(aJob(device, { webhook: webhook({ timeout }) }));

      expect((await receiver.next()).method).toBe('POST');
    });

    it.each([0.49, 120.1, '5', null, Number.NaN])(
      'refuses a timeout of %s and says what is allowed',
      async (timeout) => {
        const { status: code, body } = await service.api.post(
          '/jobs',
          aJob(device, { webhook: webhook({ timeout }) }),
        );

        expect(code).toBe(422);
        expect(body).toMatchObject({
          errors: expect.arrayContaining([expect.objectContaining({ field: 'webhook.timeout' })]),
        });
      },
    );

    it.each([
      ['url', undefined],
      ['url', 'ftp://monitor.example.com/'],
      ['method', 'TRACE'],
      ['headers', ['a']],
      ['cookies', 'a=b'],
      ['auth', ['only-user']],
    ])('refuses a wrong %s, %s', async (field, value) => {
      const { status: code, body } = await service.api.post(
        '/jobs',
        aJob(device, { webhook: webhook({ [field]: value }) }),
      );

      expect(code).toBe(422);
      expect(body).toMatchObject({
        errors: expect.arrayContaining([expect.objectContaining({ field: `webhook.${field}` })]),
      });
    });

    it('refuses an unknown caller and lists the known ones', async () => {
      const { status: code, body } = await service.api.post(
        '/jobs',
        aJob(device, { webhook: webhook({ name: 'pigeon' }) }),
      );

      expect(code).toBe(422);
      expect(body).toMatchObject({
        errors: [{ field: 'webhook.name', message: expect.stringContaining('basic') as string }],
      });
    });
  });

  describe('its notes', () => {
    it('gives up after 5 s, and waits longer for a webhook that says so', async () => {
      let release = (): void => undefined;
      receiver.answer = after(new Promise<void>((resolve) => (release = resolve)));
      const patient = await service.api.submit(aJob(device, { webhook: webhook({ timeout: 120 }) }));
      await receiver.next();
      const startedAt = Date.now();
      await service.api.submit(aJob(device, { webhook: webhook() }));
      await receiver.next();

      await vi.waitFor(() => expect(receiver.openConnections).toBe(1), { timeout: 8_000, interval: 20 });

      expect(Date.now() - startedAt).toBeGreaterThan(4_900);
      release();
      const arrived = async (): Promise<void> =>
        expect(await deliveryStates(service, patient.id)).toEqual(['completed']);
      await vi.waitFor(arrived, { timeout: 5_000, interval: 20 });
    });

    it.each([
      ['a webhook that answers 500', status(500)],
      ['a webhook that redirects', redirect(302, 'http://127.0.0.1:9/')],
      ['a webhook that never answers', never],
    ])(
      '%s leaves the job finished, is a warning in the log, and is not tried again',
      async (_case, answer) => {
        receiver.answer = answer;

        const { id } = await service.api.submit(aJob(device, { webhook: webhook({ timeout: 0.5 }) }));

        await receiver.next();
        await vi.waitFor(() => expect(warningsAbout(service, id)).toHaveLength(1), { timeout: 5_000 });
        expect((await service.api.ended(id)).status).toBe('finished');
        expect(receiver.requests).toHaveLength(1);
        expect(await deliveryStates(service, id)).toEqual(['failed']);
      },
    );

    it('a receiver that takes 8 s delays no other job, on the same device or another', async () => {
      let release = (): void => undefined;
      const other = await SshDevice.start({ commands: { 'show version': VERSION } });
      receiver.answer = after(new Promise<void>((resolve) => (release = resolve)));
      const slow = await service.api.submit(aJob(device, { webhook: webhook({ timeout: 120 }) }));
      await receiver.next();
      const startedAt = Date.now();

      const [same, another] = await Promise.all([
        service.api.run(aJob(device)),
        service.api.run(aJob(other)),
      ]);

      expect([same.status, another.status]).toEqual(['finished', 'finished']);
      expect(Date.now() - startedAt).toBeLessThan(4_000);
      expect(receiver.openConnections).toBe(1);
      expect((await service.api.ended(slow.id)).status).toBe('finished');
      release();
      await other.stop();
    });
  });
});

function warningsAbout(service: RunningService, jobId: string): string[] {
  const WARN = 40;
  return service.log.split('\n').filter((line) => line.includes(jobId) && line.includes(`"level":${WARN}`));
}

async function deliveryStates(service: RunningService, jobId: string): Promise<string[]> {
  const queue = service.get<Queue>(getQueueToken(DELIVERY_QUEUE));
  const jobs = await queue.getJobs(['failed', 'completed', 'waiting', 'active', 'delayed']);
  const own = jobs.filter((job) => String(job.id).startsWith(jobId));
  return Promise.all(own.map((job) => job.getState()));
}
