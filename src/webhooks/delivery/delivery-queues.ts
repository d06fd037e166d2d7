import type { BullModuleAsyncOptions } from '@nestjs/bull';
import type { JobOptions } from 'bull';
import { RedisConnections } from '../../redis/redis-connections.js';
import { DeliveryError } from '../delivery-error.js';
import { MustLineUpError } from '../destinations/must-line-up-error.js';
import type { Retries } from '../webhook.js';
import { DELIVERY_QUEUE, DELIVERY_WORKER_QUEUE } from './delivery.js';
import { canRetry, retryDelayMs } from './retry-policy.js';

/**
 * A worker that stops or dies in the middle of an attempt leaves its job to be found as stalled. That says nothing
 * against the job, so it may happen as often as services are restarted in a row.
 */
const MAX_STALLED_COUNT = 20;

/** How often a lost worker's attempts are looked for: a webhook must not wait for it longer than for the lock. */
const STALLED_INTERVAL_MS = 5_000;

/** A worker that dies before a delivery that it put aside is in its line: the delivery comes back and asks again. */
const UNTIL_LINED_UP_MS = 5_000;

const RETRY_STRATEGY = 'webhook';

/** What Bull's `backoff` gets as `options`. */
type BackoffOptions = Pick<Retries, 'intervalsSeconds'>;

/** The queue as deliveries are added to it: fails at once when Redis is away. */
export const producerQueue: BullModuleAsyncOptions = {
  name: DELIVERY_QUEUE,
  inject: [RedisConnections],
  useFactory: (redis: RedisConnections) => redis.queueOptions('producer'),
};

/** The same queue as its processor sees it: waits for Redis. */
export const workerQueue: BullModuleAsyncOptions = {
  name: DELIVERY_WORKER_QUEUE,
  inject: [RedisConnections],
  useFactory: (redis: RedisConnections) => {
    const options = redis.queueOptions('worker');
    const backoffStrategies = { [RETRY_STRATEGY]: waitAfter };
    const settings = {
      ...options.settings,
      maxStalledCount: MAX_STALLED_COUNT,
      stalledInterval: STALLED_INTERVAL_MS,
      backoffStrategies,
    };
    return { ...options, name: DELIVERY_QUEUE, settings };
  },
};

/** Bull's options of a delivery: how often and when it may be tried again. */
export function retryOptions(maxRetries: number, { intervalsSeconds }: Retries): JobOptions {
  const options: BackoffOptions = { intervalsSeconds };
  return { attempts: maxRetries + 1, backoff: { type: RETRY_STRATEGY, options } };
}

/** Bull asks after each failed attempt but the last: milliseconds to wait, or -1 to end the delivery. */
function waitAfter(failedAttempts: number, error: Error, options: BackoffOptions): number {
  if (error instanceof MustLineUpError) return UNTIL_LINED_UP_MS;
  if (!(error instanceof DeliveryError) || !canRetry(error)) return -1;
  return retryDelayMs(error, failedAttempts, options);
}
