import { Injectable } from '@nestjs/common';
import type { Metric, Registry } from 'prom-client';
import type { MetricFamily, MetricSnapshot, Sample } from './metric-family.js';

/** What another thread of this process has counted. Never rejects: what does not answer has nothing. */
export type MetricSource = () => Promise<readonly MetricSnapshot[]>;

/** Every metric of this thread; with those of the process's other threads, what Prometheus gets. */
@Injectable()
export class MetricsRegistry {
  private readonly families: MetricFamily[] = [];
  private readonly sources: MetricSource[] = [];
  private defaults: Promise<Registry> | undefined;

  register(...families: readonly MetricFamily[]): void {
    this.families.push(...families);
  }

  /** Registers what is looked up when Prometheus asks. @param values never rejects */
  gauge(name: string, help: string, values: MetricFamily['values']): void {
    this.register({ type: 'gauge', name, help, values });
  }

  /** Has the metrics of another thread answered along. */
  include(source: MetricSource): void {
    this.sources.push(source);
  }

  /** The metrics of this thread. */
  snapshot(): Promise<MetricSnapshot[]> {
    return Promise.all(
      this.families.map(async (family) => {
        const { name, help, type } = family;
        return { name, help, type, values: await family.values() };
      }),
    );
  }

  /** Everything, in Prometheus' text format, and its media type. */
  async exposition(): Promise<{ readonly text: string; readonly contentType: string }> {
    const [defaults, own, ...others] = await Promise.all([
      (this.defaults ??= processMetrics()),
      this.snapshot(),
      ...this.sources.map((source) => source()),
    ]);
    const { Registry } = await import('prom-client');
    const writer = new Registry();
    for (const metric of merged(own, others.flat())) writer.registerMetric(asMetric(metric));
    const texts = await Promise.all([writer.metrics(), defaults.metrics()]);
    return { text: texts.join('\n'), contentType: writer.contentType };
  }
}

/** Gauges with the ending of counters, and the sums of the same names without it. */
const MISNAMED = ['handles', 'requests', 'resources'].map((what) => `nodejs_active_${what}_total`);

/** What prom-client knows of Node and the process. Loaded and begun at the first scrape: who never asks pays nothing. */
async function processMetrics(): Promise<Registry> {
  const { collectDefaultMetrics, Registry } = await import('prom-client');
  const register = new Registry();
  collectDefaultMetrics({ register });
  for (const name of MISNAMED) register.removeSingleMetric(name);
  return register;
}

/** Threads have labels, or metrics, of their own: no value of one is in another. */
function merged(own: readonly MetricSnapshot[], others: readonly MetricSnapshot[]): MetricSnapshot[] {
  const families = new Map<string, MetricSnapshot & { values: readonly Sample[] }>();
  for (const family of [...own, ...others]) {
    const known = families.get(family.name);
    families.set(family.name, { ...family, values: [...(known?.values ?? []), ...family.values] });
  }
  return [...families.values()];
}

/** What a prom-client registry reads of a metric (15.1.3); its types ask for the whole class. */
function asMetric(snapshot: MetricSnapshot): Metric {
  return { name: snapshot.name, get: () => Promise.resolve(snapshot) } as unknown as Metric;
}
