import type { BullModuleAsyncOptions } from '@nestjs/bull';
import { RedisConnections } from '../../redis/redis-connections.js';
import { DELIVERY_QUEUE, DELIVERY_WORKER_QUEUE } from './delivery.js';

/**
 * A worker that stops or dies in the middle of an attempt leaves its job to be found as stalled. That says nothing
 * against the job, so it may happen as often as services are restarted in a row.
 */
const MAX_STALLED_COUNT = 20;

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
    return {
      ...options,
      name: DELIVERY_QUEUE,
      settings: { ...options.settings, maxStalledCount: MAX_STALLED_COUNT },
    };
  },
};
