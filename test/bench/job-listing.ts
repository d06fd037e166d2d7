import { join } from 'node:path';
import { JobListing, type JobFilter } from '../../src/jobs/job-listing.js';
import { Fleet } from '../../src/fleet/fleet.js';
import { JobStore } from '../../src/jobs/job-store.js';
import { JOB_KEYS } from '../../src/jobs/job-keys.js';
import type { JobStatus } from '../../src/jobs/job-outcome.js';
import { PrivateRedis } from '../../src/redis/private-redis.js';
import { redisEndpoint } from '../../src/redis/redis-endpoint.js';
import { RedisConnections } from '../../src/redis/redis-connections.js';
import { writeJobs } from '../harness/stored-jobs.js';

const COUNT = 100_000;
const PAGE = 100;
const SAMPLES = 20;
const NOW = Date.now();
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** The slowest kind of page: the last of many, or few among all. */
const FILTERS: Readonly<Record<string, JobFilter>> = {
  newest: {},
  'since an hour ago': { since: NOW - 3_600_000 },
  finished: { status: 'finished' },
  'failed (2 of all)': { status: 'failed' },
  'canceled (1 of all)': { status: 'canceled' },
  'of a host': { host: 'r3' },
  'failed on a host': { status: 'failed', host: 'r9' },
  'of a batch': { batch: 'b1' },
  'failed on a busy host (none)': { status: 'failed', host: 'busy' },
};
const BUSY = 50_000;

/** Milliseconds for a page of 100 of 100,000 jobs: the median of the slowest filter, which is named. */
export async function measureJobListing(dataDir: string): Promise<{ slowest: string; ms: number }> {
  const redis = await PrivateRedis.start({ dataDir: join(dataDir, 'listing'), logger: SILENT });
  const connections = await RedisConnections.open(redisEndpoint(redis));
  try {
    const special: Record<number, JobStatus> = { 50_000: 'failed', 99_999: 'failed', 75_000: 'canceled' };
    await writeJobs(connections.commands, { count: COUNT, now: NOW, special, batch: 'b1' });
    await connections.commands.zadd(JOB_KEYS.host('busy'), ...oneASecond(BUSY, 'well'));
    await connections.commands.zadd(JOB_KEYS.ended('failed'), ...oneASecond(BUSY, 'elsewhere'));
    const listing = new JobListing(connections, new JobStore(connections, new Fleet(connections)));
    let slowest = { slowest: '', ms: 0 };
    for (const [name, filter] of Object.entries(FILTERS)) {
      const samples: number[] = [];
      for (let sample = 0; sample < SAMPLES; sample++) {
        const begin = performance.now();
        await listing.page(filter, PAGE);
        samples.push(performance.now() - begin);
      }
      const ms = samples.sort((a, b) => a - b)[SAMPLES / 2] ?? 0;
      if (ms > slowest.ms) slowest = { slowest: name, ms };
    }
    return slowest;
  } finally {
    await connections.close();
    await redis.stop();
  }
}

/** Members of a sorted set: as many of one as of the other stand where a page has to pass them. */
function oneASecond(count: number, prefix: string): (string | number)[] {
  return Array.from({ length: count }, (_, age) => [NOW - age * 1_000, `${prefix}-${age}`]).flat();
}
