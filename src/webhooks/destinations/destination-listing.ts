import { Injectable } from '@nestjs/common';
import { answersOf } from '../../redis/pipeline-answers.js';
import { RedisConnections } from '../../redis/redis-connections.js';
import { DESTINATION_KEYS } from './destination-keys.js';
import type { DestinationRecord, DestinationState } from './destination-record.js';

/** What is read of one destination, and of each worker. */
type Fields = Record<string, string | undefined>;

/** Reads how destinations stand, as all workers have written it down. */
@Injectable()
export class DestinationListing {
  constructor(private readonly redis: RedisConnections) {}

  /** Every destination of the last 30 days, the latest used first. @throws Error when Redis cannot be reached */
  async list(offset: number, limit: number): Promise<DestinationRecord[]> {
    const { commands } = this.redis;
    return this.read(await commands.zrevrange(DESTINATION_KEYS.known, offset, offset + limit - 1));
  }

  /** Undefined when nothing was ever sent there, or not for 30 days. */
  async find(origin: string): Promise<DestinationRecord | undefined> {
    if ((await this.redis.commands.zscore(DESTINATION_KEYS.known, origin)) === null) return undefined;
    const [record] = await this.read([origin]);
    return record;
  }

  private async read(origins: readonly string[]): Promise<DestinationRecord[]> {
    const { commands } = this.redis;
    const workers = await commands.zrangebyscore(DESTINATION_KEYS.workers, Date.now(), '+inf');
    const pipeline = commands.pipeline();
    for (const origin of origins) {
      pipeline.hgetall(DESTINATION_KEYS.at(origin)).zcard(DESTINATION_KEYS.line(origin));
    }
    for (const worker of workers) pipeline.hgetall(DESTINATION_KEYS.inFlight(worker));
    const answers = await answersOf(pipeline);
    const counts = answers.slice(origins.length * 2) as Fields[];
    return origins.map((origin, index) => {
      const inFlight = counts.reduce((sum, count) => sum + Number(count[origin] ?? 0), 0);
      const [fields, waiting] = answers.slice(index * 2) as [Fields, number];
      return { ...recordOf(origin, fields, Date.now()), inFlight, waiting };
    });
  }
}

function recordOf(
  origin: string,
  fields: Fields,
  now: number,
): Omit<DestinationRecord, 'inFlight' | 'waiting'> {
  const closedUntil = timeOf(fields.until);
  const pausedAt = timeOf(fields.pausedAt);
  return {
    origin,
    state: stateOf(pausedAt, closedUntil, fields.cause, now),
    failuresInRow: Number(fields.failures ?? 0),
    closedUntil: closedUntil !== null && closedUntil > now ? closedUntil : null,
    pause: pausedAt === null ? null : { at: pausedAt, reason: fields.pausedReason ?? '' },
    lastSuccessAt: timeOf(fields.lastSuccessAt),
    lastFailureAt: timeOf(fields.lastFailureAt),
    lastError: fields.lastError ?? null,
  };
}

function stateOf(
  pausedAt: number | null,
  closedUntil: number | null,
  cause: string | undefined,
  now: number,
): DestinationState {
  if (pausedAt !== null) return 'paused';
  if (closedUntil === null) return 'active';
  if (closedUntil <= now) return 'half_open';
  return cause === 'failures' ? 'open' : 'throttled';
}

function timeOf(text: string | undefined): number | null {
  return text === undefined ? null : Math.round(Number(text));
}
