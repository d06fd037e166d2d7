import type { BatchDto, BulkAnswerDto } from '../src/jobs/batches/batch.dto.js';
import type { CanceledJobsDto } from '../src/jobs/job-cancellation.dto.js';
import type { JobDto } from '../src/jobs/job.dto.js';
import { BatchStore } from '../src/jobs/batches/batch-store.js';
import { BatchOutbox } from '../src/workers/batch-outbox.js';
import { WebhookService } from '../src/webhooks/webhook.service.js';
import { Idempotency } from '../src/jobs/idempotency.js';
import { JOB_KEYS } from '../src/jobs/job-keys.js';
import { RedisConnections } from '../src/redis/redis-connections.js';
import { aJob } from './harness/job-requests.js';
import { RunningService } from './harness/running-service.js';
import { SshDevice } from './lab/ssh-device/ssh-device.js';
import { textOf, type ReceivedRequest } from './lab/webhook-receiver/received-request.js';
import { WebhookReceiver } from './lab/webhook-receiver/webhook-receiver.js';

interface BatchPayload {
  readonly id: string;
  readonly event_type: string;
  readonly total: number;
  readonly counts: Record<string, number>;
}

/** Other work may be going on. */
const PATIENCE = { timeout: 10_000 };

describe('one request for many devices', () => {
  let service: RunningService;
  let device: SshDevice;
  let hanging: SshDevice;
  let receiver: WebhookReceiver;

  beforeAll(async () => {
    const commands = { 'show version': 'Version 15.2', 'show clock': '12:00:00' };
    [service, device, hanging, receiver] = await Promise.all([
      RunningService.start({ environment: { NETPULSE_CONCURRENCY: '8' } }),
      SshDevice.start({ isPrivileged: true, commands }),
      SshDevice.start({ isPrivileged: true, commands }),
      WebhookReceiver.start(),
    ]);
  });
  afterAll(() => Promise.all([service.stop(), device.stop(), hanging.stop(), receiver.stop()]));
  afterEach(() => {
    receiver.clear();
    hanging.behavior.hangAt = null;
  });

  const to = (target: SshDevice, fields: object = {}): object => ({
    connection_args: { port: target.port },
    ...fields,
  });

  async function submit(devices: unknown[], fields: object = {}): Promise<BulkAnswerDto> {
    const { status, body, text } = await service.api.post<BulkAnswerDto>('/jobs/bulk', {
      ...aJob(device),
      ...fields,
      devices,
    });
    expect(text).toContain('batch_id');
    expect(status).toBe(202);
    return body;
  }

  /** The job of a command. */
  const idOf = (jobs: readonly JobDto[], command: string): string | undefined =>
    jobs.find((job) => job.command.includes(command))?.id;

  async function ended(id: string): Promise<BatchDto> {
    const { body } = await service.api.get<BatchDto>(`/jobs/batches/${id}?wait=15`);
    expect(body.status).toBe('ended');
    return body;
  }

  it('makes a job for each device that is right, and says what is wrong with the others', async () => {
    const answer = await submit([
      to(device),
      { connection_args: { host: '127.0.0.1', port: 99_999 } },
      to(device, { command: ['show version', 'show clock'], device_name: 'core-1' }),
      'nonsense',
      to(device, { comand: 'show clock' }),
    ]);

    expect(answer.succeeded.map(({ command, device_name }) => [command, device_name])).toEqual([
      [['show version'], '127.0.0.1'],
      [['show version', 'show clock'], 'core-1'],
    ]);
    expect(answer.succeeded.map(({ batch_id }) => batch_id)).toEqual([answer.batch_id, answer.batch_id]);
    expect(answer.failed).toEqual([
      { index: 1, host: '127.0.0.1', reason: expect.stringContaining('connection_args.port') },
      { index: 3, host: '127.0.0.1', reason: 'must be an object' },
      { index: 4, host: '127.0.0.1', reason: 'comand: is not a known field' },
    ]);
    expect(await ended(answer.batch_id)).toMatchObject({
      total: 2,
      progress: 1,
      counts: { queued: 0, started: 0, finished: 2, failed: 0, canceled: 0, expired: 0 },
    });
    const { body: jobs } = await service.api.get<JobDto[]>(`/jobs?batch=${answer.batch_id}`);
    expect(jobs.map(({ id }) => id)).toEqual(answer.succeeded.map(({ id }) => id).reverse());
    expect(jobs[0]?.result?.retval.map(({ stdout }) => stdout)).toEqual(['Version 15.2', '12:00:00']);
  });

  it("POST /device/bulk is the same under NetPulse's own path, with 201", async () => {
    const request = { ...aJob(device), devices: [to(device)] };

    const { status, body } = await service.api.post<BulkAnswerDto>('/device/bulk', request);

    expect(status).toBe(201);
    expect(await ended(body.batch_id)).toMatchObject({ total: 1, counts: { finished: 1 } });
  });

  it.each([
    ['an unknown driver', { driver: 'pigeon', devices: [{}] }, 'driver'],
    ['a faulty webhook', { webhook: { url: 'nonsense' }, devices: [{}] }, 'webhook.url'],
    [
      'an unknown caller',
      { webhook: { name: 'pigeon', url: 'http://127.0.0.1' }, devices: [{}] },
      'webhook.name',
    ],
    ['a faulty ttl', { ttl: 0, devices: [{}] }, 'ttl'],
    ['no devices', {}, 'devices'],
    ['an empty list', { devices: [] }, 'devices'],
    ['more than 10,000 devices', { devices: Array.from({ length: 10_001 }, () => ({})) }, 'devices'],
    ['devices none of which is right', { devices: [{ connection_args: { port: 0 } }] }, 'devices.0'],
  ])('refuses %s as a whole with 422', async (_case, fields, field) => {
    const { status, body } = await service.api.post<{ errors: { field: string }[] }>('/jobs/bulk', {
      ...aJob(device),
      ...fields,
    });

    expect(status).toBe(422);
    expect(body.errors.map((error) => error.field)).toContain(field);
  });

  it('tells of each job and, once, of the end of the batch, with all ways in which jobs ended', async () => {
    hanging.behavior.hangAt = 'show version';
    const webhook = { name: 'event', url: receiver.url('/') };
    const { batch_id: id, succeeded } = await submit(
      [to(device), to(hanging), to(hanging), to(device, { connection_args: { password: 'wrong' } })],
      { webhook, execution_timeout: 30 },
    );
    await vi.waitFor(async () => {
      const { body } = await service.api.get<BatchDto>(`/jobs/batches/${id}`);
      expect(body.counts).toMatchObject({ queued: 1, started: 1 });
    }, PATIENCE);
    await service.api.delete(`/jobs/${succeeded[2]?.id ?? ''}`);
    hanging.cutAll();

    const batch = await receiver.next(isOf<BatchPayload>((body) => body.event_type === 'batch.completed'));

    const payloads = receiver.requests.map((request) => JSON.parse(textOf(request)) as BatchPayload);
    expect(JSON.parse(textOf(batch))).toMatchObject({
      id,
      event_type: 'batch.completed',
      total: 4,
      counts: { finished: 1, failed: 2, canceled: 1, expired: 0 },
    });
    expect(payloads.map(({ event_type: type }) => type).sort()).toEqual([
      'batch.completed',
      'job.canceled',
      'job.completed',
      'job.failed',
      'job.failed',
    ]);
    expect(await ended(id)).toMatchObject({ counts: { finished: 1, failed: 2, canceled: 1, expired: 0 } });
    const { body: deliveries } = await service.api.get<{ id: string; event: string }[]>(
      `/webhooks/deliveries?job_id=${id}`,
    );
    expect(deliveries).toMatchObject([{ id: `${id}_batch-completed`, event: 'batch.completed' }]);
  });

  it('tells a basic webhook of a batch in one sentence, and only of what it asks for', async () => {
    const webhook = { url: receiver.url('/'), events: ['batch.completed'] };

    const { batch_id: id } = await submit([to(device), to(device)], { webhook });

    const request = await receiver.next();
    expect(JSON.parse(textOf(request))).toEqual({
      id,
      result: '2 jobs ended: 2 finished, 0 failed, 0 canceled, 0 expired',
    });
    expect(receiver.requests).toHaveLength(1);
  });

  it('cancels what is queued of a batch', async () => {
    hanging.behavior.hangAt = 'show version';
    const { batch_id: id } = await submit([to(hanging), to(hanging), to(hanging)], { execution_timeout: 30 });
    await vi.waitFor(async () => {
      const { body } = await service.api.get<BatchDto>(`/jobs/batches/${id}`);
      expect(body.counts.started).toBe(1);
    }, PATIENCE);

    const { body } = await service.api.delete<CanceledJobsDto>(`/jobs?batch=${id}`);

    expect(body).toEqual({ canceled: 2, running: 1 });
    hanging.cutAll();
    expect(await ended(id)).toMatchObject({ counts: { failed: 1, canceled: 2 } });
    expect((await service.api.delete('/jobs?batch=00000000-0000-4000-8000-000000000000')).status).toBe(404);
    expect((await service.api.delete('/jobs')).status).toBe(422);
  });

  it('cancels what is queued for a host, and tells the webhook of each job', async () => {
    hanging.behavior.hangAt = 'show version';
    const webhook = { name: 'event', url: receiver.url('/'), events: ['job.canceled'] };
    const { batch_id: id, succeeded } = await submit([to(hanging), to(hanging), to(hanging)], {
      execution_timeout: 30,
      webhook,
    });
    await vi.waitFor(async () => {
      const { body } = await service.api.get<BatchDto>(`/jobs/batches/${id}`);
      expect(body.counts.started).toBe(1);
    }, PATIENCE);

    const elsewhere = await service.api.delete<CanceledJobsDto>('/jobs?host=192.0.2.1');
    const here = await service.api.delete<CanceledJobsDto>('/jobs?host=127.0.0.1&queue=fifo');

    expect(elsewhere.body).toEqual({ canceled: 0, running: 0 });
    expect(here.body).toEqual({ canceled: 2, running: 1 });
    await vi.waitFor(() => {
      expect(receiver.requests).toHaveLength(2);
    }, PATIENCE);
    const told = receiver.requests.map((request) => (JSON.parse(textOf(request)) as BatchPayload).id);
    expect(told.sort()).toEqual([succeeded[1]?.id, succeeded[2]?.id].sort());
    expect((await service.api.delete('/jobs?queue=other')).status).toBe(422);
    hanging.cutAll();
    await ended(id);
  });

  it('lets 1,000 jobs that wait for a device that hangs hold up no other device', async () => {
    hanging.behavior.hangAt = 'show version';
    const many = Array.from({ length: 1_000 }, () => to(hanging));
    const { batch_id: id, succeeded } = await submit(many, { execution_timeout: 60 });

    const job = await service.api.run(aJob(device));

    expect(job.status).toBe('finished');
    const { body: batch } = await service.api.get<BatchDto>(`/jobs/batches/${id}`);
    expect(batch.counts).toMatchObject({ started: 1, queued: 999 });
    await service.api.delete(`/jobs?batch=${id}`);
    hanging.cutAll();
    expect(succeeded).toHaveLength(1_000);
  });

  it('makes no second batch for the same Idempotency-Key', async () => {
    const request = { ...aJob(device), devices: [to(device), { connection_args: { port: 0 } }] };
    const key = { 'Idempotency-Key': 'nightly' };

    const first = await service.api.post<BulkAnswerDto>('/jobs/bulk', request, key);
    const second = await service.api.post<BulkAnswerDto>('/jobs/bulk', request, key);
    const other = await service.api.post('/jobs/bulk', { ...request, ttl: 5 }, key);

    expect(second.body.batch_id).toBe(first.body.batch_id);
    expect(second.body.succeeded.map(({ id }) => id)).toEqual(first.body.succeeded.map(({ id }) => id));
    expect(second.body.failed).toEqual(first.body.failed);
    expect(other.status).toBe(422);
  });

  it('runs no job again whose record is gone, when a batch is completed by repeating its request', async () => {
    const request = { ...aJob(device), devices: [to(device), to(device, { command: 'show clock' })] };
    const submit = () =>
      service.api.post<BulkAnswerDto>('/jobs/bulk', request, { 'Idempotency-Key': 'unsure' });
    const runsBefore = device.log.length;
    vi.spyOn(service.get(Idempotency), 'confirm').mockRejectedValueOnce(
      new Error("Stream isn't writeable and enableOfflineQueue options is false"),
    );
    const first = await submit();
    const { body: jobs } = await service.api.get<JobDto[]>('/jobs?limit=2');
    const [gone, kept] = ['show version', 'show clock'].map((command) => idOf(jobs, command));
    await Promise.all(jobs.map(({ id }) => service.api.ended(id)));
    const runs = device.log.length - runsBefore;
    await service.get(RedisConnections).commands.del(JOB_KEYS.job(gone ?? ''));

    const second = await submit();

    expect(first.status).toBe(503);
    expect(second.body.succeeded.map(({ id }) => id)).toEqual([kept]);
    expect(second.body.failed).toMatchObject([{ index: 0, reason: expect.stringContaining('has ended') }]);
    expect(device.log.length - runsBefore).toBe(runs);
  });

  it('tells nobody of a batch of which no job came into the queue, and forgets it', async () => {
    const id = '00000000-0000-4000-8000-00000000ba7c';
    const longAgo = Date.now() - 3_600_000;
    const told = vi.spyOn(service.get(WebhookService), 'batchCompleted');
    const batch = { id, driver: 'netmiko', by: null, createdAt: longAgo, firstPlace: 1, webhook: null };
    await service
      .get(BatchStore)
      .create({ ...batch, keepSeconds: 60, deadline: longAgo + 60_000 }, [`${id.slice(0, -1)}0`]);
    const before = await service.api.get(`/jobs/batches/${id}`);

    await service.get(BatchOutbox).reconcile();

    await vi.waitFor(
      async () => expect((await service.api.get(`/jobs/batches/${id}`)).status).toBe(404),
      PATIENCE,
    );
    expect(before.status).toBe(200);
    expect(told.mock.calls.filter(([event]) => event.batchId === id)).toEqual([]);
  });

  it('tells a subscription of its batch alone', async () => {
    hanging.behavior.hangAt = 'show version';
    const { batch_id: id } = await submit([to(hanging)], { execution_timeout: 3 });
    const subscribed = await service.api.post<{ id: string; filter: object }>('/webhooks/subscriptions', {
      name: 'event',
      url: receiver.url('/'),
      events: ['batch.completed'],
      filter: { batch: [id] },
    });
    const { batch_id: other } = await submit([to(device)]);
    await ended(other);
    hanging.cutAll();

    const request = await receiver.next();

    expect(subscribed.body.filter).toMatchObject({ batch: [id] });
    expect(JSON.parse(textOf(request))).toMatchObject({ id, counts: { failed: 1 } });
    expect(receiver.requests).toHaveLength(1);
    await service.api.delete(`/webhooks/subscriptions/${subscribed.body.id}`);
  });
});

function isOf<T>(matches: (body: T) => boolean): (request: ReceivedRequest) => boolean {
  return (request) => matches(JSON.parse(textOf(request)) as T);
}
