import { Injectable } from '@nestjs/common';
import { RedisConnections } from '../redis/redis-connections.js';
import { JOB_KEYS } from './job-keys.js';
import type { JobStatus } from './job-outcome.js';
import type { JobRecord } from './job-record.js';
import { JobStore } from './job-store.js';

/** Which jobs to list. Times are milliseconds since the epoch. */
export interface JobFilter {
  readonly status?: JobStatus;
  readonly host?: string;
  readonly batch?: string;
  readonly since?: number;
}

/** A page of jobs, and where the next one begins; null at the end. */
export interface JobPage {
  readonly jobs: readonly JobRecord[];
  readonly nextCursor: string | null;
}

const CHUNK = 200;
/** One request reads at most this many records; a page that a filter leaves short still says where to go on. */
const MAX_READ = 5_000;

/** Lists jobs newest first, from sorted sets, never by a scan of the keyspace. */
@Injectable()
export class JobListing {
  constructor(
    private readonly redis: RedisConnections,
    private readonly store: JobStore,
  ) {}

  async page(filter: JobFilter, limit: number, cursor?: string): Promise<JobPage> {
    const set = setFor(filter);
    const jobs: JobRecord[] = [];
    let position: string | null | undefined = cursor;
    for (let read = 0; read < MAX_READ; read += CHUNK) {
      const ids = await this.idsAfter(set, position);
      for (const job of await this.store.findMany(ids.map(({ id }) => id))) {
        if (matches(job, filter)) jobs.push(job);
        if (set !== JOB_KEYS.failed && isBefore(job, filter.since)) return { jobs, nextCursor: null };
        if (jobs.length === limit) return { jobs, nextCursor: cursorAt(ids, job.id) };
      }
      const last = ids.at(-1);
      if (!last || ids.length < CHUNK) return { jobs, nextCursor: null };
      position = cursorAt(ids, last.id);
    }
    return { jobs, nextCursor: position ?? null };
  }

  /** The next ids, newest first. The cursor's job may be gone by now: then its score still says where it stood. */
  private async idsAfter(
    set: string,
    cursor: string | null | undefined,
  ): Promise<{ id: string; score: string }[]> {
    const redis = this.redis.commands;
    if (cursor === undefined || cursor === null)
      return pairs(await redis.zrevrange(set, 0, CHUNK - 1, 'WITHSCORES'));
    const [score = '', ...rest] = cursor.split('_');
    const rank = await redis.zrevrank(set, rest.join('_'));
    if (rank !== null) return pairs(await redis.zrevrange(set, rank + 1, rank + CHUNK, 'WITHSCORES'));
    return pairs(await redis.zrevrangebyscore(set, `(${score}`, '-inf', 'WITHSCORES', 'LIMIT', 0, CHUNK));
  }
}

/** A cursor names a place in a sorted set: score and id. */
export const CURSOR_PATTERN = /^\d{1,16}_[\w-]{1,64}$/;

function setFor({ host, batch, status }: JobFilter): string {
  if (batch !== undefined) return JOB_KEYS.batchJobs(batch);
  if (host !== undefined) return JOB_KEYS.host(host);
  if (status === 'queued' || status === 'started') return JOB_KEYS.open;
  if (status === 'failed' || status === 'canceled' || status === 'expired') return JOB_KEYS.failed;
  return JOB_KEYS.all;
}

function matches(job: JobRecord, { status, host, since }: JobFilter): boolean {
  const isOfHost = host === undefined || job.data.device.host.toLowerCase() === host.toLowerCase();
  return (status === undefined || job.status === status) && isOfHost && !isBefore(job, since);
}

/** All sets are in the order of creation, so that the first job before `since` is the end; but `failed` is by end. */
function isBefore(job: JobRecord, since: number | undefined): boolean {
  return since !== undefined && job.createdAt < since;
}

function cursorAt(ids: readonly { id: string; score: string }[], id: string): string | null {
  const entry = ids.find((candidate) => candidate.id === id);
  return entry ? `${entry.score}_${entry.id}` : null;
}

function pairs(flat: readonly string[]): { id: string; score: string }[] {
  const result: { id: string; score: string }[] = [];
  for (let index = 0; index + 1 < flat.length; index += 2) {
    result.push({ id: flat[index] ?? '', score: flat[index + 1] ?? '' });
  }
  return result;
}
