/** How long something took, over many times, in milliseconds. */
export interface Durations {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** Null when there is none. By nearest rank: each figure is a duration that was measured. */
export function durationsOf(samples: readonly number[]): Durations | null {
  const sorted = [...samples].sort((one, other) => one - other);
  const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? NaN;
  return sorted.length === 0 ? null : { p50: at(0.5), p99: at(0.99), max: at(1) };
}
