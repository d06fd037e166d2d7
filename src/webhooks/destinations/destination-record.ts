/**
 * How a destination stands. `active`: gets its deliveries. `throttled`: asked to be left alone for a while. `open`: failed
 * too often in a row, so the breaker keeps deliveries back. `half_open`: that while is over, and one delivery tries it.
 * `paused`: until somebody resumes it.
 */
export const DESTINATION_STATES = ['active', 'throttled', 'open', 'half_open', 'paused'] as const;
export type DestinationState = (typeof DESTINATION_STATES)[number];

/** A destination as it is shown. Times are milliseconds since the epoch. */
export interface DestinationRecord {
  readonly origin: string;
  readonly state: DestinationState;
  readonly inFlight: number;
  readonly waiting: number;
  readonly failuresInRow: number;
  /** When the breaker or the throttling ends; null when neither holds. */
  readonly closedUntil: number | null;
  readonly pause: { readonly at: number; readonly reason: string } | null;
  readonly lastSuccessAt: number | null;
  readonly lastFailureAt: number | null;
  readonly lastError: string | null;
}
