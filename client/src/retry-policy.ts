/** When a request is sent again by itself. */
export interface RetryPolicy {
  /** Further attempts after the first, at most. */
  readonly maxRetries: number;
  /** No single wait is longer, ms: when the service asks for more, its refusal is thrown. */
  readonly maxDelayMs: number;
}

export const DEFAULT_RETRY_POLICY: RetryPolicy = { maxRetries: 3, maxDelayMs: 60_000 };

const FIRST_DELAY_MS = 250;
/** RFC 6585, 4: refused before anything was done. */
const TOO_MANY_REQUESTS = 429;
/** The service itself, or a proxy before it, could not serve it now. */
const PASSING: readonly number[] = [502, 503, 504];

/** Whether an answer with this status may be another one next time. @param isRepeatable twice is the same as once */
export function mayPass(status: number, isRepeatable: boolean): boolean {
  return status === TOO_MANY_REQUESTS || (isRepeatable && PASSING.includes(status));
}

/** How long to wait before attempt `attempt` (1: the first repetition), ms: what the service asks for, or doubling, jittered. */
export function delayBefore(attempt: number, retryAfterSeconds: number | undefined): number {
  if (retryAfterSeconds !== undefined) return retryAfterSeconds * 1_000;
  const longest = FIRST_DELAY_MS * 2 ** (attempt - 1);
  return longest / 2 + (Math.random() * longest) / 2;
}

/** Reads `Retry-After` (RFC 9110, 10.2.3): seconds, or a date. */
export function retryAfterSeconds(headers: Headers, now = Date.now()): number | undefined {
  const text = headers.get('retry-after');
  if (text === null) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, (at - now) / 1_000);
}
