import { OnQueueCompleted, OnQueueFailed, Process, Processor } from '@nestjs/bull';
import { Logger, type Type } from '@nestjs/common';
import type { Job } from 'bull';
import { LogLine } from '../observability/log-line.js';
import type { JobData } from '../jobs/job-data.js';
import { FIFO_WORKER_QUEUE } from '../jobs/job-keys.js';
import { expiredAfter, WORKER_LOST, type JobOutcome } from '../jobs/job-outcome.js';
import { DeviceBusyError } from './device-busy-error.js';
import { EndedJobs } from './ended-jobs.js';
import { JobFailedError } from './job-failed-error.js';
import { JobRetries } from './job-retries.js';
import { JobRetryError } from './job-retry-error.js';
import { JobTraces } from './job-traces.js';
import { JobRunner } from './job-runner.js';
import { LiveOutputs } from './live-outputs.js';
import { OutcomeStore } from './outcome-store.js';
import { Outbox } from './outbox.js';
import { RunningJobs } from './running-jobs.js';
import { TurnKeeper } from './turn-keeper.js';
import { severityOf } from '../redis/redis-unavailable.js';

const MS_PER_SECOND = 1_000;

/** How a run ended, and the fence of the turn that it ended in. */
interface Ending {
  readonly outcome: JobOutcome;
  readonly fence: number;
  /** It had ended before, and Redis has lost that: the job is not to run again, whatever its request says. */
  readonly stands?: true;
}

/**
 * The Bull processor of device jobs: takes them from the queue, has them run, stores the outcome, and tells the outbox
 * once Bull has stored it. A function, since Bull's decorators take their concurrency when the class is made.
 */
export function jobProcessor(concurrency: number): Type<object> {
  @Processor(FIFO_WORKER_QUEUE)
  class JobProcessor {
    private readonly logger = new Logger('Jobs');

    constructor(
      private readonly turns: TurnKeeper,
      private readonly ended: EndedJobs,
      private readonly running: RunningJobs,
      private readonly runner: JobRunner,
      private readonly retries: JobRetries,
      private readonly outcomes: OutcomeStore,
      private readonly outbox: Outbox,
      private readonly live: LiveOutputs,
      private readonly traces: JobTraces,
    ) {}

    @Process({ concurrency })
    async process(job: Job<JobData>): Promise<JobOutcome> {
      const { outcome, fence, stands } = await this.outcomeOf(job);
      const id = String(job.id);
      if (outcome.status !== 'finished' && !stands) {
        const backInMs = await this.retries.after(job, outcome, fence, deadlineOf(job));
        if (backInMs !== undefined) {
          // Nobody has it any more, whatever becomes of its way back into the queue.
          this.turns.forget(job);
          throw new JobRetryError(outcome, backInMs);
        }
      }
      this.ended.keep(id, outcome);
      if (outcome.status === 'finished') return outcome;
      await this.outcomes.keep(id, outcome, fence);
      throw new JobFailedError(outcome);
    }

    @OnQueueCompleted()
    async completed(job: Job<JobData>, outcome: JobOutcome): Promise<void> {
      this.turns.forget(job);
      await this.outbox.finished(job, outcome);
    }

    @OnQueueFailed()
    async failed(job: Job<JobData> | null, error: Error): Promise<void> {
      try {
        if (error instanceof DeviceBusyError && job) return await this.turns.putAside(job, error.owner);
        if (job) this.turns.forget(job);
        if (error instanceof JobRetryError) return;
        if (error instanceof JobFailedError && job) return await this.outbox.finished(job, error.outcome);
        // Bull ended the job by itself, its worker being gone.
        if (job) await this.outbox.settleByIds([String(job.id)]);
      } catch (failure) {
        this.logger[severityOf(failure)](
          new LogLine(
            `A failed job could not be followed up now; the reconciler will: ${String(failure)}`,
            job ? { job_id: String(job.id) } : {},
          ),
        );
      }
    }

    private async outcomeOf(job: Job<JobData>): Promise<Ending> {
      const deadline = deadlineOf(job);
      const before = this.ended.of(String(job.id));
      const expiry = Date.now() > deadline && !before ? await this.expiryOf(job) : undefined;
      if (expiry) return expiry;
      const { begun, isFirst, fence } = await this.turns.take(job, deadline);
      try {
        // Another worker may have had it since this one lost it.
        if (before && begun !== 'by another') return { outcome: before, fence, stands: true };
        if (!isFirst) {
          const kept = await this.outcomes.kept(String(job.id));
          if (kept) return { outcome: kept, fence, stands: true };
          if (!(await this.retries.mayTakeOver(job, fence))) return { outcome: WORKER_LOST, fence };
        }
        const outcome = await this.traces.run(String(job.id), job.data, job.timestamp, () =>
          this.running.run(job.data.executionTimeoutSeconds, (signal) =>
            this.live.during(String(job.id), (output) => this.runner.run(job.data, signal, output)),
          ),
        );
        return { outcome, fence };
      } finally {
        // Nobody waits for the answer: it is asked for before the job's end, on the same connection.
        void this.turns.done(job);
      }
    }

    /** A job that comes back from a worker that died has waited long, too, and yet has not expired. */
    private async expiryOf(job: Job<JobData>): Promise<Ending | undefined> {
      const { hasBegun, attempts, fence } = await this.turns.pastOf(job);
      if (hasBegun) return undefined;
      await this.turns.giveUp(job);
      return { outcome: expiredAfter(job.data.ttlSeconds, attempts), fence };
    }
  }
  return JobProcessor;
}

/** When a job that no worker has begun expires, ms since the epoch. */
function deadlineOf({ timestamp, data }: Job<JobData>): number {
  return timestamp + data.ttlSeconds * MS_PER_SECOND;
}
