import type { Redis } from 'ioredis';

interface KeptKey {
  readonly key: string;
  readonly ttlMs: number;
  readonly value: Buffer;
}

/** All that a Redis had at one moment, to be had again: as after a failover, or a loss of power, that took what came later. */
export class RedisSnapshot {
  private constructor(
    private readonly redis: Redis,
    private readonly keys: readonly KeptKey[],
  ) {}

  static async of(redis: Redis): Promise<RedisSnapshot> {
    const kept = (await redis.keys('*')).map(async (key): Promise<KeptKey[]> => {
      const [value, ttlMs] = await Promise.all([redis.dumpBuffer(key), redis.pttl(key)]);
      return value ? [{ key, ttlMs: Math.max(0, ttlMs), value }] : [];
    });
    return new RedisSnapshot(redis, (await Promise.all(kept)).flat());
  }

  /** In one step. Connections stay. */
  async restore(): Promise<void> {
    const transaction = this.redis.multi().flushall();
    for (const { key, ttlMs, value } of this.keys) transaction.restore(key, ttlMs, value);
    await transaction.exec();
  }
}
