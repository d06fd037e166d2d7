import { Injectable, Logger } from '@nestjs/common';
import { answersOf } from '../../redis/pipeline-answers.js';
import { RedisConnections } from '../../redis/redis-connections.js';
import { RedisScript } from '../../redis/redis-script.js';
import { TurnBatch } from '../../redis/turn-batch.js';
import type { Attempt } from '../delivery/delivery.js';
import type { DeliveryErrorCode } from '../delivery-error.js';
import { SUBSCRIPTION_KEYS } from './subscription-keys.js';

/** How a subscription's deliveries went lately. Times are ISO 8601, UTC. */
export interface LastDelivery {
  readonly lastAttemptAt: string;
  readonly lastSuccessAt: string | null;
  /** Of the last attempt. */
  readonly statusCode: number | null;
  readonly error: { readonly code: DeliveryErrorCode; readonly message: string } | null;
  /** Attempts that failed since the last one that succeeded. */
  readonly consecutiveFailures: number;
}

interface Entry {
  readonly subscriptionId: string;
  readonly attempt: Attempt;
}

/**
 * Notes an attempt, unless the subscription is gone: an attempt may end after it was deleted. KEYS all, status.
 * ARGV id, attempt, time of the success or empty. Returns the failures in a row.
 */
const NOTE = new RedisScript(`
  if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 then return -1 end
  redis.call('HSET', KEYS[2], 'last', ARGV[2])
  if ARGV[3] == '' then return redis.call('HINCRBY', KEYS[2], 'failures', 1) end
  redis.call('HSET', KEYS[2], 'success', ARGV[3], 'failures', 0)
  return 0`);

/** Knows how the deliveries of each subscription went last. */
@Injectable()
export class SubscriptionStatus {
  private readonly logger = new Logger('Webhooks');
  private readonly noting = new TurnBatch<Entry, number>((entries) =>
    Promise.all(entries.map((entry) => this.write(entry))),
  );

  constructor(private readonly redis: RedisConnections) {}

  /** Takes an attempt down. Nobody waits for it, and nothing fails by it: it is for the operator's eye only. */
  note(subscriptionId: string, attempt: Attempt): void {
    this.noting.add({ subscriptionId, attempt }).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      this.logger.debug(`The status of subscription ${subscriptionId} could not be noted: ${reason}`);
    });
  }

  /** In the order of `ids`; null where there has been no attempt yet. */
  async readMany(ids: readonly string[]): Promise<(LastDelivery | null)[]> {
    if (ids.length === 0) return [];
    const pipeline = this.redis.commands.pipeline();
    for (const id of ids) pipeline.hmget(SUBSCRIPTION_KEYS.status(id), 'last', 'success', 'failures');
    return (await answersOf(pipeline)).map((fields) => toLastDelivery(fields as (string | null)[]));
  }

  private write({ subscriptionId, attempt }: Entry): Promise<number> {
    const { at, statusCode, error } = attempt;
    const keys = [SUBSCRIPTION_KEYS.all, SUBSCRIPTION_KEYS.status(subscriptionId)];
    const last = JSON.stringify({ at, statusCode, error });
    return NOTE.run(this.redis.commands, keys, [subscriptionId, last, error === null ? at : '']);
  }
}

function toLastDelivery([last, success, failures]: readonly (string | null)[]): LastDelivery | null {
  if (!last) return null;
  const { at, statusCode, error } = JSON.parse(last) as Pick<Attempt, 'at' | 'statusCode' | 'error'>;
  return {
    lastAttemptAt: at,
    lastSuccessAt: success ?? null,
    statusCode,
    error,
    consecutiveFailures: Number(failures ?? 0),
  };
}
