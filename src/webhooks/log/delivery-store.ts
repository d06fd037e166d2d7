import { InjectQueue } from '@nestjs/bull';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bull';
import { RedisConnections } from '../../redis/redis-connections.js';
import { attemptsKey } from '../delivery/attempt-log.js';
import { DELIVERY_QUEUE, isDeliveryId, type Attempt, type Delivery } from '../delivery/delivery.js';
import { LINE_MARK } from '../destinations/line-mark.js';
import type { DeliveryRecord, DeliveryStatus } from './delivery-record.js';

/** Bull 4 keeps the time of a delayed job in the upper bits of its score, to leave room for a counter. */
const DELAY_SCORE_FACTOR = 0x1000;
/** What is asked of Redis for one delivery. */
type Row = [
  fields: (string | null)[],
  failures: string[],
  completed: string | null,
  failed: string | null,
  delayed: string | null,
];
const FIELDS = ['data', 'timestamp', 'finishedOn', 'returnvalue', 'attemptsMade', 'delay'] as const;

/** Reads deliveries from where Bull keeps its jobs: all commands for a delivery leave together. */
@Injectable()
export class DeliveryStore {
  constructor(
    @InjectQueue(DELIVERY_QUEUE) private readonly queue: Queue<Delivery>,
    private readonly redis: RedisConnections,
  ) {}

  async find(id: string): Promise<DeliveryRecord | undefined> {
    const [record] = await this.findMany([id]);
    return record;
  }

  /** In the order of `ids`; what is gone is left out. */
  async findMany(ids: readonly string[]): Promise<DeliveryRecord[]> {
    if (ids.length === 0) return [];
    const records = await Promise.all(ids.map((id) => this.read(id)));
    return records.filter((record) => record !== undefined);
  }

  private async read(id: string): Promise<DeliveryRecord | undefined> {
    if (!isDeliveryId(id)) return undefined;
    const { queue } = this;
    const results = await this.redis.commands
      .pipeline()
      .hmget(queue.toKey(id), ...FIELDS)
      .lrange(attemptsKey(id), 0, -1)
      .zscore(queue.toKey('completed'), id)
      .zscore(queue.toKey('failed'), id)
      .zscore(queue.toKey('delayed'), id)
      .exec();
    const [fields, failures, completed, failed, delayed] = valuesOf<Row>(results);
    const [data, timestamp, finishedOn, returnValue, attemptsMade, delay] = fields;
    if (!data) return undefined;
    const isInLine = Number(delay ?? 0) === LINE_MARK.waiting;
    const status = statusOf(completed !== null, failed !== null, Number(attemptsMade ?? 0));
    return {
      ...(JSON.parse(data) as Delivery),
      id,
      status,
      createdAt: Number(timestamp),
      endedAt: finishedOn ? Number(finishedOn) : null,
      nextAttemptAt: delayed === null || isInLine ? null : Math.floor(Number(delayed) / DELAY_SCORE_FACTOR),
      attempts: attemptsOf(failures, returnValue ?? null),
    };
  }
}

function valuesOf<T extends readonly unknown[]>(results: [Error | null, unknown][] | null): T {
  if (!results) throw new Error('Redis dropped the commands');
  for (const [error] of results) if (error) throw error;
  return results.map(([, value]) => value) as unknown as T;
}

function statusOf(isCompleted: boolean, isFailed: boolean, failedAttempts: number): DeliveryStatus {
  if (isCompleted) return 'delivered';
  if (isFailed) return 'failed';
  return failedAttempts > 0 ? 'retrying' : 'pending';
}

/** The success is what the job returned; a resend puts it to the others. */
function attemptsOf(listed: readonly string[], returned: string | null): Attempt[] {
  const attempts = listed.map((text) => JSON.parse(text) as Attempt);
  const success = returned === null ? null : (JSON.parse(returned) as Attempt | null);
  return success ? [...attempts, success] : attempts;
}
