import type { Redis } from 'ioredis';
import { JOB_KEYS } from '../../src/jobs/job-keys.js';
import type { JobStatus } from '../../src/jobs/job-outcome.js';

const CHUNK = 5_000;
const SECOND_MS = 1_000;

/** Jobs as they lie in Redis: one a second, the youngest made at `now`, on ten hosts in turn, r0 to r9. */
export interface StoredJobs {
  readonly count: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** What the jobs of these ages are; all others are finished. */
  readonly special: Readonly<Record<number, JobStatus>>;
  /** Has every thousandth job. */
  readonly batch: string;
}

/** The id of the job of an age, in seconds. */
export function idAt(age: number): string {
  return `job-${String(age).padStart(6, '0')}`;
}

/** Writes jobs past the queue, as many as no device would run for a test. */
export async function writeJobs(redis: Redis, { count, now, special, batch }: StoredJobs): Promise<void> {
  for (let from = 0; from < count; from += CHUNK) {
    const pipeline = redis.pipeline();
    for (let age = from; age < Math.min(count, from + CHUNK); age++) {
      const [id, createdAt] = [idAt(age), now - age * SECOND_MS];
      const status = special[age] ?? 'finished';
      const host = `r${age % 10}`;
      const data = { device: { host, port: 22, deviceType: null }, commands: ['show version'] };
      pipeline.zadd(JOB_KEYS.all, createdAt, id);
      pipeline.zadd(JOB_KEYS.host(host), createdAt, id);
      if (age % 1_000 === 0) pipeline.zadd(JOB_KEYS.batchJobs(batch), age, id);
      pipeline.hset(JOB_KEYS.job(id), { data: JSON.stringify(data), timestamp: createdAt });
      if (status === 'queued' || status === 'started') pipeline.zadd(JOB_KEYS.open, createdAt, id);
      if (status === 'started') pipeline.lpush(JOB_KEYS.active, id).hset(JOB_KEYS.job(id), 'worker', 'w');
      if (status === 'queued' || status === 'started') continue;
      const outcome = { status, outputs: [], error: null };
      pipeline.hset(JOB_KEYS.job(id), { finishedOn: createdAt + 1, outcome: JSON.stringify(outcome) });
      pipeline.zadd(JOB_KEYS.ended(status), createdAt, id);
    }
    await pipeline.exec();
  }
}
