import { Injectable } from '@nestjs/common';
import { JOB_KEYS } from '../jobs/job-keys.js';
import { RedisConnections } from '../redis/redis-connections.js';

/** How far back before the checkpoint a job may surface: workers' clocks differ. */
const OVERLAP_MS = 10_000;
/** A job that ended this recently is being settled by its worker. */
const GRACE_MS = 2_000;
/** While jobs end all the time something is always missing: everything is searched no more often than this. */
const WHOLE_EVERY_MS = 60_000;
const CHUNK = 1_000;
const SETS = ['completed', 'failed'] as const;

/** Settles the jobs of these ids; false when some could not be settled now. */
type Settle = (ids: readonly string[]) => Promise<boolean>;

/** Finds, among the ended jobs that Bull keeps, those that have not been settled. */
@Injectable()
export class UnsettledJobs {
  /** The first search of a process is of everything. By the monotonic clock. */
  private wholeAt = 0;

  constructor(private readonly redis: RedisConnections) {}

  /** Hands the ids of unsettled jobs to `settle`, in chunks, oldest first; of both sets at the same time. */
  async each(settle: Settle): Promise<void> {
    if (await this.isNothingMissing()) return;
    await inBoth((set) => this.eachSinceCheckpoint(set, settle));
    if (performance.now() < this.wholeAt || (await this.isNothingMissing())) return;
    await inBoth((set) => this.eachOfAll(set, settle));
    this.wholeAt = performance.now() + WHOLE_EVERY_MS;
  }

  /** Every settled job is in one of Bull's two sets, so equal counts mean that nothing is missing. */
  private async isNothingMissing(): Promise<boolean> {
    const sets = [JOB_KEYS.settled, JOB_KEYS.completed, JOB_KEYS.failed];
    const [settled, completed = 0, failed = 0] = await Promise.all(
      sets.map((set) => this.redis.commands.zcard(set)),
    );
    return settled === completed + failed;
  }

  private async eachSinceCheckpoint(set: (typeof SETS)[number], settle: Settle): Promise<void> {
    const redis = this.redis.commands;
    const until = Date.now() - GRACE_MS;
    const checkpoint = Number((await redis.get(JOB_KEYS.checkpoint(set))) ?? 0);
    const areAllSettled = await this.eachBetween(set, Math.max(0, checkpoint - OVERLAP_MS), until, settle);
    if (areAllSettled) await redis.set(JOB_KEYS.checkpoint(set), until);
  }

  /** An end has the time of whoever stored it: his clock may be wrong, or he had to wait for Redis to come back. */
  private async eachOfAll(set: (typeof SETS)[number], settle: Settle): Promise<void> {
    const now = Date.now();
    await this.eachBetween(set, 0, now - GRACE_MS, settle);
    await this.eachBetween(set, now + GRACE_MS, '+inf', settle);
  }

  private async eachBetween(
    set: (typeof SETS)[number],
    from: number,
    until: number | '+inf',
    settle: Settle,
  ): Promise<boolean> {
    const redis = this.redis.commands;
    let areAllSettled = true;
    for (let offset = 0; ; offset += CHUNK) {
      const ids = await redis.zrangebyscore(JOB_KEYS[set], from, until, 'LIMIT', offset, CHUNK);
      if (ids.length === 0) return areAllSettled;
      const settledAt = await redis.zmscore(JOB_KEYS.settled, ...ids);
      const isSettled = await settle(ids.filter((_id, index) => settledAt[index] === null));
      areAllSettled &&= isSettled;
    }
  }
}

/** One that fails, or takes long, holds up none of the other's jobs. Rejects when both are over. */
async function inBoth(search: (set: (typeof SETS)[number]) => Promise<void>): Promise<void> {
  const ends = await Promise.allSettled(SETS.map(search));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
}
