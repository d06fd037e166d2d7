import type { JobOutcome } from '../jobs/job-outcome.js';

/** Tells Bull that a job failed. Its outcome is stored already: Bull itself keeps no more than a reason. */
export class JobFailedError extends Error {
  readonly code = 'JOB_FAILED';

  constructor(readonly outcome: JobOutcome) {
    super(outcome.error?.message ?? 'The job failed');
    // Bull stores the stack of every error; where in the worker a device's refusal surfaced helps nobody.
    this.stack = this.message;
  }
}
