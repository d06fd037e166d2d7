import { Injectable } from '@nestjs/common';
import type { Actor } from '../auth/actor.js';
import { conflict, notFound } from '../problems/problem.js';
import { CANCELED } from './job-cancellation.js';
import { mayKnow } from './device-access.js';
import { JobListing, type JobFilter, type JobPage } from './job-listing.js';
import type { JobRecord } from './job-record.js';
import { JobStore } from './job-store.js';
import { JobWaiter } from './job-waiter.js';

const MS_PER_SECOND = 1_000;
/** Other names are those of Bull's own keys beside the jobs. */
const JOB_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Reads and cancels jobs. */
@Injectable()
export class JobsService {
  constructor(
    private readonly store: JobStore,
    private readonly listing: JobListing,
    private readonly waiter: JobWaiter,
  ) {}

  /**
   * The job; with `waitSeconds` as soon as it has ended, or as it is when the seconds are over.
   *
   * @throws Problem 404
   */
  async get(id: string, actor: Actor, waitSeconds = 0): Promise<JobRecord> {
    const job = await this.find(id, actor);
    if (waitSeconds === 0 || job.endedAt !== null) return job;
    await this.waiter.untilEnded(
      id,
      waitSeconds * MS_PER_SECOND,
      async () => (await this.find(id, actor)).endedAt !== null,
    );
    return this.find(id, actor);
  }

  list(filter: JobFilter, actor: Actor, limit: number, cursor?: string): Promise<JobPage> {
    const isVisible = (job: JobRecord): boolean => mayKnow(actor, job);
    return this.listing.page(actor.networks === null ? filter : { ...filter, isVisible }, limit, cursor);
  }

  /**
   * Cancels a job that no worker has taken yet, and returns it.
   *
   * @throws Problem 404, or 409 when the job runs, has ended, or a worker cannot be got to let go of it
   */
  async cancel(id: string, actor: Actor): Promise<JobRecord> {
    await this.find(id, actor);
    const result = await this.store.endWaiting(id, 'canceled', CANCELED);
    if (result === 'already running')
      throw conflict('The job is running; only a queued job can be canceled.');
    if (result === 'already ended') throw conflict('The job has ended; only a queued job can be canceled.');
    if (result === 'in a worker')
      throw conflict('A worker is looking whether the job can run now; it is not canceled. Ask again.');
    return this.find(id, actor);
  }

  private async find(id: string, actor: Actor): Promise<JobRecord> {
    const job = JOB_ID.test(id) ? await this.store.find(id) : undefined;
    if (!job || !mayKnow(actor, job))
      throw notFound('There is no job with this id; its record may have reached its result_ttl.');
    return job;
  }
}
