import type { DeliveryError, DeliveryErrorCode } from '../delivery-error.js';
import { retryAfterMs } from '../delivery/retry-policy.js';

/** What a delivery's end says of its destination. `text` is the error, if there was one; it holds nothing secret. */
export type Outcome =
  /** It answered, whatever it was. */
  | { readonly kind: 'alive'; readonly text: string }
  /** It is out of order, or asks to be left alone for a while. */
  | {
      readonly kind: 'failed';
      readonly text: string;
      readonly retryAfterMs: number;
      readonly isThrottling: boolean;
    }
  /** It says that it is gone for good. */
  | { readonly kind: 'gone'; readonly text: string }
  /** Nothing: the fault was on this side. */
  | { readonly kind: 'none'; readonly text: string };

/** Whose fault an error is. `answered`: the status code decides. */
const SAYS: Readonly<Record<DeliveryErrorCode, 'alive' | 'failed' | 'none' | 'answered'>> = {
  unsubscribed: 'none',
  waited_too_long: 'none',
  unknown_caller: 'none',
  unseal: 'none',
  egress_blocked: 'none',
  dns: 'failed',
  connect: 'failed',
  tls: 'failed',
  timeout: 'failed',
  reset: 'failed',
  bad_answer: 'failed',
  caller: 'none',
  aborted: 'none',
  redirect: 'alive',
  http_status: 'answered',
  rejected: 'alive',
  unroutable: 'alive',
  too_large: 'alive',
};

const GONE = 410;
/** Standard Webhooks: who answers so wants fewer requests. */
const THROTTLING: readonly number[] = [429, 502, 504];
/** Of 408, 429 and 5xx, those that a server in good order gives. */
const NO_FAULT: readonly number[] = [501, 505];

/** Whoever asks for more means something else. */
const MAX_RETRY_AFTER_MS = 86_400_000;

const DELIVERED: Outcome = { kind: 'alive', text: '' };

/** @param now ms since the epoch, to read a Retry-After that is a date */
export function outcomeOf(error: DeliveryError | null, now = Date.now()): Outcome {
  if (!error) return DELIVERED;
  const { code, message: text, answered } = error;
  const says = SAYS[code];
  if (says === 'failed') return { kind: 'failed', text, retryAfterMs: 0, isThrottling: false };
  if (says !== 'answered') return { kind: says, text };
  const status = answered?.statusCode ?? 0;
  if (status === GONE) return { kind: 'gone', text };
  const asked = Math.min(retryAfterMs(answered?.retryAfter ?? null, now), MAX_RETRY_AFTER_MS);
  const isThrottling = THROTTLING.includes(status);
  if (asked === 0 && !isThrottling && !isServerFault(status)) return { kind: 'alive', text };
  return { kind: 'failed', text, retryAfterMs: asked, isThrottling };
}

function isServerFault(status: number): boolean {
  return (status >= 500 || status === 408) && !NO_FAULT.includes(status);
}
