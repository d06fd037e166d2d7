import { labelsOf } from './counter.js';
import type { MetricFamily, Sample } from './metric-family.js';

interface Times {
  readonly labels: Record<string, string>;
  /** How many fell into each bucket, the last one being all above. Not cumulative. */
  readonly counts: number[];
  sum: number;
}

/** Times events by labels, in seconds. Ours for the reason of {@link Counter}. */
export class TimeHistogram<Label extends string> implements MetricFamily {
  readonly type = 'histogram';
  private readonly children = new Map<string, Times>();

  /**
   * @param labelNames in the order of the values that {@link add} gets
   * @param buckets upper bounds in seconds, ascending
   */
  constructor(
    readonly name: string,
    readonly help: string,
    private readonly labelNames: readonly Label[],
    private readonly buckets: readonly number[],
  ) {}

  add(seconds: number, ...labelValues: readonly string[]): void {
    const times = this.timesOf(labelValues);
    let bucket = 0;
    while (bucket < this.buckets.length && seconds > (this.buckets[bucket] ?? Infinity)) bucket++;
    times.counts[bucket] = (times.counts[bucket] ?? 0) + 1;
    times.sum += seconds;
  }

  values(): readonly Sample[] {
    return [...this.children.values()].flatMap(({ labels, counts, sum }) => {
      let total = 0;
      const metricName = `${this.name}_bucket`;
      const cumulative = counts.map((count, index) => {
        const le = index < this.buckets.length ? String(this.buckets[index]) : '+Inf';
        return { metricName, labels: { ...labels, le }, value: (total += count) };
      });
      return [
        ...cumulative,
        { metricName: `${this.name}_sum`, labels, value: sum },
        { metricName: `${this.name}_count`, labels, value: total },
      ];
    });
  }

  private timesOf(labelValues: readonly string[]): Times {
    const key = labelValues.join('\n');
    const known = this.children.get(key);
    if (known) return known;
    const labels = labelsOf(this.labelNames, labelValues);
    const times = { labels, counts: new Array<number>(this.buckets.length + 1).fill(0), sum: 0 };
    this.children.set(key, times);
    return times;
  }
}
