import type { Redis } from 'ioredis';
import { RedisScript } from './redis-script.js';

/** A member of a sorted set, and its score. */
export interface ScoredId {
  readonly id: string;
  readonly score: number;
}

/** What is looked for: the members of `walked` that are in each of `must` and in none of `mustNot`. */
export interface SortedSetSearch {
  readonly walked: string;
  readonly must: readonly string[];
  readonly mustNot: readonly string[];
  readonly order: 'newest first' | 'oldest first';
  /** Scores between these; both belong to it. Undefined: no bound. */
  readonly since?: number;
  readonly until?: number;
  /** Goes on behind this place. Its member may be gone: its score says where it stood. */
  readonly after: ScoredId | null;
  /** At most so many are found in one step. */
  readonly limit: number;
}

/** One step of a search. */
export interface ScanStep {
  readonly found: readonly ScoredId[];
  /** Where to go on; null at the end. */
  readonly next: ScoredId | null;
}

/** One step looks at no more than this many: some 10 ms in which Redis does nothing else. */
export const LOOKED_AT = 10_000;

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

/** Takes one step of a search inside Redis: nothing of those that do not match is read. All sets share one hash slot. */
export async function scanSortedSets(redis: Redis, search: SortedSetSearch): Promise<ScanStep> {
  const { walked, must, mustNot, order, since, until, after, limit } = search;
  const [lastId = '', lastScore = '', ...found] = await SCAN.run(
    redis,
    [walked, ...must, ...mustNot],
    [
      must.length,
      order === 'newest first' ? 1 : 0,
      after?.id ?? '',
      after?.score ?? 0,
      since ?? '-inf',
      until ?? '+inf',
      limit,
      LOOKED_AT,
    ],
  );
  return {
    found: entries(found),
    next: lastId === '' ? null : { id: lastId, score: Number(lastScore) },
  };
}

function entries(flat: readonly string[]): ScoredId[] {
  const result: ScoredId[] = [];
  for (let index = 0; index + 1 < flat.length; index += 2) {
    result.push({ id: flat[index] ?? '', score: Number(flat[index + 1]) });
  }
  return result;
}
