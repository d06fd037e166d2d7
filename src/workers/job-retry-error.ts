import type { JobOutcome } from '../jobs/job-outcome.js';

/** Sends a job that failed back to the queue, because its request asks for that. Nobody is told of the failure. */
export class JobRetryError extends Error {
  readonly code = 'JOB_RETRY';

  constructor(
    { error }: JobOutcome,
    /** How long the job stays away, in milliseconds. */
    readonly backInMs: number,
  ) {
    super(error?.message ?? 'The job failed');
    // Bull stores the stack of every error; where in the worker it surfaced helps nobody.
    this.stack = this.message;
  }
}
