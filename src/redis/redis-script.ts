import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';

/** A Lua script and its digest: sent by digest, and whole only when Redis does not know it yet. */
export class RedisScript<Answer = number> {
  private readonly digest: string;

  constructor(private readonly source: string) {
    this.digest = createHash('sha1').update(source).digest('hex');
  }

  async run(redis: Redis, keys: readonly string[], args: readonly (string | number)[]): Promise<Answer> {
    try {
      return (await redis.evalsha(this.digest, keys.length, ...keys, ...args)) as Answer;
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
      return (await redis.eval(this.source, keys.length, ...keys, ...args)) as Answer;
    }
  }
}
