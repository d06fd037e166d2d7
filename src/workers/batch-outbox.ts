import { Injectable, Logger } from '@nestjs/common';
import { LogLine } from '../observability/log-line.js';
import type { BatchRecord } from '../jobs/batches/batch-record.js';
import { BatchStore } from '../jobs/batches/batch-store.js';
import { isoTime } from '../jobs/job.mapper.js';
import { JobStore } from '../jobs/job-store.js';
import type { BatchEvent } from '../webhooks/job-event.js';
import { WebhookService } from '../webhooks/webhook.service.js';
import type { EndedJob } from './job-event.mapper.js';
import { severityOf } from '../redis/redis-unavailable.js';

const MS_PER_SECOND = 1_000;
/** A batch that ended this recently is being told of by the worker that ended it. */
const GRACE_MS = 2_000;
const CHUNK = 1_000;

/**
 * Counts the ends of a batch's jobs and tells of the batch's own end: once, and once more when the process dies at the
 * wrong moment; the delivery has an id of its own, so that receivers see which batch it is about.
 */
@Injectable()
export class BatchOutbox {
  private readonly logger = new Logger('Outbox');

  constructor(
    private readonly batches: BatchStore,
    private readonly jobs: JobStore,
    private readonly webhooks: WebhookService,
  ) {}

  /** Counts a job's end. @returns whether it is the last one of its batch, so that the batch has to be told of */
  settle(batchId: string, { id, outcome }: EndedJob): Promise<boolean> {
    return this.batches.settle(batchId, [{ id, status: outcome.status }]);
  }

  /** Queues the event of a batch that has ended. Never throws: {@link reconcile} is behind it. */
  async tell(batchId: string): Promise<void> {
    try {
      const batch = await this.batches.find(batchId);
      // Its request was answered 5xx, or not at all. Should it come again, the batch is made anew.
      if (batch?.total === 0) return await this.batches.forget(batchId);
      if (batch && batch.endedAt !== null)
        await this.webhooks.batchCompleted(toEvent(batch, batch.endedAt), batch.webhook);
      await this.batches.markTold(batchId);
    } catch (error) {
      this.logger[severityOf(error)](
        new LogLine(
          `The end of batch ${batchId} could not be told now; the reconciler will: ${String(error)}`,
          { batch_id: batchId },
        ),
      );
    }
  }

  /** Tells of the batches that nobody has told of, and looks at those that wait for jobs that do not exist. */
  async reconcile(): Promise<void> {
    const now = Date.now();
    for (const id of await this.batches.untold(now - GRACE_MS)) await this.tell(id);
    for (const id of await this.batches.overdue(now)) await this.dropLostJobs(id, now);
  }

  /** The process that submitted the batch died, or lost Redis, before all jobs were in the queue. */
  private async dropLostJobs(batchId: string, now: number): Promise<void> {
    let hasEnded = false;
    const ids = await this.batches.openIds(batchId);
    for (let from = 0; from < ids.length; from += CHUNK) {
      const chunk = ids.slice(from, from + CHUNK);
      const existing = new Set((await this.jobs.findMany(chunk)).map(({ id }) => id));
      const lost = chunk.filter((id) => !existing.has(id)).map((id) => ({ id, status: 'dropped' as const }));
      if (lost.length > 0 && (await this.batches.settle(batchId, lost))) hasEnded = true;
    }
    if (hasEnded) await this.tell(batchId);
    else await this.batches.postpone(batchId, now);
  }
}

function toEvent({ id, driver, total, ended, createdAt }: BatchRecord, endedAt: number): BatchEvent {
  return {
    type: 'batch.completed',
    batchId: id,
    driver,
    total,
    counts: ended,
    createdAt: isoTime(createdAt),
    endedAt: isoTime(endedAt),
    durationSeconds: (endedAt - createdAt) / MS_PER_SECOND,
  };
}
