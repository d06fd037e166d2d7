import { Injectable } from '@nestjs/common';
import type { Actor } from '../auth/actor.js';
import { answersOf } from '../redis/pipeline-answers.js';
import { RedisConnections } from '../redis/redis-connections.js';
import { JOB_KEYS } from './job-keys.js';
import type { JobRecord } from './job-record.js';
import { JobStore } from './job-store.js';

/** A host that jobs were submitted for, and the newest of them. */
export interface SeenDevice {
  readonly host: string;
  readonly lastJob: JobRecord;
}

/** A page of devices, the one with the newest job first, and where the next one begins; null at the end. */
export interface SeenDevicePage {
  readonly devices: readonly SeenDevice[];
  readonly nextCursor: string | null;
}

/** What a cursor looks like: when the newest job of a page's last host was made, and that host. */
export const SEEN_DEVICES_CURSOR = /^\d{1,16}~\S{1,255}$/;

interface Place {
  readonly host: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

const CHUNK = 500;
/** One request looks at so many hosts; a page that it leaves short still says where to go on. */
const MOST_CHUNKS = 20;

/** Lists the hosts whose jobs are still kept, each with its newest job. */
@Injectable()
export class SeenDevices {
  constructor(
    private readonly redis: RedisConnections,
    private readonly store: JobStore,
  ) {}

  /** Hosts that the actor may not know of are left out. @param cursor of {@link SEEN_DEVICES_CURSOR} */
  async page({ networks }: Actor, limit: number, cursor?: string): Promise<SeenDevicePage> {
    const isVisible = ({ host }: Place): boolean => networks === null || networks.allows(host);
    const devices: SeenDevice[] = [];
    let after = cursor === undefined ? null : placeOf(cursor);
    for (let chunk = 0; chunk < MOST_CHUNKS; chunk++) {
      const places = await this.placesAfter(after);
      for (const { place, job } of await this.newestJobs(places.filter(isVisible))) {
        devices.push({ host: place.host, lastJob: job });
        if (devices.length === limit) return { devices, nextCursor: cursorOf(place) };
      }
      after = places.at(-1) ?? after;
      if (places.length < CHUNK) return { devices, nextCursor: null };
    }
    return { devices, nextCursor: after && cursorOf(after) };
  }

  /** A host may have got a new job since the cursor was given out: its place is found by time, not by where it is now. */
  private async placesAfter(after: Place | null): Promise<Place[]> {
    const from = after === null ? '+inf' : after.at;
    const places: Place[] = [];
    for (let offset = 0; places.length < CHUNK; offset += CHUNK) {
      const answer = await this.redis.commands.zrevrangebyscore(
        JOB_KEYS.hosts,
        from,
        '-inf',
        'WITHSCORES',
        'LIMIT',
        offset,
        CHUNK,
      );
      places.push(...placesIn(answer).filter((place) => after === null || isBehind(place, after)));
      if (answer.length < 2 * CHUNK) break;
    }
    return places.slice(0, CHUNK);
  }

  private async newestJobs(places: readonly Place[]): Promise<{ place: Place; job: JobRecord }[]> {
    if (places.length === 0) return [];
    const pipeline = this.redis.commands.pipeline();
    for (const { host } of places) pipeline.zrevrange(JOB_KEYS.host(host), 0, 0);
    const ids = ((await answersOf(pipeline)) as string[][]).map(([id = '']) => id);
    const jobs = new Map((await this.store.findMany(ids)).map((job) => [job.id, job]));
    return places.flatMap((place, index) => {
      const job = jobs.get(ids[index] ?? '');
      return job ? [{ place, job }] : [];
    });
  }
}

function placesIn(answer: readonly string[]): Place[] {
  return answer.flatMap((host, index) => (index % 2 === 0 ? [{ host, at: Number(answer[index + 1]) }] : []));
}

/** Redis' order of equal scores, from the last to the first: by bytes. */
function isBehind(place: Place, after: Place): boolean {
  if (place.at !== after.at) return place.at < after.at;
  return Buffer.compare(Buffer.from(place.host), Buffer.from(after.host)) < 0;
}

function placeOf(cursor: string): Place {
  const separator = cursor.indexOf('~');
  return { at: Number(cursor.slice(0, separator)), host: cursor.slice(separator + 1) };
}

function cursorOf({ host, at }: Place): string {
  return `${at}~${host}`;
}
