import { useRedis } from '../../test/harness/spec-redis.js';
import { PINNED_KEYS } from './worker-queues.js';
import { KEY_PREFIX } from '../redis/key-prefix.js';
import type { RedisConnections } from '../redis/redis-connections.js';
import { Fleet } from './fleet.js';
import { DEAD_AFTER_MS, type WorkerReport } from './worker-record.js';

const HOUR_MS = 3_600_000;

const redis = useRedis();
let connections: RedisConnections;
let fleet: Fleet;

const aWorker = (name: string): WorkerReport => ({
  name,
  hostname: 'noc',
  pid: 1,
  queues: [],
  status: 'running',
  startedAt: 0,
  concurrency: 1,
  jobsRunning: 0,
  jobsDone: 0,
  jobsFailed: 0,
  sessionsInUse: 0,
  sessionsIdle: 0,
});

/** A heartbeat as earlier versions wrote it: by their own clock, which is right here. */
async function olderHeartbeat(name: string, agoMs: number): Promise<void> {
  const record = { ...aWorker(name), lastHeartbeat: Date.now() - agoMs };
  await connections.commands.hset(`${KEY_PREFIX}:workers`, name, JSON.stringify(record));
}

/** Does something on a machine whose clock is ahead by so much. */
async function elsewhere<T>(aheadMs: number, work: () => Promise<T>): Promise<T> {
  const now = Date.now.bind(Date);
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => now() + aheadMs);
  try {
    return await work();
  } finally {
    clock.mockRestore();
  }
}

const namesOf = (workers: readonly { readonly name: string }[]): string[] => workers.map(({ name }) => name);

beforeAll(async () => {
  connections = await redis.open();
});

beforeEach(async () => {
  await connections.commands.flushall();
  fleet = new Fleet(connections);
});

describe('Fleet', () => {
  it.each([-HOUR_MS, -8_000, 8_000, HOUR_MS])(
    'sees the same workers from a machine whose clock is %i ms ahead of theirs',
    async (aheadMs) => {
      await fleet.beat(aWorker('noc-1'));

      const seen = await elsewhere(aheadMs, () => fleet.liveWorkers());
      const cleared = await elsewhere(aheadMs, () => fleet.beat(aWorker('noc-2')));

      expect(namesOf(seen)).toEqual(['noc-1']);
      expect(cleared).toEqual([]);
      expect(namesOf(await fleet.liveWorkers())).toEqual(['noc-1', 'noc-2']);
    },
  );

  it('clears away a worker that is silent, and tells the one that finds it', async () => {
    await olderHeartbeat('noc-silent', DEAD_AFTER_MS + 1_000);
    await olderHeartbeat('noc-lives', 0);

    const dead = await fleet.beat(aWorker('noc-1'));

    expect(namesOf(dead)).toEqual(['noc-silent']);
    expect(namesOf(await fleet.liveWorkers())).toEqual(['noc-1', 'noc-lives']);
  });

  it('tells when a worker was last heard of, in milliseconds since the epoch', async () => {
    const before = Date.now();

    await fleet.beat(aWorker('noc-1'));

    const [{ lastHeartbeat } = { lastHeartbeat: 0 }] = await fleet.liveWorkers();
    expect(lastHeartbeat).toBeGreaterThanOrEqual(before);
    expect(lastHeartbeat).toBeLessThanOrEqual(Date.now());
  });

  it('forgets the list of a worker that has been gone for an hour, unless jobs still wait in it', async () => {
    const longAgo = Date.now() - HOUR_MS - 1_000;
    await connections.commands.zadd(PINNED_KEYS.workers, longAgo, 'empty', longAgo, 'full');
    await connections.commands.lpush(PINNED_KEYS.list('full'), 'a job');

    await fleet.beat(aWorker('noc-1'));

    expect(await connections.commands.zrange(PINNED_KEYS.workers, 0, -1)).toEqual(['full', 'noc-1']);
  });

  it('believes what it saw for a second, also when the clock is set back meanwhile', async () => {
    await fleet.beat(aWorker('noc-1'));
    await fleet.look();
    await fleet.beat(aWorker('noc-2'));
    const later = performance.now() + 1_500;
    vi.spyOn(performance, 'now').mockReturnValue(later);

    await elsewhere(-HOUR_MS, () => fleet.lookIfOld());
    vi.restoreAllMocks();

    expect(new Set(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((device) => fleet.ownerOf(device)))).toEqual(
      new Set(['noc-1', 'noc-2']),
    );
  });
});
