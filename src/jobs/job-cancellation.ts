import { Injectable } from '@nestjs/common';
import type { Actor } from '../auth/actor.js';
import { notFound } from '../problems/problem.js';
import { BatchStore } from './batches/batch-store.js';
import { mayKnow } from './device-access.js';
import { JobListing } from './job-listing.js';
import type { JobRecord } from './job-record.js';
import { JobStore } from './job-store.js';

/** What a job is told that was canceled. */
export const CANCELED = { type: 'Canceled', message: 'The job was canceled before it ran' };

/** Whose queued jobs are canceled: what is left out does not matter. */
export interface CancellationFilter {
  readonly host?: string;
  readonly batch?: string;
}

/** What became of the wish to cancel many jobs. */
export interface CancellationCounts {
  /** Jobs that were queued and are canceled now. */
  readonly canceled: number;
  /** Jobs that a worker has, and that go on. */
  readonly running: number;
}

const NONE: CancellationCounts = { canceled: 0, running: 0 };
/** So many jobs are ended at once; each is a short script in Redis. */
const AT_ONCE = 100;

/** Cancels many jobs at once, a few at a time: neither Redis nor the event loop is held up. */
@Injectable()
export class JobCancellation {
  constructor(
    private readonly batches: BatchStore,
    private readonly listing: JobListing,
    private readonly store: JobStore,
  ) {}

  /**
   * Cancels every job that the actor may know of and no worker has taken yet, the newest first. One that is submitted meanwhile is left alone.
   *
   * @throws Problem 404 when there is no such batch
   */
  async cancel({ host, batch }: CancellationFilter, actor: Actor): Promise<CancellationCounts> {
    if (batch !== undefined && !(await this.batches.find(batch))) {
      throw notFound('There is no batch with this id; its record may have reached its result_ttl.');
    }
    let counts = NONE;
    for await (const jobs of this.listing.open({ host, batch }, AT_ONCE)) {
      const step = await this.cancelAll(jobs.filter((job) => mayKnow(actor, job)));
      counts = { canceled: counts.canceled + step.canceled, running: counts.running + step.running };
    }
    return counts;
  }

  private async cancelAll(jobs: readonly JobRecord[]): Promise<CancellationCounts> {
    const results = await Promise.all(jobs.map((job) => this.store.endQueued(job, 'canceled', CANCELED)));
    return {
      canceled: results.filter((result) => result === 'ended').length,
      running: results.filter((result) => result === 'already running' || result === 'in a worker').length,
    };
  }
}
