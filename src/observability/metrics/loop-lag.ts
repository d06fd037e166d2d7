import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';
import type { Sample } from './metric-family.js';
import { MetricsRegistry } from './metrics-registry.js';

const NS_PER_SECOND = 1e9;
/** How often the event loop is looked at. It is woken for it, in native code. */
const RESOLUTION_MS = 20;
const RESOLUTION_SECONDS = RESOLUTION_MS / 1_000;
const QUANTILES = [0.5, 0.99, 1];

/** How long this thread's event loop was held up since it was last asked. */
@Injectable()
export class LoopLag implements OnApplicationShutdown {
  private readonly delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });

  constructor(registry: MetricsRegistry) {
    this.delays.enable();
    const help =
      'How long the event loop of a thread was held up since the last scrape: median, 99th percentile, worst.';
    registry.register({
      type: 'summary',
      name: 'netpulse_event_loop_lag_seconds',
      help,
      values: () => this.quantiles(),
    });
  }

  onApplicationShutdown(): void {
    this.delays.disable();
  }

  private quantiles(): Sample[] {
    const { delays } = this;
    const thread = isMainThread ? 'main' : 'deliveries';
    const samples = QUANTILES.map((quantile) => {
      const seconds = delays.count === 0 ? 0 : delays.percentile(quantile * 100) / NS_PER_SECOND;
      // The time between two looks is counted along.
      const value = Math.max(0, seconds - RESOLUTION_SECONDS);
      return { labels: { thread, quantile: String(quantile) }, value };
    });
    delays.reset();
    return samples;
  }
}
