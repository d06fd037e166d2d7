import { Injectable, Logger } from '@nestjs/common';
import type { Job } from 'bull';
import { LogLine } from '../observability/log-line.js';
import type { JobData } from '../jobs/job-data.js';
import { JOB_KEYS } from '../jobs/job-keys.js';
import type { JobOutcome } from '../jobs/job-outcome.js';
import { jobRetryDelayMs } from '../jobs/job-retry.js';
import { RedisConnections } from '../redis/redis-connections.js';
import { CLAIM_RETRY } from './turn-scripts.js';
import { WorkerIdentity } from './worker-identity.js';

/** Nobody has the job while it waits for its next run. */
const NOBODY = '';

/** Decides whether a job is run again, and counts its runs. Only jobs whose request asks for it are. */
@Injectable()
export class JobRetries {
  private readonly logger = new Logger('Jobs');

  constructor(
    private readonly redis: RedisConnections,
    private readonly worker: WorkerIdentity,
  ) {}

  /**
   * Whether this worker, whose turn it is, may run what another one had begun before it died. Counts it as a run.
   *
   * @param fence of the turn
   */
  async mayTakeOver(job: Job<JobData>, fence: number): Promise<boolean> {
    if (!job.data.retry?.on.includes('WorkerLost')) return false;
    return (await this.claim(job, `${fence} lost`, fence, this.worker.name)) > 0;
  }

  /**
   * What to do with a job that failed.
   *
   * @param fence of the turn in which it ran
   * @param deadline when it would expire, ms since the epoch: it does not wait beyond that
   * @returns after how many milliseconds it is run again; undefined when its outcome stands
   */
  async after(
    job: Job<JobData>,
    { status, error }: JobOutcome,
    fence: number,
    deadline: number,
  ): Promise<number | undefined> {
    const { retry } = job.data;
    if (status !== 'failed' || !retry?.on.some((type) => type === error?.type)) return undefined;
    const count = await this.claim(job, `${fence} failed`, fence, NOBODY, deadline);
    if (count < 1) return undefined;
    const delayMs = jobRetryDelayMs(count);
    this.logger.log(
      new LogLine(
        `Job ${job.id} failed (${error?.type}) and runs again in ${delayMs / 1_000} s, ${count} of ${retry.max}`,
        { job_id: String(job.id) },
      ),
    );
    return delayMs;
  }

  /** @returns the how manieth retry it is; 0 when there is none left, or another worker has the job */
  private async claim(
    job: Job<JobData>,
    claim: string,
    fence: number,
    worker: string,
    deadline = Number.MAX_SAFE_INTEGER,
  ): Promise<number> {
    const max = job.data.retry?.max ?? 0;
    // What would wait beyond its ttl is not begun again.
    let most = 0;
    while (most < max && Date.now() + jobRetryDelayMs(most + 1) < deadline) most++;
    const args = [claim, fence, most, worker];
    return CLAIM_RETRY.run(this.redis.patient, [JOB_KEYS.job(String(job.id))], args);
  }
}
