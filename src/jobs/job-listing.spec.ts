import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PrivateRedis } from '../redis/private-redis.js';
import { RedisConnections } from '../redis/redis-connections.js';
import { redisEndpoint } from '../redis/redis-endpoint.js';
import { JOB_KEYS } from './job-keys.js';
import { JobListing, type JobFilter } from './job-listing.js';
import type { JobStatus } from './job-outcome.js';
import { JobStore } from './job-store.js';

const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };
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

let dataDir: string;
let redis: PrivateRedis;
let connections: RedisConnections;
let store: JobStore;
let listing: JobListing;

const idAt = (age: number): string => `job-${String(age).padStart(5, '0')}`;

/** One job a second, the youngest at {@link NOW}; every tenth on host r0, one in a thousand in the batch. */
async function writeJobs(): Promise<void> {
  const pipeline = connections.commands.pipeline();
  for (let age = 0; age < JOBS; age++) {
    const [id, createdAt] = [idAt(age), NOW - age * 1_000];
    const status = SPECIAL[age] ?? 'finished';
    const host = `r${age % 10}`;
    const data = { device: { host, port: 22, deviceType: null } };
    pipeline.zadd(JOB_KEYS.all, createdAt, id);
    pipeline.zadd(JOB_KEYS.host(host), createdAt, id);
    if (age % 1_000 === 0) pipeline.zadd(JOB_KEYS.batchJobs(BATCH), age, id);
    pipeline.hset(JOB_KEYS.job(id), { data: JSON.stringify(data), timestamp: createdAt });
    if (status === 'queued' || status === 'started') pipeline.zadd(JOB_KEYS.open, createdAt, id);
    if (status === 'started') pipeline.lpush(JOB_KEYS.active, id).hset(JOB_KEYS.job(id), 'worker', 'w');
    if (status === 'queued' || status === 'started') continue;
    pipeline.hset(JOB_KEYS.job(id), {
      finishedOn: createdAt + 1,
      outcome: JSON.stringify({ status, outputs: [] }),
    });
    pipeline.zadd(status === 'finished' ? JOB_KEYS.completed : JOB_KEYS.failed, createdAt + 1, id);
    if (status === 'canceled' || status === 'expired') pipeline.zadd(JOB_KEYS[status], createdAt, id);
  }
  await pipeline.exec();
}

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
    dataDir = mkdtempSync(join(tmpdir(), 'netpulse-listing-'));
    redis = await PrivateRedis.start({ dataDir, logger: QUIET });
    connections = await RedisConnections.open(redisEndpoint(redis));
    store = new JobStore(connections);
    listing = new JobListing(connections, store);
    await writeJobs();
  });
  afterAll(async () => {
    await connections.close();
    await redis.stop();
    rmSync(dataDir, { recursive: true, force: true });
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
});
