import type { DeliveryError, DeliveryErrorCode } from '../delivery-error.js';
import type { Retries } from '../webhook.js';

/** Which failures another attempt can mend. The rest would fail alike, so the delivery ends. */
const IS_WORTH_RETRYING: Readonly<Record<DeliveryErrorCode, boolean>> = {
  unsubscribed: false,
  waited_too_long: false,
  unknown_caller: false,
  unseal: false,
  egress_blocked: false,
  dns: true,
  connect: true,
  tls: true,
  timeout: true,
  reset: true,
  bad_answer: true,
  caller: true,
  aborted: true,
  redirect: false,
  http_status: true,
  rejected: true,
  unroutable: true,
  too_large: false,
};

/** Answers that judge the request itself (RFC 9110, 15.5 and 15.6), and 410: nobody lives there any more. */
const FINAL_STATUS_CODES: readonly (number | null)[] = [
  400, 405, 406, 410, 411, 413, 414, 415, 422, 426, 431, 501, 505,
];

const MAX_WAIT_MS = 86_400_000;
/** Spreads what failed together; never earlier than was asked. */
const JITTER = 0.2;

/** Whether a delivery that failed so may be tried again. */
export function canRetry({ code, answered }: Pick<DeliveryError, 'code' | 'answered'>): boolean {
  if (!IS_WORTH_RETRYING[code]) return false;
  return answered === null || code !== 'http_status' || !FINAL_STATUS_CODES.includes(answered.statusCode);
}

/**
 * How long to wait before the next attempt: the interval with jitter, or what the destination's `Retry-After` asks for
 * when that is longer, at most a day.
 *
 * @param failedAttempts attempts so far, from 1
 * @param now ms since the epoch
 * @param random from 0 to 1
 */
export function retryDelayMs(
  error: Pick<DeliveryError, 'answered'>,
  failedAttempts: number,
  { intervalsSeconds }: Pick<Retries, 'intervalsSeconds'>,
  now = Date.now(),
  random = Math.random(),
): number {
  const interval = intervalsSeconds[Math.min(failedAttempts, intervalsSeconds.length) - 1] ?? 0;
  const wait = interval * 1_000 * (1 + JITTER * random);
  const asked = retryAfterMs(error.answered?.retryAfter ?? null, now);
  return Math.round(Math.min(Math.max(wait, asked), MAX_WAIT_MS));
}

/** RFC 9110, 10.2.3: whole seconds or an HTTP date. Anything else asks for nothing. */
export function retryAfterMs(header: string | null, now: number): number {
  if (header === null) return 0;
  const text = header.trim();
  if (/^\d+$/.test(text)) return Number(text) * 1_000;
  const date = Date.parse(text);
  return Number.isNaN(date) || !/[a-z]{3}/i.test(text) ? 0 : Math.max(0, date - now);
}
