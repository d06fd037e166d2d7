import { Injectable } from '@nestjs/common';
import { notFound } from '../../problems/problem.js';
import { JobStore } from '../job-store.js';
import { JobWaiter } from '../job-waiter.js';
import { CANCELED } from '../jobs.service.js';
import type { BatchRecord } from './batch-record.js';
import { BatchStore } from './batch-store.js';

const MS_PER_SECOND = 1_000;
const BATCH_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** So many jobs are ended at once; each is a short script in Redis. */
const AT_ONCE = 100;

/** Reads batches, and cancels what is left of one. */
@Injectable()
export class BatchesService {
  constructor(
    private readonly batches: BatchStore,
    private readonly store: JobStore,
    private readonly waiter: JobWaiter,
  ) {}

  /**
   * The batch, and how many of its jobs are running; with `waitSeconds` as soon as it has ended, or as it is when the
   * seconds are over.
   *
   * @throws Problem 404
   */
  async get(id: string, waitSeconds = 0): Promise<{ batch: BatchRecord; started: number }> {
    let batch = await this.find(id);
    if (waitSeconds > 0 && batch.endedAt === null) {
      const hasEnded = async (): Promise<boolean> => (await this.find(id)).endedAt !== null;
      await this.waiter.untilEnded(id, waitSeconds * MS_PER_SECOND, hasEnded);
      batch = await this.find(id);
    }
    return { batch, started: batch.endedAt === null ? await this.batches.countStarted(id) : 0 };
  }

  /**
   * Cancels every job of the batch that no worker has taken yet.
   *
   * @throws Problem 404
   */
  async cancel(id: string): Promise<{ canceled: number; running: number }> {
    await this.find(id);
    const counts = { canceled: 0, running: 0 };
    // From the end: the last jobs stand first in Bull's list, where Redis begins to search.
    const ids = await this.batches.openIds(id);
    for (let from = 0; from < ids.length; from += AT_ONCE) {
      const chunk = ids.slice(from, from + AT_ONCE);
      const results = await Promise.all(
        chunk.map((jobId) => this.store.endWaiting(jobId, 'canceled', CANCELED)),
      );
      counts.canceled += results.filter((result) => result === 'ended').length;
      counts.running += results.filter((result) => result === 'already running').length;
    }
    return counts;
  }

  private async find(id: string): Promise<BatchRecord> {
    const batch = BATCH_ID.test(id) ? await this.batches.find(id) : undefined;
    if (!batch) throw notFound('There is no batch with this id; its record may have reached its result_ttl.');
    return batch;
  }
}
