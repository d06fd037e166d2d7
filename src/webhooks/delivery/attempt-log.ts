import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { KEY_PREFIX, RedisConnections } from '../../redis/redis-connections.js';
import type { Attempt } from './delivery.js';

/** A delivery may wait this long for its next attempt; its earlier ones must be there then. */
const LONGEST_WAIT_SECONDS = 86_400;
/** More than a delivery's retries and a handful of resends. */
const MAX_ATTEMPTS_KEPT = 100;

/**
 * The failed attempts of deliveries. The successful one is the Bull job's return value and costs nothing more; a failed
 * job has no such place, so its attempts are kept in a list beside it.
 */
@Injectable()
export class AttemptLog {
  constructor(
    private readonly redis: RedisConnections,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** @throws Error when Redis cannot be reached */
  async append(deliveryId: string, attempt: Attempt): Promise<void> {
    const key = keyOf(deliveryId);
    await this.redis.commands
      .multi()
      .rpush(key, JSON.stringify(attempt))
      .ltrim(key, -MAX_ATTEMPTS_KEPT, -1)
      .expire(key, this.settings.resultTtlSeconds + LONGEST_WAIT_SECONDS)
      .exec();
  }

  /** The failed attempts of a delivery, oldest first. */
  async list(deliveryId: string): Promise<Attempt[]> {
    const entries = await this.redis.commands.lrange(keyOf(deliveryId), 0, -1);
    return entries.map((entry: string) => JSON.parse(entry) as Attempt);
  }
}

function keyOf(deliveryId: string): string {
  return `${KEY_PREFIX}:delivery-attempts:${deliveryId}`;
}
