export type Labels = Readonly<Record<string, string>>;

/** One value of a metric. */
export interface Sample {
  readonly labels: Labels;
  readonly value: number;
  /** Where it differs from the family's: the parts of a histogram. */
  readonly metricName?: string;
}

/** A metric, with what it is now for each combination of its labels. Plain data: it travels between threads. */
export interface MetricSnapshot {
  readonly name: string;
  /** One sentence. */
  readonly help: string;
  readonly type: 'counter' | 'gauge' | 'histogram' | 'summary';
  readonly values: readonly Sample[];
}

/** A metric as it is registered: asked for its values at each scrape. */
export interface MetricFamily extends Omit<MetricSnapshot, 'values'> {
  /** Never rejects. */
  values(): readonly Sample[] | Promise<readonly Sample[]>;
}
