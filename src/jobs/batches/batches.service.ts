import { Injectable } from '@nestjs/common';
import type { Actor } from '../../auth/actor.js';
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
  async get(id: string, actor: Actor, waitSeconds = 0): Promise<{ batch: BatchRecord; started: number }> {
    let batch = await this.find(id, actor);
    if (waitSeconds > 0 && batch.endedAt === null) {
      const hasEnded = async (): Promise<boolean> => (await this.find(id, actor)).endedAt !== null;
      await this.waiter.untilEnded(id, waitSeconds * MS_PER_SECOND, hasEnded);
      batch = await this.find(id, actor);
    }
    return { batch, started: batch.endedAt === null ? await this.batches.countStarted(id) : 0 };
  }

  /** Whose key is limited to some devices sees only his own batches: others may tell of other devices. */
  private async find(id: string, actor: Actor): Promise<BatchRecord> {
    const batch = BATCH_ID.test(id) ? await this.batches.find(id) : undefined;
    if (!batch || (actor.networks !== null && batch.by !== actor.id))
      throw notFound('There is no batch with this id; its record may have reached its result_ttl.');
    return batch;
  }
}
