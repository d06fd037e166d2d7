import { Injectable } from '@nestjs/common';
import { KEY_PREFIX } from '../../redis/key-prefix.js';
import { RedisConnections } from '../../redis/redis-connections.js';
import type { Attempt } from './delivery.js';

/** More than a delivery's retries and a handful of resends. */
const MAX_ATTEMPTS_KEPT = 100;

/**
 * The failed attempts of deliveries. The successful one is the Bull job's return value and costs nothing more; a failed
 * job has no such place, so its attempts are kept in a list beside it, and go with it. A resend moves the success before it
 * there as well.
 */
@Injectable()
export class AttemptLog {
  constructor(private readonly redis: RedisConnections) {}

  /** Appending the same attempt twice is appending it once. @throws Error when Redis cannot be reached */
  async append(deliveryId: string, attempt: Attempt): Promise<void> {
    const key = attemptsKey(deliveryId);
    const entry = JSON.stringify(attempt);
    await this.redis.commands
      .multi()
      .lrem(key, 0, entry)
      .rpush(key, entry)
      .ltrim(key, -MAX_ATTEMPTS_KEPT, -1)
      .exec();
  }

  /** What was appended, oldest first. */
  async list(deliveryId: string): Promise<Attempt[]> {
    const entries = await this.redis.commands.lrange(attemptsKey(deliveryId), 0, -1);
    return entries.map((entry: string) => JSON.parse(entry) as Attempt);
  }
}

/** The Redis list of a delivery's attempts. */
export function attemptsKey(deliveryId: string): string {
  return `${KEY_PREFIX}:delivery-attempts:${deliveryId}`;
}
