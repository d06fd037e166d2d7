import { Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { JOB_KEYS } from '../jobs/job-keys.js';
import { RedisConnections } from '../redis/redis-connections.js';
import { EndedJobs } from './ended-jobs.js';
import { OwnQueue } from './own-queue.js';
import { ACTIVE_UNDER_LOCK, GIVE_OUT_AGAIN } from './stranded-scripts.js';
import { TurnKeeper } from './turn-keeper.js';
import { WorkerIdentity } from './worker-identity.js';

const NO_OUTCOME = '';

/**
 * Finds the jobs that Bull has handed to this worker and that do not run here: the answer got lost on its way, or Bull holds
 * the job back, being paused. Nobody renews their locks, so Bull would give them out again when these run out, in half a
 * minute, and another worker would take those whose turn had been granted for begun.
 */
@Injectable()
export class StrandedJobs {
  /** Those of the last look: a job that is just coming, or going, is not seen twice. */
  private seen: ReadonlySet<string> = new Set();

  constructor(
    private readonly redis: RedisConnections,
    private readonly queue: OwnQueue,
    private readonly turns: TurnKeeper,
    private readonly ended: EndedJobs,
    private readonly worker: WorkerIdentity,
  ) {}

  /** Gives out again what was stranded at the last look, too. Each look ends after what was under way before it. */
  async sweep(): Promise<void> {
    const redis = this.redis.patient;
    const ids = await this.look(redis);
    const stranded = ids.filter((id) => this.seen.has(id));
    this.seen = new Set(ids);
    await this.giveOutAgain(redis, stranded, this.queue.wait);
  }

  /** Leaves to others all that this worker has: it takes nothing up any more. */
  async leaveAll(): Promise<void> {
    const redis = this.redis.commands;
    await this.giveOutAgain(redis, await this.look(redis), JOB_KEYS.wait);
    await this.turns.releaseLost([this.queue.lockToken], JOB_KEYS.wait);
  }

  private async look(redis: Redis): Promise<string[]> {
    const args = [JOB_KEYS.jobPrefix, this.queue.lockToken];
    const ids = await ACTIVE_UNDER_LOCK.run(redis, [JOB_KEYS.active], args);
    return ids.filter((id) => !this.turns.has(id));
  }

  private async giveOutAgain(redis: Redis, ids: readonly string[], wait: string): Promise<void> {
    if (ids.length === 0) return;
    const jobs = ids.flatMap((id) => {
      const outcome = this.ended.of(id);
      return [id, outcome ? JSON.stringify(outcome) : NO_OUTCOME];
    });
    const args = [JOB_KEYS.jobPrefix, this.queue.lockToken, this.worker.name, ...jobs];
    await GIVE_OUT_AGAIN.run(redis, [JOB_KEYS.active, JOB_KEYS.stalled, wait], args);
  }
}
