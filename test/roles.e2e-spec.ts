import { RunningService } from './harness/running-service.js';
import { aJob } from './harness/job-requests.js';
import { RedisServer } from './harness/redis-server.js';
import { SshDevice } from './lab/ssh-device/ssh-device.js';
import { textOf } from './lab/webhook-receiver/received-request.js';
import { WebhookReceiver } from './lab/webhook-receiver/webhook-receiver.js';
import { ownerOf } from '../src/fleet/device-owner.js';
import { readSettings, SettingsError } from '../src/config/settings.js';
import type { JobDto } from '../src/jobs/job.dto.js';
import { RedisConnections } from '../src/redis/redis-connections.js';
import { JOB_KEYS } from '../src/jobs/job-keys.js';
import { Outbox } from '../src/workers/outbox.js';
import { OutcomeStore } from '../src/workers/outcome-store.js';
import { KEEP_OUTCOME } from '../src/workers/turn-scripts.js';
import { WorkerIdentity } from '../src/workers/worker-identity.js';
import { LEASE_PREFIX } from '../src/workers/worker-lease.js';
import type { WorkerDto } from '../src/fleet/worker.dto.js';

const KEY = Buffer.alloc(32, 7).toString('base64');

describe('one api and two workers over one Redis', () => {
  let redis: RedisServer;
  let device: SshDevice;
  let receiver: WebhookReceiver;
  let api: RunningService;
  const workers: RunningService[] = [];

  const start = (role: string, key = KEY, more: Record<string, string> = {}): Promise<RunningService> =>
    RunningService.start({
      environment: {
        NETPULSE_ROLE: role,
        NETPULSE_REDIS_URL: redis.url,
        NETPULSE_ENCRYPTION_KEY: key,
        NETPULSE_METRICS_OPEN: 'true',
        ...more,
      },
    });

  beforeAll(async () => {
    redis = await RedisServer.start();
    device = await SshDevice.start({ commands: { 'show version': 'up' } });
    receiver = await WebhookReceiver.start();
    api = await start('api');
  });
  afterAll(async () => {
    await Promise.all([...workers, api].map((service) => service.stop()));
    await Promise.all([device.stop(), receiver.stop()]);
    await redis.stop();
  });

  it('an api process without a worker answers 503 and says when to come again', async () => {
    const answer = await api.api.post('/jobs', aJob(device));

    expect(answer.status).toBe(503);
    expect(answer.headers.get('Retry-After')).toBe('10');
  });

  it('an api process that is told to queues jobs without a worker, and the first worker runs them', async () => {
    const patient = await start('api', KEY, { NETPULSE_QUEUE_WITHOUT_WORKER: 'true' });

    const job = await patient.api.submit(aJob(device));
    const { body } = await patient.api.get<JobDto>(`/jobs/${job.id}`);
    workers.push(await start('worker', KEY, { NETPULSE_CONCURRENCY: '1' }));
    const ended = await patient.api.ended(job.id);
    await patient.stop();

    expect(body.status).toBe('queued');
    expect(ended.status).toBe('finished');
  });

  it('the list of workers tells how many jobs wait for each', async () => {
    const stuck = await SshDevice.start({ commands: { 'show slow': 'done' } });
    stuck.behavior.hangAt = 'show slow';
    const waiting = async (): Promise<number[]> =>
      (await api.api.get<WorkerDto[]>('/workers')).body.map((worker) => worker.jobs_waiting);
    await api.api.submit(aJob(stuck, { command: 'show slow' }));
    await vi.waitFor(() => expect(stuck.log).toContain('show slow'), { timeout: 5_000, interval: 20 });

    const { id } = await api.api.submit(aJob(device));
    const before = await waiting();
    await stuck.stop();
    const job = await api.api.ended(id);

    expect(before).toEqual([1]);
    expect(job.status).toBe('finished');
    expect(await waiting()).toEqual([0]);
  });

  it('workers run what the api takes, and send the webhook', async () => {
    workers.push(await start('worker'));

    const job = await api.api.run(aJob(device, { webhook: { url: receiver.url() } }));
    const { body } = await api.api.get<WorkerDto[]>('/workers');

    expect(job.status).toBe('finished');
    expect(body.map(({ name }) => name)).toContain(job.worker);
    expect(body).toHaveLength(2);
    expect(JSON.parse(textOf(await receiver.next()))).toMatchObject({ id: job.id });
  });

  it('each of them answers /metrics with its own work, and with the queues of all', async () => {
    const ended = (text: string): number =>
      Number(
        /^netpulse_jobs_ended_total\{driver="netmiko",outcome="finished"\} (\d+)$/m.exec(text)?.[1] ?? 0,
      );
    const read = (): Promise<string[]> =>
      Promise.all([api, ...workers].map(async ({ api: client }) => (await client.get('/metrics')).text));

    const [ofApi, ...ofWorkers] = await vi.waitFor(
      async () => {
        const texts = await read();
        // Counted when the job is settled, a moment after who waits for it has heard.
        expect(texts.reduce((sum, text) => sum + ended(text), 0)).toBe(3);
        for (const text of texts) expect(text).toContain('netpulse_workers{status="running"} 2');
        return texts;
      },
      { timeout: 8_000 },
    );

    expect(ofApi).toMatch(/^netpulse_http_request_duration_seconds_count\{.*route="\/jobs".*\} /m);
    expect(ofApi).not.toMatch(/^netpulse_device_sessions/m);
    for (const text of ofWorkers) expect(text).toMatch(/^netpulse_device_sessions/m);
  });

  it('a canceled job is settled by one worker, counted once and recorded once, though all of them hear of it', async () => {
    const canceled = /^netpulse_jobs_ended_total\{driver="netmiko",outcome="canceled"\} (\d+)$/m;
    const counted = async (): Promise<number> => {
      const texts = await Promise.all(workers.map(async (worker) => (await worker.api.get('/metrics')).text));
      return texts.reduce((sum, text) => sum + Number(canceled.exec(text)?.[1] ?? 0), 0);
    };
    const slow = await SshDevice.start({ commands: { 'show slow': 'done' } });
    slow.behavior.hangAt = 'show slow';
    await api.api.submit(aJob(slow, { command: 'show slow' }));
    await vi.waitFor(() => expect(slow.log).toContain('show slow'), { timeout: 10_000, interval: 20 });
    const { id } = await api.api.submit(aJob(slow));
    const settling = workers.map((worker) => vi.spyOn(worker.get(OutcomeStore), 'settle'));

    await api.api.delete(`/jobs/${id}`);
    await vi.waitFor(async () => expect(await counted()).toBe(1), { timeout: 10_000 });
    const settled = settling.flatMap((spy) => spy.mock.calls).filter(([job]) => job.id === id);
    // As after a crash: what was settled is settled again.
    await Promise.all(workers.map((worker) => worker.get(Outbox).settleByIds([id])));

    const { body } = await api.api.get<{ event: string }[]>(`/audit?job_id=${id}`);
    expect(settled).toHaveLength(1);
    expect(await counted()).toBe(1);
    expect(body.filter(({ event }) => event === 'job.ended')).toHaveLength(1);
    await slow.stop();
  });

  it('a worker answers /health and /metrics, and nothing else', async () => {
    const { url = '' } = workers[0] ?? {};

    const answers = await Promise.all(
      ['/health', '/metrics', '/jobs', '/docs', '/console'].map((path) => fetch(url + path)),
    );

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 404, 404, 404]);
  });

  it('an api that is told to opens /metrics, and no other route', async () => {
    const paths = ['/metrics', '/metricsother', '/metrics/keys', '/jobs', '/workers', '/audit', '/keys'];

    const answers = await Promise.all(paths.map((path) => api.strangerApi.get(path)));

    expect(answers.map(({ status }) => status)).toEqual([200, 404, 404, 401, 401, 401, 401]);
  });

  it('two workers never talk to one device at once, and keep the order of its jobs', async () => {
    const commands = Array.from({ length: 12 }, (_, number) => `show clock ${number}`);
    const table = Object.fromEntries(commands.map((command) => [command, 'noon']));
    const fleet = await Promise.all(Array.from({ length: 4 }, () => SshDevice.start({ commands: table })));
    const names = workers.map((worker) => worker.get(WorkerIdentity).name);
    const owners = fleet.map((busy) => ownerOf(`127.0.0.1:${busy.port}`, names));

    const ids: string[] = [];
    for (const command of commands)
      for (const busy of fleet) ids.push((await api.api.submit(aJob(busy, { command }))).id);
    const jobs = await Promise.all(ids.map((id) => api.api.ended(id)));

    expect(jobs.map(({ status }) => status)).toEqual(ids.map(() => 'finished'));
    // Each device's jobs run where its session is.
    expect(jobs.map(({ worker }) => worker)).toEqual(ids.map((_id, index) => owners[index % fleet.length]));
    for (const busy of fleet) {
      expect(busy.connectionCount).toBe(1);
      expect(busy.log.filter((line) => line.startsWith('show clock'))).toEqual(commands);
      expect(busy.mostSessions).toBe(1);
    }
    await Promise.all(fleet.map((busy) => busy.stop()));
  });

  it('a paused worker takes no job until it is resumed', async () => {
    const { body: all } = await api.api.get<WorkerDto[]>('/workers');
    const [paused, other] = all.map(({ name }) => name);
    const statusOf = async (name?: string): Promise<string | undefined> =>
      (await api.api.get<WorkerDto[]>('/workers')).body.find((worker) => worker.name === name)?.status;

    const answer = await api.api.post(`/workers/${paused}/pause`, {});
    await vi.waitFor(async () => expect(await statusOf(paused)).toBe('paused'), { timeout: 5_000 });
    const jobs = await Promise.all(Array.from({ length: 8 }, () => api.api.run(aJob(device))));
    await api.api.post(`/workers/${paused}/resume`, {});

    expect(answer.status).toBe(202);
    expect(new Set(jobs.map(({ worker }) => worker))).toEqual(new Set([other]));
    await vi.waitFor(async () => expect(await statusOf(paused)).toBe('running'), { timeout: 5_000 });
    // What it cannot hear, its connection being away, it finds soon.
    await api.get(RedisConnections).commands.call('CLIENT', 'KILL', 'TYPE', 'pubsub');
    await api.api.post(`/workers/${paused}/pause`, {});
    await vi.waitFor(async () => expect(await statusOf(paused)).toBe('paused'), { timeout: 10_000 });
    await api.api.post(`/workers/${paused}/resume`, {});
    await vi.waitFor(async () => expect(await statusOf(paused)).toBe('running'), { timeout: 10_000 });
    expect((await api.api.delete('/workers/nobody')).status).toBe(404);
  });

  it('DELETE /workers/{name} ends that worker, and no other', async () => {
    const { body: all } = await api.api.get<WorkerDto[]>('/workers');
    const worker = workers[0];
    const name = worker?.get(WorkerIdentity).name ?? '';
    const signals: string[] = [];
    const kill = vi.spyOn(process, 'kill').mockImplementation((_pid, signal) => {
      signals.push(String(signal));
      return true;
    });

    await api.api.delete(`/workers/${name}`);
    await vi.waitFor(() => expect(signals).toContain('SIGTERM'), { timeout: 5_000 });
    kill.mockRestore();

    expect(signals.filter((signal) => signal === 'SIGTERM')).toHaveLength(1);
    expect(all.map((known) => known.name)).toContain(name);
  });

  it('a worker that loses its lease stops its jobs before another one may have the device', async () => {
    const slow = await SshDevice.start({ commands: { 'show slow': 'done' } });
    slow.behavior.hangAt = 'show slow';
    const { id } = await api.api.submit(aJob(slow, { command: 'show slow' }));
    const next = await api.api.submit(aJob(slow, { command: 'show version' }));
    await vi.waitFor(() => expect(slow.log).toContain('show slow'), { timeout: 5_000, interval: 20 });
    const { worker } = (await api.api.get<JobDto>(`/jobs/${id}`)).body;
    const { commands } = api.get(RedisConnections);
    for (const key of await commands.keys(`${LEASE_PREFIX}${worker}.*`)) await commands.del(key);

    const lost = await api.api.ended(id);
    const after = await api.api.ended(next.id);

    expect(lost.result?.error?.type).toBe('WorkerLost');
    expect(after.status).toBe('finished');
    expect(slow.mostSessions).toBe(1);
    await slow.stop();
  });

  it('an outcome that comes after the job was given to another worker is refused', async () => {
    const { commands } = api.get(RedisConnections);
    const key = JOB_KEYS.job('fenced');
    await commands.hset(key, 'fence', 2);

    const late = await KEEP_OUTCOME.run(commands, [key], ['{"late":true}', 1]);
    const inTime = await KEEP_OUTCOME.run(commands, [key], ['{}', 2]);

    expect([late, inTime]).toEqual([0, 1]);
    expect(await commands.hget(key, 'outcome')).toBe('{}');
    await commands.del(key);
  });

  it('a process with another encryption key does not start, and says why', async () => {
    const other = Buffer.alloc(32, 8).toString('base64');

    await expect(start('worker', other)).rejects.toThrow('another encryption key');
  });
});

describe('a process of one role', () => {
  it.each(['api', 'worker'])('needs a Redis that others can reach: %s', (role) => {
    expect(() => readSettings({ NETPULSE_ROLE: role })).toThrow(SettingsError);
  });

  it('takes a free port as a worker, so that several run on one machine', () => {
    const worker = { NETPULSE_ROLE: 'worker', NETPULSE_REDIS_URL: 'redis://localhost' };

    expect(readSettings(worker).port).toBe(0);
    expect(readSettings({ ...worker, NETPULSE_PORT: '9001' }).port).toBe(9001);
  });
});
