import { InjectQueue } from '@nestjs/bull';
import { Inject, Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Queue } from 'bull';
import { SETTINGS, type Settings } from '../config/settings.js';
import type { JobData } from '../jobs/job-data.js';
import { FIFO_WORKER_QUEUE } from '../jobs/job-keys.js';
import { within } from '../time/within.js';
import { Heartbeat } from './heartbeat.js';
import { RunningJobs } from './running-jobs.js';
import { SessionPool } from './session-pool.js';
import { StrandedJobs } from './stranded-jobs.js';
import { Upkeep } from './upkeep.js';
import { WorkerLease } from './worker-lease.js';

const MS_PER_SECOND = 1_000;
/** What an aborted job gets to bring its outcome home. */
const ABORT_MS = 2_000;

/**
 * Stops a worker in order: no new job, the running ones end within the grace time, the rest are aborted and say so,
 * sessions are closed, and what is left is left to others at once. Runs before Nest closes the queues, whose own close would wait for the jobs without limit.
 */
@Injectable()
export class WorkerShutdown implements BeforeApplicationShutdown {
  private readonly logger = new Logger('Worker');

  constructor(
    @InjectQueue(FIFO_WORKER_QUEUE) private readonly queue: Queue<JobData>,
    private readonly running: RunningJobs,
    private readonly sessions: SessionPool,
    private readonly upkeep: Upkeep,
    private readonly heartbeat: Heartbeat,
    private readonly stranded: StrandedJobs,
    private readonly lease: WorkerLease,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async beforeApplicationShutdown(): Promise<void> {
    try {
      await this.drain();
    } catch (error) {
      // Redis went in the middle of it. The queue's own close would wait for the jobs, and for what Redis did not answer.
      this.logger.warn(`The worker could not stop in order: ${String(error)}`);
      this.running.abortAll('The worker was stopped while it ran the job');
      const closed = this.queue.close(true).catch(() => undefined);
      await within(ABORT_MS, closed, undefined);
    }
    await this.sessions.close();
    // Bull may have fetched a job meanwhile, and keeps it.
    await this.stranded.leaveAll().catch(() => undefined);
    await this.lease.end().catch(() => undefined);
  }

  private async drain(): Promise<void> {
    await this.queue.pause(true, true);
    if (this.running.counts.running > 0) {
      this.logger.log(
        `Waiting up to ${this.settings.shutdownGraceSeconds} s for ${this.running.counts.running} jobs`,
      );
      await this.heartbeat.drain().catch(() => undefined);
    }
    // Asked once: it ends the blocking connection and makes it again, which must not happen twice at the same time.
    const idle = this.queue.whenCurrentJobsFinished().then(() => true);
    if (!(await within(this.settings.shutdownGraceSeconds * MS_PER_SECOND, idle, false))) {
      this.running.abortAll('The worker was stopped while it ran the job');
      await within(ABORT_MS, idle, false);
    }
    await this.upkeep.stop().catch(() => undefined);
    await this.queue.close(true);
  }
}
