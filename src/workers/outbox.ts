import { Injectable, Logger } from '@nestjs/common';
import type { Job } from 'bull';
import { LogLine } from '../observability/log-line.js';
import { AuditTrail } from '../audit/audit-trail.js';
import { Fleet } from '../fleet/fleet.js';
import { deviceKey } from '../jobs/device-line.js';
import type { JobData } from '../jobs/job-data.js';
import type { JobOutcome } from '../jobs/job-outcome.js';
import { JobStore } from '../jobs/job-store.js';
import { JobMetrics } from '../observability/metrics/job-metrics.js';
import { WebhookService } from '../webhooks/webhook.service.js';
import { BatchOutbox } from './batch-outbox.js';
import { hasEnded, toJobEvent, type EndedJob } from './job-event.mapper.js';
import { OutcomeStore } from './outcome-store.js';
import { JobTraces } from './job-traces.js';
import { UnsettledJobs } from './unsettled-jobs.js';
import { WorkerIdentity } from './worker-identity.js';
import { severityOf } from '../redis/redis-unavailable.js';

const MS_PER_SECOND = 1_000;
/** Told together: one after the other, what a Redis left that was gone for a moment would take minutes. */
const AT_ONCE = 50;

/**
 * Tells of every job that has ended, at least once. Right after Bull has stored an outcome the processor's handler calls
 * here; should the process die in between, the job is still in Bull's set of ended jobs but not among the settled ones,
 * and is found by {@link reconcile}. Doing it twice does no harm: a delivery is added under an id of its own.
 */
@Injectable()
export class Outbox {
  private readonly logger = new Logger('Outbox');
  private reconciling: Promise<void> | undefined;

  constructor(
    private readonly store: JobStore,
    private readonly outcomes: OutcomeStore,
    private readonly webhooks: WebhookService,
    private readonly unsettled: UnsettledJobs,
    private readonly batches: BatchOutbox,
    private readonly worker: WorkerIdentity,
    private readonly fleet: Fleet,
    private readonly audit: AuditTrail,
    private readonly metrics: JobMetrics,
    private readonly traces: JobTraces,
  ) {}

  /** Follows up on a job that this worker has run and Bull has stored. Never throws: the reconciler is behind it. */
  async finished(job: Job<JobData>, outcome: JobOutcome): Promise<void> {
    const hasRun = outcome.status === 'finished' || outcome.status === 'failed';
    await this.trySettle({
      id: String(job.id),
      status: outcome.status,
      data: job.data,
      createdAt: job.timestamp,
      startedAt: hasRun ? (job.processedOn ?? null) : null,
      endedAt: job.finishedOn ?? Date.now(),
      worker: hasRun ? this.worker.name : null,
      outcome,
    });
  }

  /**
   * Settles the jobs of these ids that have ended: jobs that ended without a worker, or whose worker died.
   *
   * @returns whether all of them are settled now
   */
  async settleByIds(ids: readonly string[]): Promise<boolean> {
    let areAllSettled = true;
    for (let from = 0; from < ids.length; from += AT_ONCE) {
      const ended = (await this.store.findMany(ids.slice(from, from + AT_ONCE))).filter(hasEnded);
      const areSettled = await Promise.all(ended.map((job) => this.trySettle(job)));
      areAllSettled &&= areSettled.every(Boolean);
    }
    return areAllSettled;
  }

  /**
   * Settles a job of which all workers hear that it has ended without one, if its device is this worker's. The reconciler is
   * behind the one whose it is.
   */
  async settleAnnounced(id: string): Promise<void> {
    const job = await this.store.find(id);
    const owner = job && this.fleet.ownerOf(deviceKey(job.data.device));
    if (job && hasEnded(job) && (owner === undefined || owner === this.worker.name))
      await this.trySettle(job);
  }

  /** Finds and settles every ended job that nobody has told of. One run at a time. */
  reconcile(): Promise<void> {
    this.reconciling ??= this.unsettled
      .each((ids) => this.settleByIds(ids))
      .finally(() => (this.reconciling = undefined));
    return this.reconciling;
  }

  private async trySettle(job: EndedJob): Promise<boolean> {
    try {
      const { id, data, createdAt, endedAt } = job;
      const { status } = job.outcome;
      // Nobody but the one who asked for a test, and gets its answer, is told of it.
      const trace = this.traces.leadingFrom(id, data);
      if (data.operation !== 'test') await this.webhooks.jobFinished(toJobEvent(job), data.webhook, trace);
      const endsBatch = data.batchId !== undefined && (await this.batches.settle(data.batchId, job));
      const isFirst = await this.outcomes.settle({
        id,
        status,
        createdAt,
        forgetAt: endedAt + data.resultTtlSeconds * MS_PER_SECOND,
        auditLine: this.audit.jobEnded(job),
      });
      if (isFirst) this.metrics.ended(job);
      if (data.batchId !== undefined && endsBatch) await this.batches.tell(data.batchId);
      return true;
    } catch (error) {
      this.logger[severityOf(error)](
        new LogLine(`The end of job ${job.id} could not be told now; the reconciler will: ${String(error)}`, {
          job_id: job.id,
        }),
      );
      return false;
    }
  }
}
