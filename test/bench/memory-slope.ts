/** What a process held at one moment, after a collection of garbage. */
export interface MemorySample {
  /** Seconds since the start. */
  readonly at: number;
  readonly rssMb: number;
  readonly heapMb: number;
}

/** The way of one figure over a run, its first third left out: caches, pools and compiled code fill up then. */
export interface Slope {
  readonly mbPerHour: number;
  readonly from: number;
  readonly to: number;
  readonly grows: boolean;
}

const WARM_UP_SHARE = 1 / 3;
const SECONDS_PER_HOUR = 3_600;

/**
 * Least squares through the samples. It grows when the line rises by more than both a share and an amount: noise does either.
 *
 * @param most share, and megabytes, by which it may rise from the first to the last sample that counts
 */
export function slopeOf(
  samples: readonly MemorySample[],
  figure: 'rssMb' | 'heapMb',
  most: { readonly share: number; readonly mb: number },
): Slope {
  const counted = samples.slice(Math.floor(samples.length * WARM_UP_SHARE));
  const meanAt = mean(counted.map(({ at }) => at));
  const meanMb = mean(counted.map((sample) => sample[figure]));
  const spread = counted.reduce((sum, { at }) => sum + (at - meanAt) ** 2, 0);
  const rise = counted.reduce((sum, sample) => sum + (sample.at - meanAt) * (sample[figure] - meanMb), 0);
  const perSecond = spread === 0 ? 0 : rise / spread;
  const lineAt = (sample: MemorySample | undefined): number =>
    meanMb + perSecond * ((sample?.at ?? meanAt) - meanAt);
  const [from, to] = [lineAt(counted[0]), lineAt(counted.at(-1))];
  const grows = to - from > most.mb && to - from > most.share * from;
  return { mbPerHour: perSecond * SECONDS_PER_HOUR, from, to, grows };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
