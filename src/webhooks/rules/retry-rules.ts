export const MAX_RETRIES = 20;
/** Waits before the first, second, third and every later retry. */
export const DEFAULT_RETRY_INTERVALS_SECONDS: readonly number[] = [10, 30, 120];

const MAX_INTERVAL_SECONDS = 86_400;

/** Rule: how often a delivery may be tried again. */
export function maxRetriesRule(value: unknown): string | undefined {
  const isRight = typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_RETRIES;
  return isRight ? undefined : `must be a whole number from 0 to ${MAX_RETRIES}`;
}

/** Rule: the waits between attempts. */
export function retryIntervalsRule(value: unknown): string | undefined {
  const isRight =
    Array.isArray(value) && value.length >= 1 && value.length <= MAX_RETRIES && value.every(isInterval);
  return isRight
    ? undefined
    : `must be a list of 1 to ${MAX_RETRIES} numbers of seconds from 1 to ${MAX_INTERVAL_SECONDS}`;
}

function isInterval(value: unknown): boolean {
  return typeof value === 'number' && value >= 1 && value <= MAX_INTERVAL_SECONDS;
}
