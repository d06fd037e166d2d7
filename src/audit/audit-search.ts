import { Injectable } from '@nestjs/common';
import type { AuditRecordDto } from './audit-record.dto.js';
import { AuditStream } from './audit-stream.js';

/** Which records to find. */
export interface AuditFilter {
  /** Milliseconds since the epoch. */
  readonly since?: number | undefined;
  /** Id or name. */
  readonly actor?: string | undefined;
  readonly host?: string | undefined;
  readonly jobId?: string | undefined;
}

/** How a place in the trail reads. */
export const AUDIT_CURSOR = /^\d{1,16}-\d{1,16}$/;

const CHUNK = 500;
/** One request looks at so many chunks at most; a page that a filter leaves short still says where to go on. */
const MOST_CHUNKS = 20;

/** Searches the trail, newest first. */
@Injectable()
export class AuditSearch {
  constructor(private readonly stream: AuditStream) {}

  async page(
    filter: AuditFilter,
    limit: number,
    cursor: string | null,
  ): Promise<{ records: AuditRecordDto[]; nextCursor: string | null }> {
    const records: AuditRecordDto[] = [];
    let place = cursor;
    for (let chunks = 0; chunks < MOST_CHUNKS; chunks++) {
      const found = await this.stream.back(place, filter.since ?? 0, CHUNK);
      for (const entry of found) {
        ({ place } = entry);
        if (matches(entry.record, filter)) records.push(entry.record);
        if (records.length === limit) return { records, nextCursor: place };
      }
      if (found.length < CHUNK) return { records, nextCursor: null };
    }
    return { records, nextCursor: place };
  }
}

function matches(record: AuditRecordDto, { actor, host, jobId }: AuditFilter): boolean {
  if (jobId !== undefined && record.job_id !== jobId) return false;
  if (actor !== undefined && record.actor?.id !== actor && record.actor?.name !== actor) return false;
  if (host === undefined) return true;
  const wanted = host.toLowerCase();
  const named = [...(record.hosts ?? []), ...(record.refused_hosts ?? [])];
  return named.some((known) => known.toLowerCase() === wanted);
}
