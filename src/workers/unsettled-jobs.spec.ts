import { useRedis } from '../../test/harness/spec-redis.js';
import { JOB_KEYS } from '../jobs/job-keys.js';
import type { RedisConnections } from '../redis/redis-connections.js';
import { UnsettledJobs } from './unsettled-jobs.js';

const MINUTE_MS = 60_000;

const redis = useRedis();
let connections: RedisConnections;
let unsettled: UnsettledJobs;

/** A job that ended at a moment, by the clock of whoever ended it, and of which nobody was told. */
async function anEnd(id: string, endedAt: number, set: 'completed' | 'failed' = 'completed'): Promise<void> {
  await connections.commands.zadd(JOB_KEYS[set], endedAt, id);
}

/** One look; what it finds is settled. */
async function look(): Promise<string[]> {
  const found: string[] = [];
  await unsettled.each(async (ids) => {
    found.push(...ids);
    if (ids.length > 0)
      await connections.commands.zadd(JOB_KEYS.settled, ...ids.flatMap((id) => [Date.now() + MINUTE_MS, id]));
    return true;
  });
  return found;
}

describe('UnsettledJobs', () => {
  beforeAll(async () => {
    connections = await redis.open();
  });
  beforeEach(async () => {
    await connections.commands.flushall();
    unsettled = new UnsettledJobs(connections);
  });

  it('finds what ended before this process began', async () => {
    await anEnd('a', Date.now() - 60 * MINUTE_MS);
    await anEnd('b', Date.now() - MINUTE_MS, 'failed');

    expect(await look()).toEqual(['a', 'b']);
    expect(await look()).toEqual([]);
  });

  it.each([
    ['long ago: it waited out an outage', -30 * MINUTE_MS],
    ['yet to come: a clock is ahead', 30 * MINUTE_MS],
  ])('finds an end whose time is %s', async (_what, offsetMs) => {
    await anEnd('first', Date.now() - MINUTE_MS);
    await look();
    await anEnd('odd', Date.now() + offsetMs);

    expect(await look()).toEqual(['odd']);
    expect(await look()).toEqual([]);
  });

  it('leaves what has just ended to its worker, and searches everything only once a minute meanwhile', async () => {
    await anEnd('fresh', Date.now() + MINUTE_MS / 60);
    const now = vi.spyOn(performance, 'now');
    expect(await look()).toEqual([]);

    await anEnd('odd', Date.now() - 30 * MINUTE_MS);
    const meanwhile = await look();
    now.mockReturnValue(performance.now() + MINUTE_MS);

    expect(meanwhile).toEqual([]);
    expect(await look()).toEqual(['odd']);
  });

  it('looks for failed jobs also while the end of a finished one cannot be told', async () => {
    await anEnd('finished', Date.now() - MINUTE_MS);
    await anEnd('failed', Date.now() - MINUTE_MS, 'failed');
    const found: string[] = [];

    const looking = unsettled.each((ids) => {
      found.push(...ids);
      return ids.includes('finished') ? Promise.reject(new Error('Redis went')) : Promise.resolve(true);
    });

    await expect(looking).rejects.toThrow('Redis went');
    expect(found).toEqual(expect.arrayContaining(['finished', 'failed']));
  });
});
