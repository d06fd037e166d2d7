import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import type { BatchDto } from '../src/jobs/batches/batch.dto.js';
import type { JobDto } from '../src/jobs/job.dto.js';
import type { DeliveryDto } from '../src/webhooks/log/delivery.dto.js';
import { ApiClient } from './harness/api-client.js';
import { RedisServer } from './harness/redis-server.js';
import { RunningService } from './harness/running-service.js';
import { SshDevice } from './lab/ssh-device/ssh-device.js';
import { textOf } from './lab/webhook-receiver/received-request.js';
import { WebhookReceiver } from './lab/webhook-receiver/webhook-receiver.js';
import { COMMANDS, CREDENTIAL_VARIABLES, PLACES, SIGNING_SECRET } from './upgrade/places.mjs';
import { fill, readRecording, RECORDINGS, type Recording } from './upgrade/recording.js';

/** Another run of these tests on this machine may have the fixed addresses. */
const PLACES_DEADLINE_MS = 50_000;
const SETTLED_DEADLINE_MS = 40_000;
/** Only there is all of 127.0.0.0/8 the machine itself. */
const isLinux = process.platform === 'linux';
if (!isLinux) console.warn('!! Upgrades are NOT TESTED: the recordings need the loopback of Linux');

describe.skipIf(!isLinux).each(RECORDINGS)(
  'after an upgrade from %s, killed in the middle of a job',
  (file) => {
    let recording: Recording;
    let expected: Recording['expected'];
    let dataDir: string;
    let redis: RedisServer;
    let service: RunningService;
    let slowDevice: SshDevice;
    let receiver: WebhookReceiver;
    let formerlyBroken: WebhookReceiver;
    const parts: { stop: () => Promise<unknown> }[] = [];

    beforeAll(async () => {
      await device(PLACES.device);
      slowDevice = await device(PLACES.slowDevice);
      await device(PLACES.absentDevice);
      receiver = await placed(() => WebhookReceiver.start(PLACES.receiver));
      formerlyBroken = await placed(() => WebhookReceiver.start(PLACES.brokenReceiver));
      recording = readRecording(file);
      ({ expected } = recording);
      dataDir = mkdtempSync(join(tmpdir(), 'netpulse-upgrade-'));
      for (const [name, text] of Object.entries(recording.files))
        writeFileSync(join(dataDir, name), `${text}\n`);
      redis = await RedisServer.start();
      parts.push(redis);
      await fill(redis.url, recording);
      service = await RunningService.start({
        dataDir,
        environment: { NETPULSE_REDIS_URL: redis.url, ...CREDENTIAL_VARIABLES },
      });
      parts.push(service);
    }, 90_000);
    afterAll(async () => {
      for (const part of parts.reverse()) await part.stop();
      rmSync(dataDir, { recursive: true, force: true });
    });

    function device(listen: { host: string; port: number }): Promise<SshDevice> {
      return placed(() => SshDevice.start({ commands: COMMANDS, listen }));
    }

    async function placed<T extends { stop: () => Promise<unknown> }>(start: () => Promise<T>): Promise<T> {
      const part = await vi.waitFor(start, { timeout: PLACES_DEADLINE_MS, interval: 100 });
      parts.push(part);
      return part;
    }

    async function job(name: keyof typeof expected.jobs): Promise<JobDto> {
      return (await service.api.get<JobDto>(`/jobs/${expected.jobs[name].id}`)).body;
    }

    async function listed(path: string): Promise<unknown[]> {
      return (await service.api.get<unknown[]>(path)).body;
    }

    /** The one webhook that came to this path, whose signature fits. */
    async function webhookAt(path: string, at = receiver): Promise<unknown> {
      const here = () => at.requests.filter((request) => request.path === path);
      await vi.waitFor(() => expect(here()).toHaveLength(1), { timeout: SETTLED_DEADLINE_MS });
      const [request] = here();
      if (!request) throw new Error('Nothing came');
      return new Webhook(SIGNING_SECRET).verify(textOf(request), request.headers as Record<string, string>);
    }

    it.each(['finished', 'failed', 'canceled', 'expired', 'dead', 'retried'] as const)(
      'the %s job is answered as before',
      async (name) => expect(await job(name)).toMatchObject(expected.jobs[name]),
    );

    it('every job, batch, subscription, key and audit record is there', async () => {
      const jobs = (await listed('/jobs?limit=100')) as JobDto[];

      expect(jobs.map(({ id }) => id)).toEqual(expected.jobIds);
      expect((await service.api.get(`/jobs/batches/${expected.batches.ended.id}`)).body).toMatchObject(
        expected.batches.ended,
      );
      expect(await listed('/keys')).toMatchObject(expected.keys);
      expect(await listed('/audit?limit=100')).toEqual(
        expect.arrayContaining(
          expected.audit.map((record): object => expect.objectContaining(record) as object),
        ),
      );
      const settings = (subscription: object): object => ({
        ...subscription,
        last_delivery: expect.anything(),
      });
      expect(await listed('/webhooks/subscriptions')).toMatchObject(expected.subscriptions.map(settings));
    });

    it('an API key opens what it opened, and nothing more', async () => {
      const api = new ApiClient(service.url, { 'X-API-KEY': expected.key });

      expect((await api.get('/jobs')).status).toBe(200);
      expect((await api.get('/webhooks/deliveries')).status).toBe(403);
    });

    it('a repeated Idempotency-Key returns the job of then', async () => {
      const { status, body } = await service.api.post<JobDto>('/jobs', expected.idempotent, {
        'Idempotency-Key': 'recorded',
      });

      expect([status, body.id]).toEqual([202, expected.jobs.finished.id]);
    });

    it('the job that ran is said to be lost, by webhook and subscription, and is not run again', async () => {
      const { id } = expected.jobs.active;

      expect(await webhookAt('/lost')).toMatchObject({ id });
      expect(await webhookAt('/subscription')).toMatchObject({ id, event_type: 'job.failed' });

      expect(await job('active')).toMatchObject({
        status: 'failed',
        result: { error: { type: 'WorkerLost' } },
      });
      expect(slowDevice.log).not.toContain('show hang');
    });

    it('the jobs that waited run, once, with the login that was sealed or named, and tell it', async () => {
      expect(await webhookAt('/waiting')).toEqual({ id: expected.jobs.waiting.id, result: 'Version 15.2' });
      for (const name of ['waiting', 'withCredential', 'again'] as const)
        await vi.waitFor(async () => expect(await job(name)).toMatchObject({ status: 'finished' }), {
          timeout: SETTLED_DEADLINE_MS,
        });

      expect((await job('again')).attempts).toBeGreaterThan(1);
      // Two of these are the batch's, which ends when it does.
      await expect
        .poll(() => slowDevice.log.filter((line) => line.startsWith('show ')).sort(), {
          timeout: SETTLED_DEADLINE_MS,
        })
        .toEqual(['show clock', 'show clock', 'show version', 'show version']);
    });

    it('the batch that ran ends and is told', async () => {
      const { id } = expected.batches.open;
      await webhookAt('/batch');

      const { body } = await service.api.get<BatchDto>(`/jobs/batches/${id}`);

      expect(body).toMatchObject({ status: 'ended', counts: { finished: 2 } });
    });

    it('the delivery that was to be tried again is, with what was sealed for it', async () => {
      const request = await formerlyBroken.next(({ path }) => path === '/retried', {
        withinMs: SETTLED_DEADLINE_MS,
      });

      expect(request.headers['x-team']).toBe('noc');
      const id = `${expected.jobs.retried.id}_completed`;
      await vi.waitFor(async () => {
        const { body } = await service.api.get<DeliveryDto>(`/webhooks/deliveries/${id}`);
        expect(body).toMatchObject({
          status: 'delivered',
          attempts: [{ status_code: 500 }, { status_code: 200 }],
        });
      });
    });

    it('the delivery log is there; a dead delivery can be sent again, and what was delivered is not', async () => {
      const ids = ((await listed('/webhooks/deliveries?limit=100')) as DeliveryDto[]).map(({ id }) => id);
      expect(ids).toEqual(expect.arrayContaining(expected.deliveries.map(({ id }) => id)));
      const dead = `${expected.jobs.dead.id}_completed`;

      expect((await service.api.post(`/webhooks/deliveries/${dead}/resend`, {})).status).toBe(202);

      expect(await webhookAt('/dead', formerlyBroken)).toMatchObject({ id: expected.jobs.dead.id });
      expect(receiver.requests.filter(({ path }) => path === '/finished')).toEqual([]);
    });
  },
);
