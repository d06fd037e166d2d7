/**
 * The errors after which a job can be run again: such as may pass by themselves. A refused login is not among them, since
 * trying again locks accounts, nor is what a device has refused.
 */
export const RETRYABLE_ERRORS = [
  'WorkerLost',
  'ConnectionTimeout',
  'ConnectionFailed',
  'SessionLost',
  'CommandTimeout',
  'ExecutionTimeout',
  'CredentialUnavailable',
] as const;
export type RetryableError = (typeof RETRYABLE_ERRORS)[number];

/** Most further runs that a request can ask for. */
export const MOST_RETRIES = 10;

/** When a job is run again. */
export interface JobRetry {
  /** Further runs after the first, at most. */
  readonly max: number;
  readonly on: readonly RetryableError[];
}

const FIRST_MS = 2_000;
const LONGEST_MS = 300_000;

/** How long a job waits before it is run again: 2 s, then twice as long each time, 300 s at most. @param retry from 1 */
export function jobRetryDelayMs(retry: number): number {
  return Math.min(FIRST_MS * 2 ** (retry - 1), LONGEST_MS);
}
