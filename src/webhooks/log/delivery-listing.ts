import { Injectable } from '@nestjs/common';
import { deliveryIdOf } from '../delivery/delivery.js';
import { WEBHOOK_EVENT_TYPES } from '../job-event.js';
import { DeliveryIndex, type IndexEntry } from './delivery-index.js';
import type { DeliveryRecord } from './delivery-record.js';
import { DeliveryScan, type DeliveryFilter } from './delivery-scan.js';
import { DeliveryStore } from './delivery-store.js';

/** A page of deliveries, newest first, and where the next one begins; null at the end. */
export interface DeliveryPage {
  readonly deliveries: readonly DeliveryRecord[];
  readonly nextCursor: string | null;
}

/** One request searches so many steps; a page that a filter leaves short still says where to go on. */
const MAX_STEPS = 20;

/** What a cursor looks like: the place of the last delivery of a page. */
export const CURSOR_PATTERN = /^\d{1,16}~[\w.-]{1,128}$/;

/** Lists deliveries newest first. */
@Injectable()
export class DeliveryListing {
  constructor(
    private readonly scan: DeliveryScan,
    private readonly store: DeliveryStore,
    private readonly index: DeliveryIndex,
  ) {}

  async page(
    filter: DeliveryFilter & { readonly jobId?: string },
    limit: number,
    cursor?: string,
  ): Promise<DeliveryPage> {
    let after = cursor === undefined ? null : parseCursor(cursor);
    if (filter.jobId !== undefined) return this.ofJob(filter.jobId, filter, limit, after);
    const deliveries: DeliveryRecord[] = [];
    for (let step = 0; step < MAX_STEPS; step++) {
      const { found, next } = await this.scan.step(filter, { order: 'newest first', after, limit });
      for (const record of await this.store.findMany(found.map(({ id }) => id))) {
        if (!matches(record, filter)) continue;
        deliveries.push(record);
        const place = found.find(({ id }) => id === record.id);
        if (deliveries.length === limit && place) return { deliveries, nextCursor: cursorAt(place) };
      }
      if (!next) return { deliveries, nextCursor: null };
      after = next;
    }
    return { deliveries, nextCursor: after && cursorAt(after) };
  }

  /** Few: to the job's own webhook, whose ids follow from the job's, and to subscriptions. */
  private async ofJob(
    jobId: string,
    filter: DeliveryFilter,
    limit: number,
    after: IndexEntry | null,
  ): Promise<DeliveryPage> {
    const { since = -Infinity, until = Infinity } = filter;
    const own = WEBHOOK_EVENT_TYPES.map((type) => deliveryIdOf(jobId, type));
    const ofSubscriptions = await Promise.all(own.map((id) => this.index.ofSubscriptions(id)));
    const records = await this.store.findMany([...own, ...ofSubscriptions.flat()]);
    const deliveries = records
      .filter((record) => matches(record, filter) && record.createdAt >= since && record.createdAt <= until)
      .sort((a, b) => (isBehind(placeOf(a), placeOf(b)) ? 1 : -1))
      .filter((record) => !after || isBehind(placeOf(record), after));
    const page = deliveries.slice(0, limit);
    const last = page.at(-1);
    return {
      deliveries: page,
      nextCursor: last && deliveries.length > limit ? cursorAt(placeOf(last)) : null,
    };
  }
}

function placeOf({ id, createdAt }: DeliveryRecord): IndexEntry {
  return { id, score: createdAt };
}

function isBehind(entry: IndexEntry, cursor: IndexEntry): boolean {
  return entry.score < cursor.score || (entry.score === cursor.score && entry.id < cursor.id);
}

/** It may have changed since it was found. */
function matches(
  { status, webhook }: DeliveryRecord,
  { status: wanted = status, caller = webhook.caller, destination = webhook.destination }: DeliveryFilter,
): boolean {
  return status === wanted && webhook.caller === caller && webhook.destination === destination;
}

function cursorAt({ id, score }: IndexEntry): string {
  return `${score}~${id}`;
}

function parseCursor(cursor: string): IndexEntry {
  const separator = cursor.indexOf('~');
  return { score: Number(cursor.slice(0, separator)), id: cursor.slice(separator + 1) };
}
