import { Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { randomUUID } from 'node:crypto';
import { answersOf } from '../../redis/pipeline-answers.js';
import { RedisConnections } from '../../redis/redis-connections.js';
import { RedisScript } from '../../redis/redis-script.js';
import { SUBSCRIPTION_KEYS } from './subscription-keys.js';
import type { Subscription } from './subscription.js';

/** All subscriptions at one moment. */
export interface StoredSubscriptions {
  /** Changes with every change; null when there never was a subscription. */
  readonly version: string | null;
  readonly subscriptions: readonly Subscription[];
}

/**
 * Adds a subscription unless there are enough. KEYS all, version. ARGV id, subscription, new version, limit.
 * Returns 1 done, 0 there are enough.
 */
const ADD = new RedisScript(`
  if redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[4]) then return 0 end
  redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
  redis.call('SET', KEYS[2], ARGV[3])
  return 1`);

/**
 * Changes a subscription if it still is of the revision that the change was made from. KEYS all, version. ARGV id,
 * subscription, new version, revision. Returns 1 done, 0 it is of another revision, or gone.
 */
const REPLACE = new RedisScript(`
  local known = redis.call('HGET', KEYS[1], ARGV[1])
  if not known or cjson.decode(known)['revision'] ~= tonumber(ARGV[4]) then return 0 end
  redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
  redis.call('SET', KEYS[2], ARGV[3])
  return 1`);

/**
 * Keeps subscriptions in Redis. Every change gives the whole set a new version in the same step, by which other processes
 * see that what they have read is old.
 */
@Injectable()
export class SubscriptionStore {
  constructor(private readonly redis: RedisConnections) {}

  /** Waits for a Redis that is away: whoever asks has a job's end to tell, or a delivery to make. */
  async version(): Promise<string | null> {
    return this.redis.patient.get(SUBSCRIPTION_KEYS.version);
  }

  /** Waits for Redis as {@link version} does. */
  async readForWorker(): Promise<StoredSubscriptions> {
    return this.readOver(this.redis.patient);
  }

  /** @throws Error at once when Redis cannot be reached */
  async readForClient(): Promise<readonly Subscription[]> {
    return (await this.readOver(this.redis.commands)).subscriptions;
  }

  async find(id: string): Promise<Subscription | undefined> {
    const text = await this.redis.commands.hget(SUBSCRIPTION_KEYS.all, id);
    return text === null ? undefined : (JSON.parse(text) as Subscription);
  }

  /** False when there are `limit` subscriptions already. */
  async add(subscription: Subscription, limit: number): Promise<boolean> {
    return this.write(ADD, subscription, limit);
  }

  /** False when it has been changed or deleted since `revision`. */
  async replace(subscription: Subscription, revision: number): Promise<boolean> {
    return this.write(REPLACE, subscription, revision);
  }

  /** False when there was none. */
  async delete(id: string): Promise<boolean> {
    const { all, status, version } = SUBSCRIPTION_KEYS;
    const transaction = this.redis.commands.multi().hdel(all, id).del(status(id)).set(version, randomUUID());
    const [deleted] = await answersOf(transaction);
    return deleted === 1;
  }

  /** Version and subscriptions of the same moment. */
  private async readOver(redis: Redis): Promise<StoredSubscriptions> {
    const { version, all } = SUBSCRIPTION_KEYS;
    const [current, texts] = await answersOf(redis.multi().get(version).hvals(all));
    const subscriptions = (texts as string[]).map((text) => JSON.parse(text) as Subscription);
    return { version: current as string | null, subscriptions };
  }

  private async write(script: RedisScript, subscription: Subscription, condition: number): Promise<boolean> {
    const { all, version } = SUBSCRIPTION_KEYS;
    const args = [subscription.id, JSON.stringify(subscription), randomUUID(), condition];
    return (await script.run(this.redis.commands, [all, version], args)) === 1;
  }
}
