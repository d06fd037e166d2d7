import { aJob } from './harness/job-requests.js';
import { RedisServer } from './harness/redis-server.js';
import { RunningService } from './harness/running-service.js';
import { TcpProxy } from './harness/tcp-proxy.js';
import { SshDevice } from './lab/ssh-device/ssh-device.js';
import { textOf } from './lab/webhook-receiver/received-request.js';
import { WebhookReceiver } from './lab/webhook-receiver/webhook-receiver.js';
import { RunningJobs } from '../src/workers/running-jobs.js';
import type { HealthDto } from '../src/monitoring/health.dto.js';

/** pino's number for warnings; errors have higher ones. */
const WARN = 40;
/** Jobs come home by the outbox's next round, on a machine that may have other things to do. */
const TEST_TIMEOUT_MS = 60_000;
const UNREACHABLE_MASTER = '1';

describe('while Redis is in trouble', { timeout: TEST_TIMEOUT_MS }, () => {
  let redis: RedisServer;
  let proxy: TcpProxy;
  let device: SshDevice;
  let receiver: WebhookReceiver;
  let service: RunningService;
  const unhandled: unknown[] = [];
  const noteUnhandled = (reason: unknown): void => void unhandled.push(reason);

  beforeAll(async () => {
    process.on('unhandledRejection', noteUnhandled);
    redis = await RedisServer.start();
    proxy = await TcpProxy.start(redis.port);
    device = await SshDevice.start({ commands: { 'show version': 'up' } });
    receiver = await WebhookReceiver.start();
    service = await RunningService.start({
      environment: { NETPULSE_REDIS_URL: `redis://127.0.0.1:${proxy.port}` },
    });
    await service.api.run(aJob(device));
    device.behavior.delayMs = 300;
  });
  afterAll(async () => {
    await service.stop();
    await Promise.all([device.stop(), receiver.stop(), proxy.stop()]);
    await redis.stop();
    process.off('unhandledRejection', noteUnhandled);
  });

  /** The first runs when it resolves, the others wait. */
  async function jobsUnderWay(): Promise<string[]> {
    const request = aJob(device, { webhook: { url: receiver.url() } });
    const ran = device.log.length;
    const ids: string[] = [];
    for (let count = 0; count < 3; count++) ids.push((await service.api.submit(request)).id);
    await vi.waitFor(() => expect(device.log.length).toBeGreaterThan(ran), { timeout: 5_000, interval: 5 });
    return ids;
  }

  async function untilReady(status: number, reason?: RegExp): Promise<HealthDto> {
    return vi.waitFor(
      async () => {
        const answer = await service.api.get<HealthDto>('/health/ready');
        expect(answer.status).toBe(status);
        if (reason) expect(answer.body.reason).toMatch(reason);
        return answer.body;
      },
      { timeout: 15_000, interval: 25 },
    );
  }

  async function expectAllToEndWell(ids: readonly string[]): Promise<void> {
    const jobs = await vi.waitFor(() => Promise.all(ids.map((id) => service.api.ended(id))), {
      timeout: 20_000,
      interval: 100,
    });
    expect(jobs.map(({ status }) => status)).toEqual(ids.map(() => 'finished'));
    const told = (): string[] =>
      receiver.requests.map((request) => (JSON.parse(textOf(request)) as { id: string }).id);
    await vi.waitFor(() => expect(told()).toEqual(expect.arrayContaining([...ids])), { timeout: 20_000 });
  }

  interface LogLine {
    readonly level: number;
    readonly msg: string;
  }

  /** What is logged from now on. */
  function logFromNow(): { warnings: () => string[]; all: () => string[] } {
    const from = service.log.length;
    const lines = (): LogLine[] =>
      service.log
        .slice(from)
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as LogLine);
    return {
      warnings: () =>
        lines()
          .filter(({ level }) => level >= WARN)
          .map(({ msg }) => msg),
      all: () => lines().map(({ msg }) => msg),
    };
  }

  it.each([
    {
      trouble: 'killed and started again with its append-only file',
      begin: () => redis.kill(),
      end: () => redis.restart(),
      reason: /^Redis (cannot be reached|does not answer in time)$/,
      line: /^Redis at .* is gone/,
      isCutOff: false,
    },
    {
      trouble: 'made a replica of something else, and so read-only',
      begin: () => redis.command('REPLICAOF', '127.0.0.1', UNREACHABLE_MASTER),
      end: () => redis.command('REPLICAOF', 'NO', 'ONE'),
      reason: /^Redis is read-only$/,
      line: /^Redis is read-only/,
      isCutOff: true,
    },
    {
      trouble: 'without the replicas that it needs to take writes',
      begin: () => redis.command('CONFIG', 'SET', 'min-replicas-to-write', '1'),
      end: () => redis.command('CONFIG', 'SET', 'min-replicas-to-write', '0'),
      reason: /^Redis has too few replicas to take writes$/,
      line: /^Redis has too few replicas/,
      isCutOff: false,
    },
    {
      trouble: 'out of memory',
      begin: () => redis.command('CONFIG', 'SET', 'maxmemory', '1'),
      end: () => redis.command('CONFIG', 'SET', 'maxmemory', '0'),
      reason: /^Redis is out of memory$/,
      line: /^Redis is out of memory/,
      isCutOff: false,
    },
  ])('$trouble, clients are told 503 and why, the log says it once, and nothing is lost', async (row) => {
    const ids = await jobsUnderWay();
    const log = logFromNow();

    await row.begin();
    const health = await untilReady(503, row.reason);
    const submits = await Promise.all(
      Array.from({ length: 20 }, () => service.api.post('/jobs', aJob(device))),
    );
    // The job that ran has ended meanwhile, and its outcome has nowhere to go.
    await vi.waitFor(() => expect(service.get(RunningJobs).counts.running).toBe(0), { timeout: 5_000 });
    const live = await service.api.get('/health/live');
    await row.end();
    await untilReady(200);

    expect(health).toEqual({
      status: 'unavailable',
      redis: 'down',
      reason: expect.stringMatching(row.reason),
    });
    expect(new Set(submits.map(({ status }) => status))).toEqual(new Set([503]));
    expect(submits[0]?.headers.get('Retry-After')).toBe('5');
    expect(live.status).toBe(200);
    await expectAllToEndWell(ids);
    await vi.waitFor(() => expect(log.all().join('\n')).toMatch(/is back after/), { timeout: 5_000 });
    // A Redis that becomes a replica also closes the connections that block.
    const told = log.warnings().filter((line) => !row.isCutOff || !/is gone/.test(line));
    expect(told).toEqual([expect.stringMatching(row.line)]);
    expect(unhandled).toEqual([]);
  });

  it('slow, jobs take longer and nothing else happens', async () => {
    const log = logFromNow();
    proxy.latencyMs = 60;

    const ids = await jobsUnderWay();
    const health = await service.api.get('/health/ready');
    await expectAllToEndWell(ids);
    proxy.latencyMs = 0;

    expect(health.status).toBe(200);
    expect(log.warnings()).toEqual([]);
  });

  it('hanging with its connections open, clients are told 503 within seconds, and all goes on afterwards', async () => {
    const ids = await jobsUnderWay();
    const log = logFromNow();

    proxy.hang();
    const startedAt = performance.now();
    const [health, submit] = await Promise.all([
      service.api.get('/health/ready'),
      service.api.post('/jobs', aJob(device)),
    ]);
    const waitedMs = performance.now() - startedAt;
    const next = await service.api.post('/jobs', aJob(device));
    proxy.letThrough();
    await untilReady(200);

    expect([health.status, submit.status, next.status]).toEqual([503, 503, 503]);
    expect(waitedMs).toBeLessThan(8_000);
    await expectAllToEndWell(ids);
    expect(log.warnings()).toEqual([expect.stringMatching(/is gone: Socket timeout/)]);
    expect(unhandled).toEqual([]);
  });

  it('hanging, the service can be stopped', async () => {
    proxy.hang();
    const startedAt = performance.now();

    await service.stop();

    expect(performance.now() - startedAt).toBeLessThan(10_000);
    proxy.letThrough();
  });
});
