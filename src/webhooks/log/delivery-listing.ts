import { Injectable } from '@nestjs/common';
import { deliveryId } from '../delivery/delivery.js';
import { JOB_EVENT_TYPES } from '../job-event.js';
import { DeliveryIndex, type IndexEntry } from './delivery-index.js';
import type { DeliveryRecord, DeliveryStatus } from './delivery-record.js';
import { DeliveryStore } from './delivery-store.js';

/** Which deliveries to list. */
export interface DeliveryFilter {
  readonly jobId?: string;
  readonly status?: DeliveryStatus;
  readonly caller?: string;
  /** Milliseconds since the epoch. */
  readonly since?: number;
}

/** A page of deliveries, newest first, and where the next one begins; null at the end. */
export interface DeliveryPage {
  readonly deliveries: readonly DeliveryRecord[];
  readonly nextCursor: string | null;
}

const CHUNK = 100;
/** One request reads at most this many records; a page that a filter leaves short still says where to go on. */
const MAX_READ = 2_000;

/** What a cursor looks like: the place of the last delivery of a page. */
export const CURSOR_PATTERN = /^\d{1,16}~[\w.-]{1,128}$/;

/** Lists deliveries newest first. */
@Injectable()
export class DeliveryListing {
  constructor(
    private readonly index: DeliveryIndex,
    private readonly store: DeliveryStore,
  ) {}

  async page(filter: DeliveryFilter, limit: number, cursor?: string): Promise<DeliveryPage> {
    if (filter.jobId !== undefined) return this.ofJob(filter.jobId, filter);
    const deliveries: DeliveryRecord[] = [];
    let position = cursor === undefined ? undefined : parseCursor(cursor);
    for (let read = 0; read < MAX_READ; read += CHUNK) {
      const entries = await this.index.after(position, CHUNK);
      const records = new Map((await this.store.findMany(entries.map(({ id }) => id))).map((r) => [r.id, r]));
      for (const entry of entries) {
        if (filter.since !== undefined && entry.score < filter.since) return { deliveries, nextCursor: null };
        const record = records.get(entry.id);
        position = entry;
        if (!record || !matches(record, filter)) continue;
        deliveries.push(record);
        if (deliveries.length === limit) return { deliveries, nextCursor: cursorAt(entry) };
      }
      if (entries.length < CHUNK) return { deliveries, nextCursor: null };
    }
    return { deliveries, nextCursor: position ? cursorAt(position) : null };
  }

  /** A job has at most one delivery for each kind of event, and their ids follow from its own. */
  private async ofJob(jobId: string, filter: DeliveryFilter): Promise<DeliveryPage> {
    const records = await this.store.findMany(JOB_EVENT_TYPES.map((type) => deliveryId({ jobId, type })));
    const isSince = ({ createdAt }: DeliveryRecord): boolean => createdAt >= (filter.since ?? 0);
    return {
      deliveries: records.filter((record) => matches(record, filter) && isSince(record)),
      nextCursor: null,
    };
  }
}

function matches(record: DeliveryRecord, { status, caller }: DeliveryFilter): boolean {
  return (
    (status ?? record.status) === record.status && (caller ?? record.webhook.caller) === record.webhook.caller
  );
}

function cursorAt({ id, score }: IndexEntry): string {
  return `${score}~${id}`;
}

function parseCursor(cursor: string): IndexEntry {
  const separator = cursor.indexOf('~');
  return { score: Number(cursor.slice(0, separator)), id: cursor.slice(separator + 1) };
}
