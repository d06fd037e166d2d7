import { Injectable } from '@nestjs/common';
import { KEY_PREFIX, RedisConnections } from '../../redis/redis-connections.js';
import { TurnBatch } from '../../redis/turn-batch.js';

/** Sorted set of delivery ids by the time they were queued, ms since the epoch. */
const KEY = `${KEY_PREFIX}:deliveries`;

/** A delivery's place in the log. */
export interface IndexEntry {
  readonly id: string;
  /** When it was queued, ms since the epoch. */
  readonly score: number;
}

/** The order of deliveries, over all states that Bull keeps apart. */
@Injectable()
export class DeliveryIndex {
  private readonly adding = new TurnBatch<IndexEntry>((entries) => this.addAll(entries));

  constructor(private readonly redis: RedisConnections) {}

  /**
   * Adding twice keeps the first place.
   *
   * @throws Error when Redis cannot be reached
   */
  add(id: string, now = Date.now()): Promise<void> {
    return this.adding.add({ id, score: now });
  }

  async remove(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.redis.commands.zrem(KEY, ...ids);
  }

  /** The next `count` entries, newest first, behind `cursor`. Its delivery may be gone: its score says where it stood. */
  async after(cursor: IndexEntry | undefined, count: number): Promise<IndexEntry[]> {
    const redis = this.redis.commands;
    if (!cursor) return entries(await redis.zrevrange(KEY, 0, count - 1, 'WITHSCORES'));
    const rank = await redis.zrevrank(KEY, cursor.id);
    if (rank !== null) return entries(await redis.zrevrange(KEY, rank + 1, rank + count, 'WITHSCORES'));
    return entries(
      await redis.zrevrangebyscore(KEY, `(${cursor.score}`, '-inf', 'WITHSCORES', 'LIMIT', 0, count),
    );
  }

  private async addAll(added: readonly IndexEntry[]): Promise<[]> {
    await this.redis.commands.zadd(KEY, 'NX', ...added.flatMap(({ id, score }) => [score, id]));
    return [];
  }
}

function entries(flat: readonly string[]): IndexEntry[] {
  const result: IndexEntry[] = [];
  for (let index = 0; index + 1 < flat.length; index += 2) {
    result.push({ id: flat[index] ?? '', score: Number(flat[index + 1]) });
  }
  return result;
}
