import { Injectable } from '@nestjs/common';
import { APPEND_RECORD, AuditStream } from '../audit/audit-stream.js';
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
  /** Written to the audit trail in the same go, unless the job was settled before; null: none. */
  readonly auditLine: string | null;
}

/**
 * Notes that jobs are settled, and writes into the audit trail those that were not so before.
 * KEYS settled, audit trail. ARGV how many records to keep, then for each job: id, when it may be forgotten, its record or
 * nothing. Returns 1 for each that was not settled before, 0 for the others.
 */
const SETTLE = `${APPEND_RECORD}
  local added = {}
  for i = 2, #ARGV, 3 do
    local isNew = redis.call('ZADD', KEYS[1], ARGV[i + 1], ARGV[i])
    if isNew == 1 and ARGV[i + 2] ~= '' then appendRecord(KEYS[2], ARGV[1], ARGV[i + 2]) end
    added[#added + 1] = isNew
  end
  return added`;

/** Writes what a worker must not lose: its connection waits for Redis to come back. */
@Injectable()
export class OutcomeStore {
  private readonly settling = new TurnBatch<SettledJob, boolean>((jobs) => this.settleAll(jobs));

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

  /**
   * Notes that everyone concerned has been told of a job's end, and announces it to whoever waits for the job.
   *
   * @returns whether it had not been noted before
   */
  settle(job: SettledJob): Promise<boolean> {
    return this.settling.add(job);
  }

  private async settleAll(jobs: readonly SettledJob[]): Promise<boolean[]> {
    const ids = jobs.map(({ id }) => id);
    const pipeline = this.redis.patient.pipeline();
    for (const status of new Set(jobs.map((job) => job.status))) {
      const ended = jobs.filter((job) => job.status === status);
      pipeline.zadd(JOB_KEYS.ended(status), ...ended.flatMap(({ id, createdAt }) => [createdAt, id]));
    }
    pipeline.zrem(JOB_KEYS.open, ...ids);
    pipeline.zrem(JOB_KEYS.deadline, ...ids);
    // After the others: should Redis die in between, the reconciler does all of it again.
    const { key, keep } = this.audit.place;
    const notes = jobs.flatMap(({ id, forgetAt, auditLine }) => [id, forgetAt, auditLine ?? '']);
    pipeline.eval(SETTLE, 2, JOB_KEYS.settled, key, keep, ...notes);
    pipeline.publish(ENDED_CHANNEL, ids.join(' '));
    const added = (await answersOf(pipeline)).at(-2) as number[];
    return added.map((isNew) => isNew === 1);
  }
}
