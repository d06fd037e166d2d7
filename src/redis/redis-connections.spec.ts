import { BullModule, getQueueToken } from '@nestjs/bull';
import { Logger, Module } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import type Bull from 'bull';
import type { Redis } from 'ioredis';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PrivateRedis } from './private-redis.js';
import { KEY_PREFIX } from './key-prefix.js';
import { RedisConnections } from './redis-connections.js';
import { redisEndpoint } from './redis-endpoint.js';
import { RedisModule } from './redis.module.js';
import { isRedisUnavailable } from './redis-unavailable.js';

/** What a client may wait until it hears that its job cannot be taken. */
const FAST_MS = 200;
const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };

let dataDir: string;
let redis: PrivateRedis | undefined;
let app: TestingModule;
let connections: RedisConnections;
let log: string[];

beforeEach(async () => {
  log = [];
  for (const level of ['log', 'warn', 'error'] as const) {
    vi.spyOn(Logger.prototype, level).mockImplementation((line: unknown) => void log.push(String(line)));
  }
  dataDir = mkdtempSync(join(tmpdir(), 'netpulse-redis-'));
  redis = await PrivateRedis.start({ dataDir, logger: QUIET });
  app = await Test.createTestingModule({
    imports: [Queues, RedisModule.with(redisEndpoint(redis))],
  }).compile();
  await app.init();
  connections = app.get(RedisConnections);
});

afterEach(async () => {
  await app.close();
  await connections.close();
  await redis?.stop();
  rmSync(dataDir, { recursive: true, force: true });
  vi.restoreAllMocks();
});

const queueOf = (name: string, use: 'producer' | 'worker', token = name) =>
  BullModule.registerQueueAsync({
    name: token,
    inject: [RedisConnections],
    useFactory: (source: RedisConnections) => ({ ...source.queueOptions(use), name }),
  });

@Module({
  imports: [
    queueOf('jobs', 'producer'),
    queueOf('jobs', 'worker', 'jobs-worker'),
    queueOf('webhooks', 'producer'),
    queueOf('webhooks', 'worker', 'webhooks-worker'),
  ],
})
class Queues {}

const queue = (token: string): Bull.Queue<number> => app.get(getQueueToken(token), { strict: false });

async function stopRedis(): Promise<void> {
  await redis?.stop();
  redis = undefined;
  await vi.waitUntil(() => connections.commands.status !== 'ready', { timeout: 5_000, interval: 5 });
}

async function startRedis(): Promise<void> {
  redis = await PrivateRedis.start({ dataDir, logger: QUIET });
}

async function failure(work: Promise<unknown>): Promise<{ error: unknown; ms: number }> {
  const start = performance.now();
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return { error, ms: performance.now() - start };
}

it('takes jobs from one queue object to another, under the prefix that keeps them in one cluster slot', async () => {
  const done: number[] = [];
  void queue('jobs-worker').process(2, async ({ data }) => void done.push(data));

  await queue('jobs').add(7);

  await vi.waitUntil(() => done.length === 1, { timeout: 5_000 });
  expect(done).toEqual([7]);
  const keys = await connections.commands.keys('*');
  expect(keys.filter((key) => !key.startsWith(`${KEY_PREFIX}:`))).toEqual([]);
});

it('shares connections among queues: all that two producers and two workers need is six', async () => {
  void queue('jobs-worker').process(async () => undefined);
  void queue('webhooks-worker').process(async () => undefined);
  await Promise.all([queue('jobs-worker').isReady(), queue('webhooks-worker').isReady()]);

  const names = async (): Promise<string[]> => {
    const clients = String(await connections.commands.client('LIST'));
    return [...clients.matchAll(/ name=(\S*)/g)].map(([, name]) => name ?? '').sort();
  };

  const nameOf = (worker: string): string => `${KEY_PREFIX}:${Buffer.from(worker).toString('base64')}`;
  const expected = ['commands', 'producer', 'subscriber', 'worker'].map((name) => `netpulse:${name}`);
  await vi.waitFor(
    async () => expect(await names()).toEqual([...expected, nameOf('jobs'), nameOf('webhooks')].sort()),
    { timeout: 5_000 },
  );
});

it('fails an add and a command at once while Redis is away, and takes them again when it is back', async () => {
  const done: number[] = [];
  void queue('jobs-worker').process(async ({ data }) => void done.push(data));
  await queue('jobs').add(1);
  await vi.waitUntil(() => done.length === 1, { timeout: 5_000 });
  await stopRedis();

  const add = await failure(queue('jobs').add(2));
  const ping = await failure(connections.commands.ping());

  expect([isRedisUnavailable(add.error), isRedisUnavailable(ping.error)]).toEqual([true, true]);
  expect(Math.max(add.ms, ping.ms)).toBeLessThan(FAST_MS);
  await startRedis();
  await vi.waitUntil(() => queue('jobs').client.status === 'ready', { timeout: 10_000 });
  await queue('jobs').add(3);
  await vi.waitUntil(() => done.includes(3), { timeout: 10_000 });
  expect(done).toEqual([1, 3]);
});

it('tells of an outage once and of its end once, not once a connection or try', async () => {
  void queue('jobs-worker').process(async () => undefined);
  void queue('webhooks-worker').process(async () => undefined);
  await queue('webhooks-worker').isReady();

  await stopRedis();
  await vi.waitUntil(() => log.length > 0);
  const failed = vi.fn();
  connections.commands.on('error', failed);
  await vi.waitUntil(() => failed.mock.calls.length >= 3, { timeout: 10_000 });
  await startRedis();
  await vi.waitUntil(() => log.some((line) => line.includes('is back after')), { timeout: 10_000 });

  expect(log.filter((line) => line.startsWith('Redis at'))).toEqual([
    expect.stringMatching(/is gone.*connecting again until it is back$/),
    expect.stringMatching(/is back after \d+\.\d s$/),
  ]);
});

it.each([
  ['runs', async () => undefined],
  ['is away', stopRedis],
])('closes every connection while Redis %s', async (_state, arrange) => {
  void queue('jobs-worker').process(async () => undefined);
  await vi.waitUntil(() => queue('jobs-worker').client.status === 'ready', { timeout: 5_000 });
  const all = [
    connections.commands,
    connections.subscriber(),
    queue('jobs').client,
    queue('jobs-worker').client,
  ];
  await arrange();

  await app.close();
  await connections.close();

  // ioredis leaves the word at "reconnecting" when it is told to stop trying.
  const closed = ['end', 'reconnecting'];
  await vi.waitUntil(() => all.every(({ status }) => closed.includes(status)), { timeout: 5_000 });
});

it('fails no naming of a connection that blocks, since Bull catches none when it is stopped at its start', async () => {
  const blocking = connections.queueOptions('worker').createClient?.('bclient') as Redis;

  const naming = blocking.client('SETNAME', 'a-worker');
  blocking.disconnect();

  await expect(naming).resolves.toBeUndefined();
});
