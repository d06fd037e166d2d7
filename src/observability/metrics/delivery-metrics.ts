import { Injectable } from '@nestjs/common';
import { Counter } from './counter.js';
import { MetricsRegistry } from './metrics-registry.js';
import { TimeHistogram } from './time-histogram.js';

const MS_PER_SECOND = 1_000;
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

/** Counts and times webhooks, by the kind of their caller. No label names where they go. */
@Injectable()
export class DeliveryMetrics {
  private readonly deliveries = new Counter(
    'netpulse_webhook_deliveries_total',
    'Deliveries that have ended: delivered, or failed for good.',
    ['caller', 'outcome'],
  );
  private readonly attempts = new Counter(
    'netpulse_webhook_attempts_total',
    'Attempts at deliveries: delivered, or the code of the error.',
    ['caller', 'outcome'],
  );
  private readonly duration = new TimeHistogram(
    'netpulse_webhook_attempt_duration_seconds',
    'Time that an attempt at a delivery took.',
    ['caller'],
    BUCKETS,
  );

  constructor(registry: MetricsRegistry) {
    registry.register(this.deliveries, this.attempts, this.duration);
  }

  /** To be told of the kinds of callers where deliveries are made. */
  begin(callers: readonly string[]): void {
    for (const caller of callers) {
      for (const outcome of ['delivered', 'failed']) this.deliveries.begin(caller, outcome);
    }
  }

  /** @param errorCode null when the attempt succeeded: then the delivery has ended, too */
  attempted(caller: string, errorCode: string | null, durationMs: number): void {
    this.attempts.add(caller, errorCode ?? 'delivered');
    this.duration.add(durationMs / MS_PER_SECOND, caller);
    if (errorCode === null) this.deliveries.add(caller, 'delivered');
  }

  /** No further attempt will be made. */
  failed(caller: string): void {
    this.deliveries.add(caller, 'failed');
  }
}
