/** How far the wall clock may run away from the monotonic one, by slewing and rounding, in the seconds of a lease. */
const MOST_DRIFT_MS = 1_000;

/** A point in time that no setting of the wall clock moves, and how the wall clock stood to it. */
export interface Moment {
  /** Milliseconds of the monotonic clock. */
  readonly atMs: number;
  /** By how many milliseconds the wall clock was ahead. */
  readonly wallAheadMs: number;
}

export function thisMoment(): Moment {
  const atMs = performance.now();
  return { atMs, wallAheadMs: Date.now() - atMs };
}

/**
 * Whether the machine may have been suspended in between: then the wall clock went on, and the monotonic one did not
 * (clock_gettime(2)). A wall clock that was set forward looks the same.
 */
export function mayHaveSlept(from: Moment, to: Moment): boolean {
  return to.wallAheadMs - from.wallAheadMs > MOST_DRIFT_MS;
}
