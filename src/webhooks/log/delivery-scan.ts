import { InjectQueue } from '@nestjs/bull';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bull';
import { RedisConnections } from '../../redis/redis-connections.js';
import { RedisScript } from '../../redis/redis-script.js';
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

/** One step of a search. */
export interface ScanStep {
  readonly found: readonly IndexEntry[];
  /** Where to go on; null at the end. */
  readonly next: IndexEntry | null;
}

/** One step looks at no more than this many: some 10 ms in which Redis does nothing else. */
const LOOKED_AT = 10_000;

/**
 * KEYS the set that is walked, then sets in which an id has to be, then those in which it must not be. ARGV how many of
 * them it has to be in, 1 for newest first, cursor's id or empty, its score, since, until, most to find, most to look at.
 * Answers the last id looked at or empty at the end, its score, then id and score of each that was found.
 */
const SCAN = new RedisScript<string[]>(`
  local set, must, isReverse = KEYS[1], tonumber(ARGV[1]), ARGV[2] == '1'
  local since, untilTime = tonumber(ARGV[5]), tonumber(ARGV[6])
  local limit, rest = tonumber(ARGV[7]), tonumber(ARGV[8])
  local rankOf = isReverse and 'ZREVRANK' or 'ZRANK'
  local rangeOf = isReverse and 'ZREVRANGE' or 'ZRANGE'

  local start = isReverse and redis.call('ZCOUNT', set, '(' .. ARGV[6], '+inf') or redis.call('ZCOUNT', set, '-inf', '(' .. ARGV[5])
  if ARGV[3] ~= '' then
    local rank = redis.call(rankOf, set, ARGV[3])
    if rank then
      rank = rank + 1
    else
      -- Where it stood is found by putting it there for a moment: Redis alone knows its order of equal scores.
      redis.call('ZADD', set, ARGV[4], ARGV[3])
      rank = redis.call(rankOf, set, ARGV[3])
      redis.call('ZREM', set, ARGV[3])
    end
    start = math.max(start, rank)
  end

  local answer = { '', '' }
  while true do
    local chunk = redis.call(rangeOf, set, start, start + math.min(500, rest) - 1, 'WITHSCORES')
    if #chunk == 0 then answer[1], answer[2] = '', '' return answer end
    local ids = {}
    for index = 1, #chunk, 2 do ids[#ids + 1] = chunk[index] end
    local scores = {}
    for index = 2, #KEYS do scores[index] = redis.call('ZMSCORE', KEYS[index], unpack(ids)) end
    for place, id in ipairs(ids) do
      local score = chunk[place * 2]
      local isOver = isReverse and tonumber(score) < since or not isReverse and tonumber(score) > untilTime
      if isOver then answer[1], answer[2] = '', '' return answer end
      local isFound = true
      for index = 2, #KEYS do
        local isIn = scores[index][place] ~= false
        if isIn ~= (index <= must + 1) then isFound = false end
      end
      answer[1], answer[2] = id, score
      if isFound then
        answer[#answer + 1] = id
        answer[#answer + 1] = score
        limit = limit - 1
        if limit == 0 then return answer end
      end
    end
    start = start + #ids
    rest = rest - #ids
    if rest <= 0 then return answer end
  end`);

/** Looks for deliveries in the index, step by step, inside Redis: nothing of those that do not match is read. */
@Injectable()
export class DeliveryScan {
  constructor(
    @InjectQueue(DELIVERY_QUEUE) private readonly queue: Queue,
    private readonly redis: RedisConnections,
  ) {}

  /** The next that match; `pending` and `retrying` both find whatever has not ended. */
  async step(filter: DeliveryFilter, { order, after, limit }: ScanOptions): Promise<ScanStep> {
    const { walked, must, mustNot } = this.sets(filter);
    const [lastId = '', lastScore = '', ...found] = await SCAN.run(
      this.redis.commands,
      [walked, ...must, ...mustNot],
      [
        must.length,
        order === 'newest first' ? 1 : 0,
        after?.id ?? '',
        after?.score ?? 0,
        filter.since ?? '-inf',
        filter.until ?? '+inf',
        limit,
        LOOKED_AT,
      ],
    );
    return {
      found: entries(found),
      next: lastId === '' ? null : { id: lastId, score: Number(lastScore) },
    };
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

function entries(flat: readonly string[]): IndexEntry[] {
  const result: IndexEntry[] = [];
  for (let index = 0; index + 1 < flat.length; index += 2) {
    result.push({ id: flat[index] ?? '', score: Number(flat[index + 1]) });
  }
  return result;
}
