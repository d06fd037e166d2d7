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

/** Jobs that Bull has handed to this worker, by id, and when it did (milliseconds since the epoch). */
type Held = ReadonlyMap<string, string>;

/**
 * Finds the jobs that Bull has handed to this worker and that do not run here: the answer got lost on its way, or Bull holds
 * the job back, being paused. Nobody renews their locks, so Bull would give them out again when these run out, in half a
 * minute, and another worker would take those whose turn had been granted for begun.
 */
@Injectable()
export class StrandedJobs {
  /** Those of the last look: a job that is just coming, or going, is not seen twice as it was handed out once. */
  private seen: Held = new Map();

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
    const held = await this.look(redis);
    const stranded = new Map([...held].filter(([id, since]) => this.seen.get(id) === since));
    this.seen = held;
    await this.giveOutAgain(redis, stranded, this.queue.wait);
  }

  /** Leaves to others all that this worker has: it takes nothing up any more. */
  async leaveAll(): Promise<void> {
    const redis = this.redis.commands;
    await this.giveOutAgain(redis, await this.look(redis), JOB_KEYS.wait);
    await this.turns.releaseLost([this.queue.lockToken], JOB_KEYS.wait);
  }

  private async look(redis: Redis): Promise<Held> {
    const args = [JOB_KEYS.jobPrefix, this.queue.lockToken];
    const told = await ACTIVE_UNDER_LOCK.run(redis, [JOB_KEYS.active], args);
    const held = new Map<string, string>();
    for (let at = 0; at < told.length; at += 2) held.set(told[at] ?? '', told[at + 1] ?? '');
    return new Map([...held].filter(([id]) => !this.turns.has(id)));
  }

  private async giveOutAgain(redis: Redis, held: Held, wait: string): Promise<void> {
    if (held.size === 0) return;
    const jobs = [...held].flatMap(([id, since]) => {
      const outcome = this.ended.of(id);
      return [id, since, outcome ? JSON.stringify(outcome) : NO_OUTCOME];
    });
    const args = [JOB_KEYS.jobPrefix, this.queue.lockToken, this.worker.name, ...jobs];
    await GIVE_OUT_AGAIN.run(redis, [JOB_KEYS.active, JOB_KEYS.stalled, wait], args);
  }
}
