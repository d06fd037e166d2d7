import { useRedis } from '../../test/harness/spec-redis.js';
import { idAt, writeJobs } from '../../test/harness/stored-jobs.js';
import { Fleet } from '../fleet/fleet.js';
import type { RedisConnections } from '../redis/redis-connections.js';
import { JobListing, type JobFilter } from './job-listing.js';
import { JOB_KEYS } from './job-keys.js';
import type { JobStatus } from './job-outcome.js';
import { JobStore } from './job-store.js';

const JOBS = 4_000;
const NOW = 1_900_000_000_000;
const BATCH = 'b1';
/** Jobs at these places, by age, are something else than finished. */
const SPECIAL: Readonly<Record<number, JobStatus>> = {
  0: 'queued',
  1: 'started',
  500: 'failed',
  1_500: 'canceled',
  2_500: 'expired',
  3_999: 'failed',
};

const redis = useRedis();
let connections: RedisConnections;
let store: JobStore;
let listing: JobListing;

async function all(filter: JobFilter, limit: number): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await listing.page(filter, limit, cursor ?? undefined);
    expect(page.jobs.length).toBeLessThanOrEqual(limit);
    ids.push(...page.jobs.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return ids;
}

describe('the list of jobs', () => {
  beforeAll(async () => {
    connections = await redis.open();
    store = new JobStore(connections, new Fleet(connections));
    listing = new JobListing(connections, store);
    await writeJobs(connections.commands, { count: JOBS, now: NOW, special: SPECIAL, batch: BATCH });
  });

  it.each<[string, JobFilter, number[]]>([
    ['queued', { status: 'queued' }, [0]],
    ['started', { status: 'started' }, [1]],
    ['failed', { status: 'failed' }, [500, 3_999]],
    ['canceled', { status: 'canceled' }, [1_500]],
    ['expired', { status: 'expired' }, [2_500]],
    ['failed on a host', { status: 'failed', host: 'R9' }, [3_999]],
    ['canceled on a host', { status: 'canceled', host: 'r0' }, [1_500]],
    ['started on a host', { status: 'started', host: 'r1' }, [1]],
    ['started elsewhere', { status: 'started', host: 'r2' }, []],
    ['queued since', { status: 'queued', since: NOW + 1 }, []],
    ['failed since', { status: 'failed', since: NOW - 1_000_000 }, [500]],
    ['finished of a batch', { status: 'finished', batch: BATCH }, [3_000, 2_000, 1_000]],
    ['of a batch and a host', { batch: BATCH, host: 'r1' }, []],
    ['since', { since: NOW - 2_000 }, [0, 1, 2]],
  ])('finds the jobs that are %s, and reads no others', async (_what, filter, ages) => {
    const reading = vi.spyOn(store, 'findMany');

    const ids = await all(filter, 50);

    expect(ids).toEqual(ages.map(idAt));
    const read = reading.mock.calls.reduce((sum, [asked]) => sum + asked.length, 0);
    expect(read).toBeLessThanOrEqual(ages.length + 1);
  });

  it.each<[JobFilter, number]>([
    [{}, JOBS],
    [{ host: 'r3' }, JOBS / 10],
    [{ status: 'finished' }, JOBS - Object.keys(SPECIAL).length],
  ])('shows each job of %j once, newest first, page by page', async (filter, count) => {
    const ids = await all(filter, 300);

    expect(ids).toHaveLength(count);
    expect(ids).toEqual([...new Set(ids)].sort());
  });

  describe('of a host that has many jobs, of which few or none have failed', () => {
    const MANY = 25_000;
    const host = 'busy';

    beforeAll(async () => {
      const members = (prefix: string): (string | number)[] =>
        Array.from({ length: MANY }, (_, age) => [NOW - age, `${prefix}-${age}`]).flat();
      await connections.commands.zadd(JOB_KEYS.host(host), ...members('well'));
      await connections.commands.zadd(JOB_KEYS.ended('failed'), ...members('elsewhere'));
    });

    it('is empty at once when there are none', async () => {
      vi.spyOn(performance, 'now').mockImplementation(aClockThatRuns(1_000));

      expect(await listing.page({ status: 'failed', host }, 50)).toEqual({ jobs: [], nextCursor: null });
    });

    it('takes its time only once a page, and says where to go on', async () => {
      const data = { device: { host, port: 22, deviceType: null }, commands: ['show version'] };
      const outcome = { status: 'failed', outputs: [], error: null };
      await connections.commands
        .multi()
        .zadd(JOB_KEYS.host(host), NOW - MANY, 'needle')
        .zadd(JOB_KEYS.ended('failed'), NOW - MANY, 'needle')
        .hset(JOB_KEYS.job('needle'), { data: JSON.stringify(data), timestamp: NOW - MANY })
        .hset(JOB_KEYS.job('needle'), { finishedOn: NOW, outcome: JSON.stringify(outcome) })
        .exec();
      const pages = vi.spyOn(listing, 'page');
      vi.spyOn(performance, 'now').mockImplementation(aClockThatRuns(1_000));

      const ids = await all({ status: 'failed', host }, 50);

      expect(ids).toEqual(['needle']);
      expect(pages.mock.calls.length).toBeGreaterThan(2);
    });
  });
});

function aClockThatRuns(stepMs: number): () => number {
  let now = 0;
  return () => (now += stepMs);
}
