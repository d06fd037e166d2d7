import { Injectable } from '@nestjs/common';
import { KEY_PREFIX } from '../../redis/key-prefix.js';
import { RedisConnections } from '../../redis/redis-connections.js';
import { RedisScript } from '../../redis/redis-script.js';
import type { KeyRecord } from './key-record.js';

/** More than one for each program and person of a large network; every process has all of them in memory. */
export const MOST_KEYS = 1_000;

const RECORDS = `${KEY_PREFIX}:keys`;
/** Counts changes, so that a look at it tells whether there is something new. */
const VERSION = `${KEY_PREFIX}:keys:version`;
const USED = `${KEY_PREFIX}:keys:used`;

/** KEYS records, version. ARGV id, record, most. Returns 1 when it was added. */
const ADD_KEY = new RedisScript(`
  if redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[3]) then return 0 end
  redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
  redis.call('INCR', KEYS[2])
  return 1`);

/** KEYS records, version, last uses. ARGV id. Returns 1 when there was such a key. */
const REMOVE_KEY = new RedisScript(`
  redis.call('HDEL', KEYS[3], ARGV[1])
  local removed = redis.call('HDEL', KEYS[1], ARGV[1])
  if removed == 1 then redis.call('INCR', KEYS[2]) end
  return removed`);

/** Keeps the made API keys in Redis. */
@Injectable()
export class KeyStore {
  constructor(private readonly redis: RedisConnections) {}

  /** @returns false when there are {@link MOST_KEYS} already */
  async add(key: KeyRecord): Promise<boolean> {
    const args = [key.id, JSON.stringify(key), MOST_KEYS];
    return (await ADD_KEY.run(this.redis.commands, [RECORDS, VERSION], args)) === 1;
  }

  /** @returns false when there is no such key */
  async remove(id: string): Promise<boolean> {
    return (await REMOVE_KEY.run(this.redis.commands, [RECORDS, VERSION, USED], [id])) === 1;
  }

  async all(): Promise<KeyRecord[]> {
    const records = await this.redis.commands.hvals(RECORDS);
    return records.map((text) => JSON.parse(text) as KeyRecord);
  }

  /** Another text after each change. */
  async version(): Promise<string> {
    return (await this.redis.commands.get(VERSION)) ?? '0';
  }

  /** Notes when keys were used last; by id, milliseconds since the epoch. */
  async noteUses(uses: ReadonlyMap<string, number>): Promise<void> {
    if (uses.size > 0) await this.redis.commands.hset(USED, new Map(uses));
  }

  /** When keys were used last. */
  async lastUses(): Promise<ReadonlyMap<string, number>> {
    const uses = await this.redis.commands.hgetall(USED);
    return new Map(Object.entries(uses).map(([id, at]) => [id, Number(at)]));
  }
}
