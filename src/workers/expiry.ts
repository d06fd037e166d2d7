import { Injectable } from '@nestjs/common';
import { JOB_KEYS } from '../jobs/job-keys.js';
import { expiredAfter } from '../jobs/job-outcome.js';
import { JobStore } from '../jobs/job-store.js';
import { RedisConnections } from '../redis/redis-connections.js';

const CHUNK = 200;

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
    const jobs = await this.store.findMany(ids);
    for (const job of jobs) {
      if (job.status === 'queued')
        await this.store.endWaiting(job.id, 'expired', expiredAfter(job.data.ttlSeconds, job.attempts).error);
    }
    const added = new Set(jobs.map(({ id }) => id));
    await this.forget(ids.filter((id) => !added.has(id)));
    // A job that was listed once more may have ended in the same moment.
    const ended = jobs.filter(({ endedAt }) => endedAt !== null).map(({ id }) => id);
    if (ended.length > 0) await redis.zrem(JOB_KEYS.open, ...ended);
    // Whatever has been looked at is done with: ended now, running, ended before, or never added to the queue.
    if (ids.length > 0) await redis.zrem(JOB_KEYS.deadline, ...ids);
  }

  /** Jobs that nobody was promised: the api process, or Redis, died between their listing and their adding. */
  private async forget(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.redis.commands.zrem(JOB_KEYS.open, ...ids);
    await this.redis.commands.zrem(JOB_KEYS.all, ...ids);
  }
}
