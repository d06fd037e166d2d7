import type { JobDto } from '../src/jobs/job.dto.js';
import { JOB_KEYS } from '../src/jobs/job-keys.js';
import { readSettings, SettingsError } from '../src/config/settings.js';
import { KEY_PREFIX } from '../src/redis/key-prefix.js';
import { aJob } from './harness/job-requests.js';
import { RedisServer } from './harness/redis-server.js';
import { RunningService } from './harness/running-service.js';
import { SshDevice } from './lab/ssh-device/ssh-device.js';
import { textOf } from './lab/webhook-receiver/received-request.js';
import { WebhookReceiver } from './lab/webhook-receiver/webhook-receiver.js';

const LAST_SLOT = 16_383;
const FAILOVER_MS = 30_000;
const PASSWORD = 'correct-horse';

describe('a Redis whose primary is killed', { timeout: 90_000 }, () => {
  let device: SshDevice;
  let receiver: WebhookReceiver;
  let service: RunningService | undefined;
  let servers: RedisServer[] = [];

  beforeAll(async () => {
    device = await SshDevice.start({ commands: { 'show version': 'up' } });
    receiver = await WebhookReceiver.start();
  });
  afterEach(async () => {
    await service?.stop();
    await Promise.all(servers.map((server) => server.stop()));
    servers = [];
  });
  afterAll(async () => void (await Promise.all([device.stop(), receiver.stop()])));

  const start = async (environment: Record<string, string>): Promise<RunningService> =>
    (service = await RunningService.start({ environment }));

  async function expectToEndWell(running: RunningService, ids: readonly string[]): Promise<void> {
    await vi.waitFor(
      async () => {
        const jobs = await Promise.all(ids.map((id) => running.api.ended(id)));
        expect(jobs.map(({ status }) => status)).toEqual(ids.map(() => 'finished'));
      },
      { timeout: FAILOVER_MS, interval: 200 },
    );
    const told = (): string[] =>
      receiver.requests.map((request) => (JSON.parse(textOf(request)) as { id: string }).id);
    await vi.waitFor(() => expect(told()).toEqual(expect.arrayContaining([...ids])), {
      timeout: FAILOVER_MS,
    });
  }

  const submitted = async ({ api }: RunningService): Promise<string> =>
    (await api.submit(aJob(device, { webhook: { url: receiver.url() } }))).id;

  /** Replication is asynchronous: only what the replica has can survive. */
  async function untilReplicated(primary: RedisServer, replica: RedisServer): Promise<void> {
    const offsetOf = async (server: RedisServer, field: string): Promise<string | undefined> =>
      new RegExp(`^${field}:(\\d+)`, 'm').exec(String(await server.command('INFO', 'replication')))?.[1];
    await vi.waitFor(
      async () => {
        const sent = await offsetOf(primary, 'master_repl_offset');
        expect(await offsetOf(replica, 'slave_repl_offset')).toBe(sent);
      },
      { timeout: 10_000, interval: 20 },
    );
  }

  it('goes on with the replica that Sentinel makes the primary, and loses no job', async () => {
    const login = ['--requirepass', PASSWORD, '--masterauth', PASSWORD];
    const primary = await RedisServer.start(...login);
    const replica = await RedisServer.start('--replicaof', '127.0.0.1', String(primary.port), ...login);
    const sentinel = await RedisServer.startSentinel('core', primary);
    servers = [primary, replica, sentinel];
    await vi.waitFor(
      async () => expect(String(await sentinel.command('INFO', 'sentinel'))).toContain('slaves=1'),
      { timeout: 20_000, interval: 100 },
    );
    const running = await start({
      NETPULSE_REDIS_SENTINELS: `127.0.0.1:1,127.0.0.1:${sentinel.port}`,
      NETPULSE_REDIS_SENTINEL_NAME: 'core',
      NETPULSE_REDIS_PASSWORD: PASSWORD,
    });
    device.behavior.delayMs = 400;
    const ids = [await submitted(running), await submitted(running)];
    await untilReplicated(primary, replica);

    await primary.kill();
    const during = await vi.waitFor(
      async () => {
        const health = await running.api.get('/health/ready');
        expect(health.status).toBe(503);
        return running.api.post('/jobs', aJob(device));
      },
      { timeout: 10_000, interval: 10 },
    );
    device.behavior.delayMs = 0;

    expect(during.status).toBe(503);
    await expectToEndWell(running, ids);
    await expectToEndWell(running, [await submitted(running)]);
    expect(String(await replica.command('ROLE'))).toMatch(/^master/);
  });

  it('acknowledges a job only when as many replicas have it as are asked for', async () => {
    const primary = await RedisServer.start('--repl-diskless-sync-delay', '0');
    servers = [primary];
    const running = await start({ NETPULSE_REDIS_URL: primary.url, NETPULSE_REDIS_WAIT_REPLICAS: '1' });
    const again = { 'Idempotency-Key': 'once' };
    const submit = () => running.api.post<JobDto>('/jobs', aJob(device), again);
    const alone = await submit();
    const bulk = { ...aJob(device), devices: [{ connection_args: { host: '127.0.0.1' } }] };
    const bulkAlone = await running.api.post('/jobs/bulk', bulk);
    const replica = await RedisServer.start('--replicaof', '127.0.0.1', String(primary.port));
    servers = [primary, replica];

    const { body } = await vi.waitFor(
      async () => {
        const answer = await submit();
        expect(answer.status).toBe(202);
        return answer;
      },
      { timeout: FAILOVER_MS },
    );

    expect([alone.status, alone.headers.has('Retry-After'), bulkAlone.status]).toEqual([503, true, 503]);
    expect(await replica.command('EXISTS', JOB_KEYS.job(body.id))).toBe(1);
    await running.api.ended(body.id);
  });

  it('goes on with the replica that takes over in a cluster, and finds the slot from any node', async () => {
    const login = ['--requirepass', PASSWORD, '--masterauth', PASSWORD];
    const options = ['--cluster-enabled', 'yes', '--cluster-node-timeout', '1000', ...login];
    const nodes = await Promise.all(Array.from({ length: 4 }, () => RedisServer.start(...options)));
    servers = nodes;
    const [owner, second, third, replica] = nodes as [RedisServer, RedisServer, RedisServer, RedisServer];
    await formCluster(owner, [second, third], replica);
    const running = await start({
      NETPULSE_REDIS_CLUSTER: `127.0.0.1:${third.port}`,
      NETPULSE_REDIS_PASSWORD: PASSWORD,
    });

    const before = await submitted(running);
    await expectToEndWell(running, [before]);
    const keys = await Promise.all([second, third].map((node) => node.command('DBSIZE')));
    await untilReplicated(owner, replica);
    await owner.kill();
    await vi.waitFor(async () => expect((await running.api.get('/health/ready')).status).toBe(503), {
      timeout: 10_000,
      interval: 10,
    });
    await vi.waitFor(async () => expect((await running.api.get('/health/ready')).status).toBe(200), {
      timeout: FAILOVER_MS,
      interval: 50,
    });

    expect(keys).toEqual([0, 0]);
    expect((await running.api.get(`/jobs/${before}`)).status).toBe(200);
    await expectToEndWell(running, [await submitted(running)]);
  });
});

/** The first node gets the slot of all keys, and a replica. */
async function formCluster(
  owner: RedisServer,
  others: readonly RedisServer[],
  replica: RedisServer,
): Promise<void> {
  const slot = Number(await owner.command('CLUSTER', 'KEYSLOT', KEY_PREFIX));
  const ranges = [
    [slot, slot],
    [0, slot - 1],
    [slot + 1, LAST_SLOT],
  ];
  for (const [index, node] of [owner, ...others].entries())
    await node.command('CLUSTER', 'ADDSLOTSRANGE', ...(ranges[index] ?? []).map(String));
  for (const [epoch, node] of [owner, ...others, replica].entries())
    await node.command('CLUSTER', 'SET-CONFIG-EPOCH', String(epoch + 1));
  for (const node of [...others, replica])
    await node.command('CLUSTER', 'MEET', '127.0.0.1', String(owner.port));
  const id = String(await owner.command('CLUSTER', 'MYID'));
  await vi.waitFor(() => replica.command('CLUSTER', 'REPLICATE', id), { timeout: 10_000, interval: 50 });
  for (const node of [owner, ...others, replica]) {
    await vi.waitFor(
      async () => {
        expect(String(await node.command('CLUSTER', 'INFO'))).toContain('cluster_state:ok');
        expect(
          String(await node.command('CLUSTER', 'NODES'))
            .split('\n')
            .filter((line) => /slave/.test(line)),
        ).toHaveLength(1);
      },
      { timeout: 10_000, interval: 50 },
    );
  }
}

describe('settings of a Redis behind Sentinel or in a cluster', () => {
  it('are one way of several to name a Redis', () => {
    const url = { NETPULSE_REDIS_URL: 'redis://a' };

    expect(() => readSettings({ ...url, NETPULSE_REDIS_CLUSTER: 'a:1' })).toThrow(SettingsError);
    expect(
      readSettings({ NETPULSE_ROLE: 'api', NETPULSE_REDIS_CLUSTER: 'a:1,[::1],b' }).redisCluster,
    ).toEqual([
      { host: 'a', port: 1 },
      { host: '::1', port: 6_379 },
      { host: 'b', port: 6_379 },
    ]);
  });

  it.each(['a:b', 'user@a:1', ':1', 'a/b'])('refuse what is no host and port: %s', (text) => {
    expect(() => readSettings({ NETPULSE_REDIS_SENTINELS: text })).toThrow(SettingsError);
  });
});
