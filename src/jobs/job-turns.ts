import type { JobOptions } from 'bull';

/** Name of the Bull backoff strategy by which a job that finds its device busy goes back to wait for its turn. */
export const TURN_BACKOFF = 'turn';

/**
 * Bull options of every device job. A job never runs twice: the "attempts" are its returns to the queue while its
 * device is busy with another job, and the backoff strategy ends a job at its first real failure.
 */
export const JOB_TURNS = {
  attempts: 1_000_000_000,
  backoff: { type: TURN_BACKOFF },
  stackTraceLimit: 1,
} as const satisfies JobOptions;
