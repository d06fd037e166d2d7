import { Injectable } from '@nestjs/common';
import { RedisConnections } from '../redis/redis-connections.js';
import { JOB_KEYS } from './job-keys.js';
import type { JobStatus } from './job-outcome.js';
import type { JobRecord } from './job-record.js';
import { scanSortedSets, type ScoredId, type SortedSetSearch } from '../redis/sorted-set-scan.js';
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

/** One request makes at most this many steps; a page that a filter leaves short still says where to go on. */
const MAX_STEPS = 10;

/** Lists jobs newest first, from sorted sets, never by a scan of the keyspace: Redis finds the ids, and only theirs is read. */
@Injectable()
export class JobListing {
  constructor(
    private readonly redis: RedisConnections,
    private readonly store: JobStore,
  ) {}

  async page(filter: JobFilter, limit: number, cursor?: string): Promise<JobPage> {
    if (filter.status === 'started') return this.started(filter, limit, cursor);
    const sets = setsFor(filter);
    const jobs: JobRecord[] = [];
    let after = cursor === undefined ? null : placeOf(cursor);
    for (let step = 0; step < MAX_STEPS; step++) {
      const { found, next } = await scanSortedSets(this.redis.commands, {
        ...sets,
        order: 'newest first',
        after,
        limit: limit - jobs.length,
      });
      const records = await this.store.findMany(found.map(({ id }) => id));
      jobs.push(...records.filter((job) => matches(job, filter)));
      after = next;
      if (next === null || jobs.length === limit) break;
    }
    return { jobs, nextCursor: after && cursorOf(after) };
  }

  /** Those are in Bull's list of active jobs: few, however many wait. */
  private async started(filter: JobFilter, limit: number, cursor?: string): Promise<JobPage> {
    const ids = await this.redis.commands.lrange(JOB_KEYS.active, 0, -1);
    const after = cursor === undefined ? null : placeOf(cursor);
    const places = (await this.store.findMany(ids))
      .filter((job) => matches(job, filter))
      .map((job) => ({ job, place: { id: job.id, score: job.createdAt } }))
      .filter(({ place }) => after === null || compare(place, after) < 0)
      .sort((a, b) => compare(b.place, a.place));
    const page = places.slice(0, limit);
    const last = page.at(-1);
    const isMore = places.length > page.length && last !== undefined;
    return { jobs: page.map(({ job }) => job), nextCursor: isMore ? cursorOf(last.place) : null };
  }
}

/** A cursor names a place in a sorted set: score and id. */
export const CURSOR_PATTERN = /^\d{1,16}_[\w-]{1,64}$/;

type Sets = Pick<SortedSetSearch, 'walked' | 'must' | 'mustNot' | 'since'>;

function setsFor({ host, batch, status, since }: JobFilter): Sets {
  const byBatch = batch === undefined ? [] : [JOB_KEYS.batchJobs(batch)];
  const byHost = host === undefined ? [] : [JOB_KEYS.host(host)];
  const { all, must = [], mustNot = [] } = setsOf(status);
  const [walked = all, ...others] = [...byBatch, ...byHost];
  // A host's or batch's jobs have every status.
  const narrowing = walked === all || all === JOB_KEYS.all ? [] : [all];
  return {
    walked,
    must: [...others, ...narrowing, ...must],
    mustNot,
    // A batch is in the order of its request; its jobs were all made at once.
    ...(since === undefined || batch !== undefined ? {} : { since }),
  };
}

function setsOf(status: JobStatus | undefined): { all: string; must?: string[]; mustNot?: string[] } {
  const { all, open, completed, failed, canceled, expired } = JOB_KEYS;
  if (status === 'queued' || status === 'started') return { all: open };
  if (status === 'finished') return { all, must: [completed] };
  if (status === 'failed') return { all, must: [failed], mustNot: [canceled, expired] };
  if (status === 'canceled') return { all: canceled };
  return status === 'expired' ? { all: expired } : { all };
}

function matches(job: JobRecord, { status, host, since }: JobFilter): boolean {
  const isOfHost = host === undefined || job.data.device.host.toLowerCase() === host.toLowerCase();
  const isSince = since === undefined || job.createdAt >= since;
  return (status === undefined || job.status === status) && isOfHost && isSince;
}

function placeOf(cursor: string): ScoredId {
  const [score = '', ...rest] = cursor.split('_');
  return { score: Number(score), id: rest.join('_') };
}

function cursorOf({ id, score }: ScoredId): string {
  return `${score}_${id}`;
}

function compare(a: ScoredId, b: ScoredId): number {
  return a.score - b.score || (a.id < b.id ? -1 : Number(a.id > b.id));
}
