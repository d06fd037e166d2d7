import { Injectable } from '@nestjs/common';
import { AuditStream } from '../audit/audit-stream.js';
import { ENDED_CHANNEL, JOB_KEYS } from '../jobs/job-keys.js';
import type { EndedStatus, JobOutcome } from '../jobs/job-outcome.js';
import { answersOf } from '../redis/pipeline-answers.js';
import { RedisConnections } from '../redis/redis-connections.js';
import { TurnBatch } from '../redis/turn-batch.js';
import { KEEP_OUTCOME } from './turn-scripts.js';

interface SettledJob {
  readonly id: string;
  readonly status: EndedStatus;
  readonly createdAt: number;
  /** When the job's record may go, milliseconds since the epoch. */
  readonly forgetAt: number;
  /** Written to the audit trail in the same go; null: none. */
  readonly auditLine: string | null;
}

/** Writes what a worker must not lose: its connection waits for Redis to come back. */
@Injectable()
export class OutcomeStore {
  private readonly settling = new TurnBatch<SettledJob>((jobs) => this.settleAll(jobs));

  constructor(
    private readonly redis: RedisConnections,
    private readonly audit: AuditStream,
  ) {}

  /**
   * Keeps the outcome of a job that Bull will count as failed, before Bull does. Does nothing when the job was given to
   * another worker since, this one having been taken for dead.
   */
  async keep(id: string, outcome: JobOutcome, fence: number): Promise<void> {
    await KEEP_OUTCOME.run(this.redis.patient, [JOB_KEYS.job(id)], [JSON.stringify(outcome), fence]);
  }

  /** What was kept of a job that was begun before, when its worker came so far. */
  async kept(id: string): Promise<JobOutcome | undefined> {
    const text = await this.redis.patient.hget(JOB_KEYS.job(id), 'outcome');
    return text === null ? undefined : (JSON.parse(text) as JobOutcome);
  }

  /** Notes that everyone concerned has been told of a job's end, and announces it to whoever waits for the job. */
  settle(job: SettledJob): Promise<void> {
    return this.settling.add(job);
  }

  private async settleAll(jobs: readonly SettledJob[]): Promise<[]> {
    const ids = jobs.map(({ id }) => id);
    const pipeline = this.redis.patient.pipeline();
    this.audit.appendBy(
      pipeline,
      jobs.flatMap(({ auditLine }) => auditLine ?? []),
    );
    pipeline.zadd(JOB_KEYS.settled, ...jobs.flatMap(({ id, forgetAt }) => [forgetAt, id]));
    for (const status of new Set(jobs.map((job) => job.status))) {
      const ended = jobs.filter((job) => job.status === status);
      pipeline.zadd(JOB_KEYS.ended(status), ...ended.flatMap(({ id, createdAt }) => [createdAt, id]));
    }
    pipeline.zrem(JOB_KEYS.open, ...ids);
    pipeline.zrem(JOB_KEYS.deadline, ...ids);
    pipeline.publish(ENDED_CHANNEL, ids.join(' '));
    await answersOf(pipeline);
    return [];
  }
}
