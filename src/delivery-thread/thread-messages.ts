import type { MetricSnapshot } from '../observability/metrics/metric-family.js';
import type { RedisEndpoint } from '../redis/redis-endpoint.js';

/** What the thread is given when it is made. */
export interface ThreadStart {
  /** The environment variables that the settings are read from. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether log lines are for a person at a terminal. */
  readonly isTerminal: boolean;
}

export type ToThread =
  | { readonly type: 'begin'; readonly endpoint: RedisEndpoint }
  | { readonly type: 'stop' }
  | { readonly type: 'count' };

export type FromThread =
  | { readonly type: 'failed'; readonly message: string }
  /** Answers `count`, in the order of the questions. */
  | { readonly type: 'metrics'; readonly metrics: readonly MetricSnapshot[] };

/** The delivery thread could not start, or has crashed. */
export class DeliveryThreadError extends Error {
  readonly code = 'DELIVERY_THREAD_FAILED';
  constructor(reason: string) {
    super(`The webhook delivery thread failed: ${reason}`);
  }
}
