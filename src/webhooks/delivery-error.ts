/**
 * Stable codes of why an attempt failed, by the stage in which it did: before anything was sent (`unsubscribed`: its
 * subscription was paused or deleted; `waited_too_long`: for its destination; `unknown_caller`, `unseal`, `egress_blocked`, `dns`, `connect`, `tls`), during the exchange (`timeout`, `reset`, `bad_answer`,
 * `caller`, `aborted`), or by what the destination answered: over HTTP (`redirect`, `http_status`), or a broker (`rejected`:
 * it would not take the message; `unroutable`: it had nowhere to put it; `too_large`).
 */
export const DELIVERY_ERROR_CODES = [
  'unsubscribed',
  'waited_too_long',
  'unknown_caller',
  'unseal',
  'egress_blocked',
  'dns',
  'connect',
  'tls',
  'timeout',
  'reset',
  'bad_answer',
  'caller',
  'aborted',
  'redirect',
  'http_status',
  'rejected',
  'unroutable',
  'too_large',
] as const;
export type DeliveryErrorCode = (typeof DELIVERY_ERROR_CODES)[number];

/** What the destination had answered when the attempt failed. */
export interface FailedAnswer {
  /** Null for destinations that have none. */
  readonly statusCode: number | null;
  /** Start of the answer's body, as text. */
  readonly answer: string;
  /** The `Retry-After` header as it came (RFC 9110, 10.2.3). */
  readonly retryAfter: string | null;
}

/** A failed attempt. The message is one sentence for a user and holds nothing of the webhook but scheme, host and port. */
export class DeliveryError extends Error {
  constructor(
    readonly code: DeliveryErrorCode,
    message: string,
    readonly answered: FailedAnswer | null = null,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'DeliveryError';
  }
}
