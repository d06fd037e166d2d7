import { Injectable } from '@nestjs/common';
import { notFound } from '../../problems/problem.js';
import { JobWaiter } from '../job-waiter.js';
import type { BatchRecord } from './batch-record.js';
import { BatchStore } from './batch-store.js';

const MS_PER_SECOND = 1_000;
const BATCH_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Reads batches. */
@Injectable()
export class BatchesService {
  constructor(
    private readonly batches: BatchStore,
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

  private async find(id: string): Promise<BatchRecord> {
    const batch = BATCH_ID.test(id) ? await this.batches.find(id) : undefined;
    if (!batch) throw notFound('There is no batch with this id; its record may have reached its result_ttl.');
    return batch;
  }
}
