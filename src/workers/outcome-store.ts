import { Injectable } from '@nestjs/common';
import { ENDED_CHANNEL, JOB_KEYS } from '../jobs/job-keys.js';
import type { EndedStatus, JobOutcome } from '../jobs/job-outcome.js';
import { answersOf } from '../redis/pipeline-answers.js';
import { RedisConnections } from '../redis/redis-connections.js';
import { TurnBatch } from '../redis/turn-batch.js';
import { WorkerIdentity } from './worker-identity.js';

interface SettledJob {
  readonly id: string;
  readonly status: EndedStatus;
  readonly createdAt: number;
  /** When the job's record may go, milliseconds since the epoch. */
  readonly forgetAt: number;
}

/** Writes what a worker must not lose: its connection waits for Redis to come back. */
@Injectable()
export class OutcomeStore {
  private readonly settling = new TurnBatch<SettledJob>((jobs) => this.settleAll(jobs));

  private readonly claiming = new TurnBatch<string, boolean>((ids) => this.claimAll(ids));

  constructor(
    private readonly redis: RedisConnections,
    private readonly worker: WorkerIdentity,
  ) {}

  /**
   * Notes that this worker is about to run a job. False when a worker did so before: it died with the job, Bull gave the
   * job out again, and what it has done to the device is not known.
   */
  claim(id: string): Promise<boolean> {
    return this.claiming.add(id);
  }

  /** Keeps the outcome of a job that Bull will count as failed, before Bull does. */
  async keep(id: string, outcome: JobOutcome): Promise<void> {
    await this.redis.patient.hset(JOB_KEYS.job(id), 'outcome', JSON.stringify(outcome));
  }

  /** Notes that everyone concerned has been told of a job's end, and announces it to whoever waits for the job. */
  settle(job: SettledJob): Promise<void> {
    return this.settling.add(job);
  }

  private async settleAll(jobs: readonly SettledJob[]): Promise<[]> {
    const ids = jobs.map(({ id }) => id);
    const pipeline = this.redis.patient.pipeline();
    pipeline.zadd(JOB_KEYS.settled, ...jobs.flatMap(({ id, forgetAt }) => [forgetAt, id]));
    for (const { id, status, createdAt } of jobs) pipeline.zadd(JOB_KEYS.ended(status), createdAt, id);
    pipeline.zrem(JOB_KEYS.open, ...ids);
    pipeline.zrem(JOB_KEYS.deadline, ...ids);
    pipeline.publish(ENDED_CHANNEL, ids.join(' '));
    await answersOf(pipeline);
    return [];
  }

  private async claimAll(ids: readonly string[]): Promise<boolean[]> {
    const pipeline = this.redis.patient.pipeline();
    for (const id of ids) pipeline.hsetnx(JOB_KEYS.job(id), 'worker', this.worker.name);
    return (await answersOf(pipeline)).map((isSet) => isSet === 1);
  }
}
