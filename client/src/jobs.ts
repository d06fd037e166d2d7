import { pathAndQuery, type Input, type Schema } from './api-operations.js';
import type { Api } from './api.js';
import { Listing } from './listing.js';
import type { CallOptions } from './transport.js';
import { untilEnded, type WaitOptions } from './wait.js';

export type Job = Schema<'JobDto'>;
export type JobRequest = Schema<'JobRequestDto'>;
export type JobStatus = Job['status'];
export type Batch = Schema<'BatchDto'>;
export type BulkRequest = Schema<'BulkRequestDto'>;
export type BulkAnswer = Schema<'BulkAnswerDto'>;
export type JobQuery = NonNullable<Input<'get', '/jobs'>['query']>;
export type JobFilter = NonNullable<Input<'delete', '/jobs'>['query']>;

/** How a job is submitted. */
export interface SubmitOptions extends CallOptions {
  /** The service returns the first job for a repeated key. Without one each call has a key of its own, for its repetitions. */
  readonly idempotencyKey?: string;
}

/** Jobs: commands and configuration on devices. */
export class Jobs {
  constructor(private readonly api: Api) {}

  /** Queues a job and returns it at once. A lost answer is asked for again; the job is made once. */
  submit(request: JobRequest, options: SubmitOptions = {}): Promise<Job> {
    const { input, manner } = keyed(request, options);
    return this.api.call('post', '/jobs', input, manner);
  }

  /** Queues a job for each of many devices. */
  submitMany(request: BulkRequest, options: SubmitOptions = {}): Promise<BulkAnswer> {
    const { input, manner } = keyed(request, options);
    return this.api.call('post', '/jobs/bulk', input, manner);
  }

  get(id: string, options?: CallOptions): Promise<Job> {
    return this.api.call('get', '/jobs/{id}', { path: { id } }, options);
  }

  /** Newest first. */
  list(query: JobQuery = {}, options?: CallOptions): Listing<Job> {
    return new Listing<Job>(this.api, pathAndQuery('/jobs', { query }), options);
  }

  /**
   * The job once it has ended, however it did: see its `status`.
   *
   * @throws WaitTimeoutError when it has not within `withinMs`; it goes on
   */
  wait(id: string, options: WaitOptions = {}): Promise<Job> {
    return untilEnded(
      (wait, manner) => this.api.call('get', '/jobs/{id}', { path: { id }, query: { wait } }, manner),
      options,
    );
  }

  /** Cancels a job that is still queued. @throws ProblemError `conflict` when it runs already or has ended */
  cancel(id: string, options?: CallOptions): Promise<Job> {
    return this.api.call('delete', '/jobs/{id}', { path: { id } }, options);
  }

  /** Cancels what is queued of a host, a batch, or everything. */
  cancelMany(query: JobFilter, options?: CallOptions): Promise<Schema<'CanceledJobsDto'>> {
    return this.api.call('delete', '/jobs', { query }, options);
  }

  batch(id: string, options?: CallOptions): Promise<Batch> {
    return this.api.call('get', '/jobs/batches/{id}', { path: { id } }, options);
  }

  /** The batch once its last job has ended. @throws WaitTimeoutError */
  waitForBatch(id: string, options: WaitOptions = {}): Promise<Batch> {
    return untilEnded(
      (wait, manner) => this.api.call('get', '/jobs/batches/{id}', { path: { id }, query: { wait } }, manner),
      options,
    );
  }
}

function keyed<T>(body: T, { idempotencyKey, ...options }: SubmitOptions) {
  const headers = idempotencyKey === undefined ? {} : { 'Idempotency-Key': idempotencyKey };
  return { input: { body, headers }, manner: { ...options, isKeyed: true } };
}
