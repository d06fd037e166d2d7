/** How long something took, over many times, in milliseconds. */
export interface Durations {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** Null when there is none. */
export function durationsOf(samples: readonly number[]): Durations | null {
  if (samples.length === 0) return null;
  return { p50: percentile(samples, 0.5), p99: percentile(samples, 0.99), max: percentile(samples, 1) };
}

/** The value below which `share` (0 to 1) of the samples lie; nearest rank, so that it is one that was measured. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}
