import { Injectable } from '@nestjs/common';
import { RedisConnections } from '../redis/redis-connections.js';
import { JOB_KEYS } from './job-keys.js';
import type { JobStatus } from './job-outcome.js';
import type { JobRecord } from './job-record.js';
import { scanSortedSets, type ScanStep, type ScoredId } from '../redis/sorted-set-scan.js';
import { JobStore } from './job-store.js';

/** Which jobs to list. Times are milliseconds since the epoch. */
export interface JobFilter {
  readonly status?: JobStatus;
  readonly host?: string;
  readonly batch?: string;
  readonly since?: number;
  /** Which jobs whoever asks may know of; all when left out. */
  readonly isVisible?: (job: JobRecord) => boolean;
}

/** A page of jobs, and where the next one begins; null at the end. */
export interface JobPage {
  readonly jobs: readonly JobRecord[];
  readonly nextCursor: string | null;
}

/** After this no further step is begun, which takes up to 25 ms: a page that a filter leaves short says where to go on. */
const PAGE_MS = 20;

/** Lists jobs newest first, from sorted sets, never by a scan of the keyspace: Redis finds the ids, and only theirs is read. */
@Injectable()
export class JobListing {
  constructor(
    private readonly redis: RedisConnections,
    private readonly store: JobStore,
  ) {}

  async page(filter: JobFilter, limit: number, cursor?: string): Promise<JobPage> {
    if (filter.status === 'started') return this.started(filter, limit, cursor);
    const { batch, since } = filter;
    const [walked, ...must] = await this.smallestFirst(setsFor(filter), batch);
    if (cursor === undefined && (await this.haveNothingInCommon([walked, ...must])))
      return { jobs: [], nextCursor: null };
    // A batch is in the order of its request; its jobs were all made at once.
    const bounds = since === undefined || batch !== undefined ? {} : { since };
    const jobs: JobRecord[] = [];
    let after = cursor === undefined ? null : placeOf(cursor);
    const end = performance.now() + PAGE_MS;
    do {
      const { found, next } = await scanSortedSets(this.redis.commands, {
        walked,
        must,
        mustNot: [],
        ...bounds,
        order: 'newest first',
        after,
        limit: limit - jobs.length,
      });
      const records = await this.store.findMany(found.map(({ id }) => id));
      jobs.push(...records.filter((job) => matches(job, filter)));
      after = next;
    } while (after !== null && jobs.length < limit && performance.now() < end);
    return { jobs, nextCursor: after && cursorOf(after) };
  }

  /** Redis looks by itself for a first one, many times as fast as a walk would find that there is none. */
  private async haveNothingInCommon(sets: readonly string[]): Promise<boolean> {
    return sets.length > 1 && (await this.redis.commands.zintercard(sets.length, ...sets, 'LIMIT', 1)) === 0;
  }

  /** The jobs that wait or run, newest first, so many at once; those that are submitted meanwhile are not among them. */
  async *open(
    { host, batch }: Pick<JobFilter, 'host' | 'batch'>,
    atOnce: number,
  ): AsyncGenerator<readonly JobRecord[]> {
    const [walked, ...must] = await this.smallestFirst(setsFor({ status: 'queued', host, batch }), batch);
    let after: ScoredId | null = null;
    do {
      const { found, next }: ScanStep = await scanSortedSets(this.redis.commands, {
        walked,
        must,
        mustNot: [],
        order: 'newest first',
        after,
        limit: atOnce,
      });
      yield await this.store.findMany(found.map(({ id }) => id));
      after = next;
    } while (after !== null);
  }

  /** The smallest set is walked, and its members are looked up in the others. A batch is, for the order that it has. */
  private async smallestFirst(
    sets: readonly string[],
    batch: string | undefined,
  ): Promise<[string, ...string[]]> {
    const [first = JOB_KEYS.all, ...others] = sets;
    if (batch !== undefined || others.length === 0) return [first, ...others];
    const sizes = await Promise.all(sets.map((set) => this.redis.commands.zcard(set)));
    const smallest = sets[sizes.indexOf(Math.min(...sizes))] ?? first;
    return [smallest, ...sets.filter((set) => set !== smallest)];
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

/** The sets in whose common part a filter's jobs are; one for each thing that it names. */
function setsFor({ host, batch, status }: JobFilter): string[] {
  const sets = [];
  if (batch !== undefined) sets.push(JOB_KEYS.batchJobs(batch));
  if (host !== undefined) sets.push(JOB_KEYS.host(host));
  if (status === 'queued' || status === 'started') sets.push(JOB_KEYS.open);
  else if (status !== undefined) sets.push(JOB_KEYS.ended(status));
  return sets.length > 0 ? sets : [JOB_KEYS.all];
}

function matches(job: JobRecord, { status, host, since, isVisible }: JobFilter): boolean {
  if (isVisible && !isVisible(job)) return false;
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
