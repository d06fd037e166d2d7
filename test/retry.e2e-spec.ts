import { aJob } from './harness/job-requests.js';
import { RunningService } from './harness/running-service.js';
import { SshDevice } from './lab/ssh-device/ssh-device.js';
import { textOf } from './lab/webhook-receiver/received-request.js';
import { WebhookReceiver } from './lab/webhook-receiver/webhook-receiver.js';
import { Fleet } from '../src/fleet/fleet.js';
import type { JobDto } from '../src/jobs/job.dto.js';
import { JOB_KEYS } from '../src/jobs/job-keys.js';
import { RedisConnections } from '../src/redis/redis-connections.js';
import { WorkerIdentity } from '../src/workers/worker-identity.js';

/** What ioredis says while Redis is away. */
const AWAY = new Error("Stream isn't writeable and enableOfflineQueue options is false");

describe('running a job again', () => {
  let service: RunningService;
  let receiver: WebhookReceiver;
  const devices: SshDevice[] = [];

  beforeAll(async () => {
    service = await RunningService.start({ environment: { NETPULSE_HOST_KEYS: 'off' } });
    receiver = await WebhookReceiver.start();
  });
  afterAll(async () => {
    await service.stop();
    await Promise.all([receiver.stop(), ...devices.map((device) => device.stop())]);
  });

  async function aDevice(): Promise<SshDevice> {
    const device = await SshDevice.start({ commands: { 'show version': 'up', 'show clock': 'noon' } });
    devices.push(device);
    return device;
  }

  const told = (id: string): unknown[] =>
    receiver.requests
      .map((request) => JSON.parse(textOf(request)) as { id: string })
      .filter((body) => body.id === id);

  const request = (device: SshDevice, changes: object = {}): object =>
    aJob(device, { webhook: { url: receiver.url(), name: 'event' }, ...changes });

  /** A job that waits behind another one, as if a worker of this name had begun it. */
  async function aJobBegunBy(
    worker: string,
    changes: object = {},
  ): Promise<{ id: string; device: SshDevice; release: () => void }> {
    const device = await aDevice();
    device.behavior.hangAt = 'show version';
    const { id: first } = await service.api.submit(aJob(device));
    await vi.waitFor(() => expect(device.log).toContain('show version'));
    const { id } = await service.api.submit(request(device, { command: 'show clock', ...changes }));
    await vi.waitFor(async () => {
      const { body } = await service.api.get<JobDto>(`/jobs/${first}`);
      expect(body.status).toBe('started');
    });
    await service.get(RedisConnections).commands.hset(JOB_KEYS.job(id), 'worker', worker);
    return { id, device, release: () => device.cutAll() };
  }

  it('a job that fails is run once unless its request says else', async () => {
    const device = await aDevice();
    device.behavior.connections = 'cut';

    const job = await service.api.run(request(device));

    expect(job).toMatchObject({ status: 'failed', attempts: 1 });
    expect(device.connectionCount).toBe(1);
  });

  it('with retry it is run again after the errors named, and only its last end is told', async () => {
    const [healed, broken, other] = await Promise.all([aDevice(), aDevice(), aDevice()]);
    for (const device of [healed, broken, other]) device.behavior.connections = 'cut';
    const on = ['ConnectionFailed', 'SessionLost'];
    const submitted = await Promise.all([
      service.api.submit(request(healed, { retry: { max: 3, on } })),
      service.api.submit(request(broken, { retry: { max: 1, on } })),
      service.api.submit(request(other, { retry: { max: 3, on: ['CommandTimeout'] } })),
    ]);
    await vi.waitFor(() => expect(healed.connectionCount).toBe(1));
    healed.behavior.connections = 'normal';

    const waiting = await vi.waitFor(async () => {
      const { body } = await service.api.get<JobDto>(`/jobs/${submitted[0].id}`);
      expect(body).toMatchObject({ status: 'queued', attempts: 1, result: null });
      return body;
    });
    // By it the next worker's job would be taken for that of the worker that ran it before, should that be dead.
    const lease = await service.get(RedisConnections).commands.hget(JOB_KEYS.job(waiting.id), 'lease');
    const jobs = await Promise.all(submitted.map(({ id }) => service.api.ended(id)));

    expect(lease).toBeNull();
    expect(waiting.started_at).toBeNull();
    expect(jobs.map(({ status, attempts }) => [status, attempts])).toEqual([
      ['finished', 2],
      ['failed', 2],
      ['failed', 1],
    ]);
    expect(broken.connectionCount).toBe(2);
    await vi.waitFor(() => {
      for (const { id, status } of jobs) expect(told(id)).toEqual([expect.objectContaining({ status })]);
    });
  });

  it('/jobs/bulk and /device/exec take it as well', async () => {
    const [one, other] = await Promise.all([aDevice(), aDevice()]);
    for (const device of [one, other]) device.behavior.connections = 'cut';
    const retry = { max: 1, on: ['ConnectionFailed', 'SessionLost'] };
    const { connection_args: args, ...rest } = request(one, { retry }) as { connection_args: object };
    const bulk = await service.api.post<{ succeeded: JobDto[] }>('/jobs/bulk', {
      ...rest,
      devices: [{ connection_args: args }],
    });
    const exec = await service.api.post<JobDto>('/device/exec', request(other, { retry }));

    const ids = [bulk.body.succeeded[0]?.id ?? '', exec.body.id];

    for (const job of await Promise.all(ids.map((id) => service.api.ended(id))))
      expect(job).toMatchObject({ status: 'failed', attempts: 2 });
  });

  it('a job that waits to be run again can be canceled, and one that would wait beyond its ttl is not', async () => {
    const [first, second] = await Promise.all([aDevice(), aDevice()]);
    for (const device of [first, second]) device.behavior.connections = 'cut';
    const retry = { max: 3, on: ['ConnectionFailed', 'SessionLost'] };
    const canceled = await service.api.submit(request(first, { retry }));
    const short = await service.api.run(request(second, { retry, ttl: 1 }));
    await vi.waitFor(async () => {
      const { body } = await service.api.get<JobDto>(`/jobs/${canceled.id}`);
      expect(body).toMatchObject({ status: 'queued', attempts: 1 });
    });

    const { body } = await service.api.delete<JobDto>(`/jobs/${canceled.id}`);

    expect(body).toMatchObject({ status: 'canceled', attempts: 1 });
    expect(short).toMatchObject({ status: 'failed', attempts: 1 });
  });

  it('a job whose worker died is run again with WorkerLost, and not without', async () => {
    const [plain, asked] = await Promise.all([
      aJobBegunBy('gone-1-aaaaaa'),
      aJobBegunBy('gone-1-aaaaaa', { retry: { max: 1, on: ['WorkerLost'] } }),
    ]);
    for (const { release } of [plain, asked]) release();

    const jobs = await Promise.all([plain, asked].map(({ id }) => service.api.ended(id)));

    expect(jobs.map(({ status, attempts }) => [status, attempts])).toEqual([
      ['failed', 1],
      ['finished', 2],
    ]);
    expect(jobs[0]?.result?.error?.type).toBe('WorkerLost');
    expect(plain.device.log).not.toContain('show clock');
    expect(asked.device.log).toContain('show clock');
  });

  it('a job whose turn was granted by a Redis that died before it could say so has not been run yet', async () => {
    const { id, device, release } = await aJobBegunBy(service.get(WorkerIdentity).name);
    release();

    expect(await service.api.ended(id)).toMatchObject({ status: 'finished', attempts: 1 });
    expect(device.log.filter((line) => line === 'show clock')).toHaveLength(1);
  });

  it('a job that a worker cannot take, since Redis is away just then, is not failed for it', async () => {
    const { id, release } = await aJobBegunBy(service.get(WorkerIdentity).name);
    const look = vi.spyOn(service.get(Fleet), 'lookIfOld').mockRejectedValueOnce(AWAY);
    release();

    expect(await service.api.ended(id)).toMatchObject({ status: 'finished', attempts: 1 });
    expect(look.mock.settledResults[0]?.type).toBe('rejected');
  });

  it('a job that was begun before its ttl was over has not expired when it comes back from a dead worker', async () => {
    const { id, release } = await aJobBegunBy('gone-1-aaaaaa', { ttl: 1 });
    await vi.waitFor(
      async () =>
        expect(await service.get(RedisConnections).commands.zscore(JOB_KEYS.deadline, id)).toBeNull(),
      { timeout: 5_000 },
    );
    release();

    const job = await service.api.ended(id);

    expect(job.result?.error?.type).toBe('WorkerLost');
    await vi.waitFor(() => expect(told(id)).toEqual([expect.objectContaining({ status: 'failed' })]));
  });

  it.each([
    [{ max: 11, on: ['WorkerLost'] }, 'retry.max'],
    [{ max: 1.5, on: ['WorkerLost'] }, 'retry.max'],
    [{ max: 1, on: [] }, 'retry.on'],
    [{ max: 1, on: ['CommandRejected'] }, 'retry.on'],
    [{ max: 1 }, 'retry.on'],
  ])('%j is refused, and the answer names the field', async (retry, field) => {
    const device = devices[0] ?? (await aDevice());

    const { status, body } = await service.api.post<{ errors: { field: string }[] }>(
      '/jobs',
      request(device, { retry }),
    );

    expect(status).toBe(422);
    expect(body.errors.map((error) => error.field)).toContain(field);
  });
});
