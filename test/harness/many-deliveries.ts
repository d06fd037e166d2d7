import type { WebhooksApp } from './webhooks-app.js';
import { DELIVERY_QUEUE, deliveryId } from '../../src/webhooks/delivery/delivery.js';
import { INDEX_KEYS } from '../../src/webhooks/log/delivery-index.js';
import { KEY_PREFIX } from '../../src/redis/key-prefix.js';
import { RedisConnections } from '../../src/redis/redis-connections.js';
import { aJobEvent } from '../lab/webhook-receiver/a-job-event.js';

const BATCH = 1_000;

interface Many {
  readonly count: number;
  readonly caller?: string;
  readonly destination: string;
  /** How they ended; `delivered` unless given. */
  readonly state?: 'completed' | 'failed';
  /** When the first was queued, ms since the epoch; the others one millisecond later each, unless `gapMs` says else. */
  readonly firstAt: number;
  readonly gapMs?: number;
}

/** Writes deliveries that have ended into the log, as Bull and the index keep them, in no time. Answers their ids in order. */
export async function writeDeliveries(app: WebhooksApp, many: Many): Promise<string[]> {
  const { caller = 'basic', state = 'completed', count, destination, firstAt, gapMs = 1 } = many;
  const redis = app.context.get(RedisConnections, { strict: false }).commands;
  const queue = `${KEY_PREFIX}:${DELIVERY_QUEUE}`;
  const ids: string[] = [];
  for (let written = 0; written < count; written += BATCH) {
    const pipeline = redis.pipeline();
    for (let number = written; number < Math.min(count, written + BATCH); number++) {
      const event = aJobEvent();
      const id = deliveryId(event);
      const at = firstAt + number * gapMs;
      const webhook = {
        caller,
        destination,
        events: [],
        retries: { max: 0, intervalsSeconds: [10] },
        sealed: '',
      };
      pipeline.hset(`${queue}:${id}`, {
        name: '__default__',
        data: JSON.stringify({ event, webhook }),
        opts: '{"attempts":1}',
        timestamp: at,
        delay: 0,
        attemptsMade: 1,
        finishedOn: at + 1,
      });
      pipeline.zadd(`${queue}:${state}`, at + 1, id);
      for (const key of [INDEX_KEYS.all, INDEX_KEYS.caller(caller), INDEX_KEYS.destination(destination)])
        pipeline.zadd(key, at, id);
      ids.push(id);
    }
    await pipeline.exec();
  }
  return ids;
}
