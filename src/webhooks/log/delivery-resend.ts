import { InjectQueue } from '@nestjs/bull';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bull';
import { conflict, notFound } from '../../problems/problem.js';
import { RedisConnections } from '../../redis/redis-connections.js';
import { RedisScript } from '../../redis/redis-script.js';
import { attemptsKey } from '../delivery/attempt-log.js';
import { DELIVERY_QUEUE, isDeliveryId, type Delivery } from '../delivery/delivery.js';
import type { DeliveryRecord } from './delivery-record.js';
import { DeliveryStore } from './delivery-store.js';

/** What became of the wish to send a delivery again. */
export type ResendResult = 'queued' | 'queued before' | 'under way' | 'ended later' | 'unknown';

const RESULTS: Readonly<Record<number, ResendResult>> = {
  1: 'queued',
  2: 'queued before',
  0: 'under way',
  [-1]: 'ended later',
};

/**
 * Puts an ended job back into the queue as if it had never been tried, and what it returned to its attempts. One step, so
 * that no delivery is ever under way twice; Bull's own script would take the end from a job that is not in the set it
 * was told. KEYS job, completed, failed, lock, wait, meta-paused, paused, attempts. ARGV id, now, recovery or empty, latest
 * end. Answers 1 done, 2 this recovery has done it before, 0 it is under way, -1 it ended later, -2 there is none.
 */
const RESEND = new RedisScript(`
  if redis.call('EXISTS', KEYS[1]) == 0 then return -2 end
  local fields = redis.call('HMGET', KEYS[1], 'finishedOn', 'returnvalue', 'recovery')
  local isDone = ARGV[3] ~= '' and fields[3] == ARGV[3]
  local hasEnded = redis.call('ZSCORE', KEYS[2], ARGV[1]) or redis.call('ZSCORE', KEYS[3], ARGV[1])
  if not hasEnded or redis.call('EXISTS', KEYS[4]) == 1 then return isDone and 2 or 0 end
  if tonumber(fields[1] or 0) > tonumber(ARGV[4]) then return isDone and 2 or -1 end
  if redis.call('ZREM', KEYS[2], ARGV[1]) == 1 and fields[2] then redis.call('RPUSH', KEYS[8], fields[2]) end
  redis.call('ZREM', KEYS[3], ARGV[1])
  redis.call('HDEL', KEYS[1], 'finishedOn', 'processedOn', 'returnvalue', 'failedReason', 'stacktrace')
  redis.call('HSET', KEYS[1], 'attemptsMade', 0, 'delay', 0, 'retriedOn', ARGV[2])
  if ARGV[3] ~= '' then redis.call('HSET', KEYS[1], 'recovery', ARGV[3]) end
  redis.call('LPUSH', redis.call('EXISTS', KEYS[6]) == 1 and KEYS[7] or KEYS[5], ARGV[1])
  return 1`);

/**
 * Sends deliveries again that have ended, however they did: with the same data, through the same caller, under the same
 * `webhook-id`, and with all their retries.
 */
@Injectable()
export class DeliveryResend {
  constructor(
    @InjectQueue(DELIVERY_QUEUE) private readonly queue: Queue<Delivery>,
    private readonly store: DeliveryStore,
    private readonly redis: RedisConnections,
  ) {}

  /** @throws Problem 404 when there is no such delivery, 409 when it is under way */
  async resend(id: string): Promise<DeliveryRecord> {
    const result = isDeliveryId(id) ? await this.tryResend(id) : 'unknown';
    const record = result === 'unknown' ? undefined : await this.store.find(id);
    if (!record) throw notFound('There is no such delivery, or it was forgotten after its time.');
    if (result !== 'queued')
      throw conflict('The delivery is under way; it can be sent again when it has ended.');
    return record;
  }

  /**
   * For many at once.
   *
   * @param recovery marks what it has sent, so that asking twice sends once
   * @param endedUntil what ended after this moment (ms since the epoch) is left alone
   */
  async tryResend(id: string, recovery = '', endedUntil = Date.now()): Promise<ResendResult> {
    const keyOf = (key: string): string => this.queue.toKey(key);
    const states = ['completed', 'failed', `${id}:lock`, 'wait', 'meta-paused', 'paused'].map(keyOf);
    const keys = [keyOf(id), ...states, attemptsKey(id)];
    const code = await RESEND.run(this.redis.commands, keys, [id, Date.now(), recovery, endedUntil]);
    return RESULTS[code] ?? 'unknown';
  }
}
