import { Injectable } from '@nestjs/common';
import { endedChannel, JOB_KEYS } from '../jobs/job-keys.js';
import type { JobOutcome } from '../jobs/job-outcome.js';
import { SETTLE_JOB } from '../jobs/job-scripts.js';
import { RedisConnections } from '../redis/redis-connections.js';

/** Writes what a worker must not lose: its connection waits for Redis to come back. */
@Injectable()
export class OutcomeStore {
  constructor(private readonly redis: RedisConnections) {}

  /** Keeps the outcome of a job that Bull will count as failed, before Bull does. */
  async keep(id: string, outcome: JobOutcome): Promise<void> {
    await this.redis.patient.hset(JOB_KEYS.job(id), 'outcome', JSON.stringify(outcome));
  }

  /** Notes that everyone concerned has been told of a job's end, and announces it to whoever waits for the job. */
  async settle(id: string, forgetAt: number): Promise<void> {
    const keys = [JOB_KEYS.settled, JOB_KEYS.open, JOB_KEYS.deadline];
    await SETTLE_JOB.run(this.redis.patient, keys, [id, forgetAt, endedChannel(id)]);
  }
}
