import { Injectable } from '@nestjs/common';
import type { ThrottlerStorage } from '@nestjs/throttler';
import { KEY_PREFIX } from '../../redis/key-prefix.js';
import { RedisConnections } from '../../redis/redis-connections.js';
import { RedisScript } from '../../redis/redis-script.js';

const MS_PER_SECOND = 1_000;

/** KEYS counter. ARGV length of the window (ms). Returns how many there were in the window, and how long it goes on (ms). */
const COUNT = new RedisScript<[hits: number, ms: number]>(`
  local hits = redis.call('INCR', KEYS[1])
  if hits == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
  return {hits, redis.call('PTTL', KEYS[1])}`);

/** What a store answers: times in seconds. */
type Count = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/**
 * Counts requests in Redis, so that a limit is one over all processes. (The published stores are made for Nest 11 and older.)
 * A window begins with its first request; who is over the limit is let in again when it ends.
 */
@Injectable()
export class RateStore implements ThrottlerStorage {
  constructor(private readonly redis: RedisConnections) {}

  /** @param ttl length of the window, ms */
  async increment(key: string, ttl: number, limit: number): Promise<Count> {
    const [totalHits, ms] = await COUNT.run(this.redis.commands, [`${KEY_PREFIX}:rate:${key}`], [ttl]);
    const seconds = Math.max(1, Math.ceil(ms / MS_PER_SECOND));
    return { totalHits, timeToExpire: seconds, isBlocked: totalHits > limit, timeToBlockExpire: seconds };
  }
}
