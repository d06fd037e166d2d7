import { Injectable } from '@nestjs/common';
import { JOB_KEYS } from '../jobs/job-keys.js';
import { expiredAfter } from '../jobs/job-outcome.js';
import type { JobRecord } from '../jobs/job-record.js';
import { JobStore } from '../jobs/job-store.js';
import { RedisConnections } from '../redis/redis-connections.js';

const CHUNK = 200;
/** A job that a worker has and has not begun is looked at again, behind those whose time comes meanwhile. */
const AGAIN_MS = 2_000;

/** Ends the jobs that have waited longer than their `ttl`, also while no worker has a place for them. */
@Injectable()
export class Expiry {
  constructor(
    private readonly redis: RedisConnections,
    private readonly store: JobStore,
  ) {}

  async sweep(): Promise<void> {
    const redis = this.redis.commands;
    const ids = await redis.zrangebyscore(JOB_KEYS.deadline, '-inf', Date.now(), 'LIMIT', 0, CHUNK);
    if (ids.length === 0) return;
    const jobs = await this.store.findMany(ids);
    const undecided: string[] = [];
    for (const job of jobs) if (!(await this.expire(job))) undecided.push(job.id);
    if (undecided.length > 0) {
      const again = Date.now() + AGAIN_MS;
      await redis.zadd(JOB_KEYS.deadline, 'XX', ...undecided.flatMap((id) => [again, id]));
    }
    // The others are done with: ended now, running, ended before, or gone.
    const done = ids.filter((id) => !undecided.includes(id));
    if (done.length > 0) await redis.zrem(JOB_KEYS.deadline, ...done);
  }

  /** @returns false when a worker has taken the job and not begun it: it may come back */
  private async expire(job: JobRecord): Promise<boolean> {
    if (job.status !== 'queued') return true;
    const { error } = expiredAfter(job.data.ttlSeconds, job.attempts);
    return (await this.store.tryToEnd(job, 'expired', error)) !== 'in a worker';
  }
}
