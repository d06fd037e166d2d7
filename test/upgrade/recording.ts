import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import type { JobDto } from '../../src/jobs/job.dto.js';
import type { BatchDto } from '../../src/jobs/batches/batch.dto.js';
import type { DeliveryDto } from '../../src/webhooks/log/delivery.dto.js';

interface Entry {
  readonly key: string;
  readonly type: 'string' | 'hash' | 'list' | 'set' | 'zset' | 'stream';
  readonly ttlMs?: number;
  readonly value: unknown;
}

/** What a version had, and what it answered about it moments before it was killed (record.mjs). */
export interface Recording {
  readonly commit: string;
  readonly recordedAt: number;
  /** Of its data folder. */
  readonly files: Readonly<Record<string, string>>;
  readonly expected: {
    readonly key: string;
    readonly idempotent: object;
    readonly jobs: Readonly<
      Record<
        | 'finished'
        | 'failed'
        | 'canceled'
        | 'expired'
        | 'dead'
        | 'retried'
        | 'active'
        | 'waiting'
        | 'withCredential'
        | 'again',
        JobDto
      >
    >;
    readonly batches: Readonly<Record<'ended' | 'open', BatchDto>>;
    readonly jobIds: readonly string[];
    readonly deliveries: readonly DeliveryDto[];
    readonly subscriptions: readonly object[];
    readonly keys: readonly object[];
    readonly audit: readonly object[];
  };
  readonly redis: readonly Entry[];
}

const FOLDER = import.meta.dirname;
/** How long nothing runs between the old version's end and the new one's start, ms. */
const DOWN_MS = 60_000;
/** Moments that far from the recording are none of it. */
const MOST_MS = 40 * 86_400_000;
/** Bull's `delayed` and the lines of devices order by milliseconds times this, plus a count. */
const PER_MS = 4_096;

export const RECORDINGS: readonly string[] = readdirSync(FOLDER).filter((name) =>
  /^[0-9a-f]+\.json$/.test(name),
);

/** The recording as it would be if it had been made a minute ago: what expires or is due depends on the clock. */
export function readRecording(name: string): Recording {
  const text = readFileSync(join(FOLDER, name), 'utf8');
  const { recordedAt } = JSON.parse(text) as Recording;
  const shiftMs = Date.now() - DOWN_MS - recordedAt;
  const isOfIt = (ms: number): boolean => Math.abs(ms - recordedAt) < MOST_MS;
  const shifted = text
    .replace(/\b\d{13}\b/g, (digits) => (isOfIt(Number(digits)) ? String(Number(digits) + shiftMs) : digits))
    .replace(/\b\d{16}\b/g, (digits) =>
      isOfIt(Number(digits) / PER_MS) ? String(Number(digits) + shiftMs * PER_MS) : digits,
    )
    .replace(/\b\d{4}-\d\d-\d\dT[\d:.]+Z/g, (time) =>
      isOfIt(Date.parse(time)) ? new Date(Date.parse(time) + shiftMs).toISOString() : time,
    );
  return JSON.parse(shifted) as Recording;
}

/** Fills an empty Redis with what the recording has; what expired while nothing ran is left out. */
export async function fill(url: string, { redis: entries }: Recording): Promise<void> {
  const redis = new Redis(url);
  try {
    const pipeline = redis.pipeline();
    for (const { key, type, ttlMs, value } of entries) {
      if (ttlMs !== undefined && ttlMs <= DOWN_MS) continue;
      if (type === 'string') pipeline.set(key, value as string);
      if (type === 'hash') pipeline.hset(key, value as Record<string, string>);
      if (type === 'list') pipeline.rpush(key, ...(value as string[]));
      if (type === 'set') pipeline.sadd(key, ...(value as string[]));
      if (type === 'zset') pipeline.zadd(key, ...scoresFirst(value as string[]));
      if (type === 'stream')
        for (const [id, fields] of value as [string, string[]][]) pipeline.xadd(key, id, ...fields);
      if (ttlMs !== undefined) pipeline.pexpire(key, ttlMs - DOWN_MS);
    }
    for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error;
  } finally {
    redis.disconnect();
  }
}

/** ZRANGE tells member and score, ZADD takes score and member. */
function scoresFirst(pairs: readonly string[]): string[] {
  const args: string[] = [];
  for (let at = 0; at < pairs.length; at += 2) args.push(pairs[at + 1] ?? '', pairs[at] ?? '');
  return args;
}
