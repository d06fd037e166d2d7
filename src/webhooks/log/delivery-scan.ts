import { InjectQueue } from '@nestjs/bull';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bull';
import { RedisConnections } from '../../redis/redis-connections.js';
import { LOOKED_AT, scanSortedSets, type ScanStep } from '../../redis/sorted-set-scan.js';
import { DELIVERY_QUEUE } from '../delivery/delivery.js';
import { INDEX_KEYS, type IndexEntry } from './delivery-index.js';
import type { DeliveryStatus } from './delivery-record.js';

/** Which deliveries are looked for. */
export interface DeliveryFilter {
  readonly status?: DeliveryStatus;
  readonly caller?: string;
  /** Scheme, host and port. */
  readonly destination?: string;
  /** Milliseconds since the epoch; both belong to it. */
  readonly since?: number;
  readonly until?: number;
}

export interface ScanOptions {
  readonly order: 'newest first' | 'oldest first';
  /** Goes on behind this place. Its delivery may be gone: its score says where it stood. */
  readonly after: IndexEntry | null;
  /** At most so many are found in one step. */
  readonly limit: number;
}

/** Looks for deliveries in the index, step by step, inside Redis: nothing of those that do not match is read. */
@Injectable()
export class DeliveryScan {
  constructor(
    @InjectQueue(DELIVERY_QUEUE) private readonly queue: Queue,
    private readonly redis: RedisConnections,
  ) {}

  /** The next that match; `pending` and `retrying` both find whatever has not ended. */
  step(filter: DeliveryFilter, options: ScanOptions): Promise<ScanStep> {
    const { since, until } = filter;
    const search = {
      ...this.sets(filter),
      ...options,
      ...(since === undefined ? {} : { since }),
      ...(until === undefined ? {} : { until }),
    };
    return scanSortedSets(this.redis.commands, search);
  }

  /** How many match. */
  async count(filter: DeliveryFilter): Promise<number> {
    let count = 0;
    let after: IndexEntry | null = null;
    do {
      const { found, next }: ScanStep = await this.step(filter, {
        order: 'newest first',
        after,
        limit: LOOKED_AT,
      });
      count += found.length;
      after = next;
    } while (after);
    return count;
  }

  private sets({ status, caller, destination }: DeliveryFilter) {
    const completed = this.queue.toKey('completed');
    const failed = this.queue.toKey('failed');
    const byCaller = caller === undefined ? [] : [INDEX_KEYS.caller(caller)];
    const byDestination = destination === undefined ? [] : [INDEX_KEYS.destination(destination)];
    const [walked = INDEX_KEYS.all, ...others] = [...byDestination, ...byCaller];
    if (status === undefined) return { walked, must: others, mustNot: [] };
    if (status === 'delivered') return { walked, must: [...others, completed], mustNot: [] };
    if (status === 'failed') return { walked, must: [...others, failed], mustNot: [] };
    return { walked, must: others, mustNot: [completed, failed] };
  }
}
