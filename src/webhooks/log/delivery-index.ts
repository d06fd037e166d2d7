import { Injectable } from '@nestjs/common';
import { answersOf } from '../../redis/pipeline-answers.js';
import { KEY_PREFIX } from '../../redis/key-prefix.js';
import { RedisConnections } from '../../redis/redis-connections.js';
import { TurnBatch } from '../../redis/turn-batch.js';

/** A delivery's place in the log. */
export interface IndexEntry {
  readonly id: string;
  /** When it was queued, ms since the epoch. */
  readonly score: number;
}

/** What a delivery is found by. */
export interface IndexedDelivery {
  readonly id: string;
  readonly caller: string;
  readonly destination: string;
  /** Whether a subscription asked for it: then its id does not follow from the job's. */
  readonly isOfSubscription: boolean;
  /** When it was queued, ms since the epoch. */
  readonly createdAt: number;
}

const BASE = `${KEY_PREFIX}:deliveries`;

/** Sorted sets of delivery ids by the time they were queued; those of subscriptions also in the order of their ids. */
export const INDEX_KEYS = {
  all: BASE,
  ofSubscriptions: `${BASE}:of-subscriptions`,
  caller: (name: string) => `${BASE}:caller:${name}`,
  destination: (origin: string) => `${BASE}:destination:${origin}`,
};

/** The order of deliveries, over all states that Bull keeps apart, and by what they are looked for. */
@Injectable()
export class DeliveryIndex {
  private readonly adding = new TurnBatch<IndexedDelivery>((deliveries) => this.addAll(deliveries));

  constructor(private readonly redis: RedisConnections) {}

  /**
   * Adding twice keeps the first place.
   *
   * @throws Error when Redis cannot be reached
   */
  add(delivery: IndexedDelivery): Promise<void> {
    return this.adding.add(delivery);
  }

  /** Ids of the deliveries of a job's event that subscriptions asked for. @param id of the one to the job's own webhook */
  async ofSubscriptions(id: string): Promise<string[]> {
    const prefix = `${id}_`;
    return this.redis.commands.zrangebylex(INDEX_KEYS.ofSubscriptions, `[${prefix}`, `[${prefix}\xff`);
  }

  private async addAll(deliveries: readonly IndexedDelivery[]): Promise<[]> {
    const sets = new Map<string, (string | number)[]>();
    const put = (key: string, score: number, id: string): void => {
      const members = sets.get(key);
      if (members) members.push(score, id);
      else sets.set(key, [score, id]);
    };
    for (const { id, caller, destination, isOfSubscription, createdAt } of deliveries) {
      put(INDEX_KEYS.all, createdAt, id);
      if (isOfSubscription) put(INDEX_KEYS.ofSubscriptions, 0, id);
      put(INDEX_KEYS.caller(caller), createdAt, id);
      put(INDEX_KEYS.destination(destination), createdAt, id);
    }
    const pipeline = this.redis.commands.pipeline();
    for (const [key, members] of sets) pipeline.zadd(key, 'NX', ...members);
    await answersOf(pipeline);
    return [];
  }
}
