import { RedisScript } from '../../redis/redis-script.js';
import { LINE_MARK } from './line-mark.js';
import { ALIVE_MS, FORGET_WORKER_MS } from './upkeep-scripts.js';

/** How long a slot is kept for a called delivery. It goes to the front of the queue, so the first free processor has it. */
const KEPT_MS = 30_000;
/** When a delivery in a line comes round by itself, should everything else have failed; it keeps its place. */
const COMES_ROUND_MS = 3_600_000;
/** Pauses after 429, 502 and 504 without Retry-After: doubling with each in a row. */
const FIRST_THROTTLE_MS = 1_000;
const MAX_THROTTLE_MS = 60_000;
const MAX_COOLDOWN_MS = 600_000;
/** Breakers that opened together do not close together. */
const JITTER = 0.2;

/** What every script answers: verdict, how many wait, ms until more can be called (or -1), failures in a row, its own. */
export type ScriptAnswer = [
  verdict: string,
  waiting: number,
  wakeMs: number,
  failures: number,
  extra: number,
];

/**
 * What the scripts have in common. Each is one step for Redis, so no two workers ever see half of a change.
 *
 * KEYS base of the destinations, Bull's prefix of deliveries. ARGV origin, worker, limit, ms between two deliveries.
 */
const COMMON = `
local base, bull = KEYS[1], KEYS[2]
local origin, worker, limit, spacing = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local at, line, called = base .. ':at:' .. origin, base .. ':line:' .. origin, base .. ':called:' .. origin
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local function announce()
  redis.call('PUBLISH', base .. ':changes', origin)
end

-- A worker's slots count while it lives: nothing has to be cleared up after its death.
local function hold(count)
  if count == 0 then return end
  local slots = base .. ':slots:' .. worker
  if redis.call('HINCRBY', slots, origin, count) < 1 then redis.call('HDEL', slots, origin) end
  redis.call('PEXPIRE', slots, ${FORGET_WORKER_MS})
  redis.call('ZADD', base .. ':workers', now + ${ALIVE_MS}, worker)
end

local function freeSlots()
  local free = limit
  for _, id in ipairs(redis.call('ZRANGEBYSCORE', base .. ':workers', now, '+inf')) do
    free = free - tonumber(redis.call('HGET', base .. ':slots:' .. id, origin) or 0)
  end
  local kept = redis.call('HGETALL', called)
  for index = 1, #kept, 2 do
    if tonumber(kept[index + 1]) > now then free = free - 1 else redis.call('HDEL', called, kept[index]) end
  end
  return free
end

local function isProbing(probe, prober)
  if not probe then return false end
  if prober then return tonumber(redis.call('ZSCORE', base .. ':workers', prober) or 0) > now end
  return tonumber(redis.call('HGET', called, probe) or 0) > now
end

-- clear: go on. closed: not before the second value has passed (ms). trial: one, to see. trying: that one is under way.
local function verdict()
  local state = redis.call('HMGET', at, 'pausedAt', 'until', 'probe', 'prober')
  if state[1] then return 'paused', -1 end
  local wait = tonumber(state[2] or 0) - now
  if not state[2] then return 'clear', -1 end
  if wait > 0 then return 'closed', wait end
  if isProbing(state[3], state[4]) then return 'trying', -1 end
  return 'trial', -1
end

local function answer(word, wake, extra)
  local failures = tonumber(redis.call('HGET', at, 'failures') or 0)
  return { word, redis.call('ZCARD', line), wake, failures, extra or 0 }
end

local function toQueue(ids)
  local target = redis.call('EXISTS', bull .. ':meta-paused') == 1 and bull .. ':paused' or bull .. ':wait'
  for index = #ids, 1, -1 do redis.call('RPUSH', target, ids[index]) end
end

-- Calls the next deliveries of the line, as far as verdict, slots and rate allow.
local function advance(extra)
  local word, wake = verdict()
  local most = 0
  local isEmpty = redis.call('EXISTS', line) == 0
  if not isEmpty and word == 'clear' then most = freeSlots() end
  if not isEmpty and word == 'trial' then most = math.min(1, freeSlots()) end
  local ready = {}
  while most > 0 do
    if spacing > 0 then
      local due = tonumber(redis.call('HGET', at, 'nextAt') or 0)
      if due > now then wake = math.ceil(due - now) break end
    end
    local id = redis.call('ZPOPMIN', line)[1]
    if not id then break end
    local job = bull .. ':' .. id
    if redis.call('EXISTS', job) == 1 and redis.call('HEXISTS', job, 'finishedOn') == 0 then
      most = most - 1
      redis.call('HSET', called, id, now + ${KEPT_MS})
      redis.call('HSET', job, 'delay', ${LINE_MARK.called})
      if word == 'trial' then
        redis.call('HSET', at, 'probe', id)
        redis.call('HDEL', at, 'prober')
        word = 'trying'
      end
      if spacing > 0 then
        local due = tonumber(redis.call('HGET', at, 'nextAt') or 0)
        redis.call('HSET', at, 'nextAt', math.max(due, now) + spacing)
      end
      -- One that is not there is on its way to be put there, and finds its slot when it lines up.
      if redis.call('ZREM', bull .. ':delayed', id) == 1 then table.insert(ready, id) end
    end
  end
  toQueue(ready)
  if redis.call('EXISTS', line) == 0 then redis.call('SREM', base .. ':lines', origin) end
  return answer(word, wake, extra)
end

local function lineUp(id)
  redis.call('ZADD', base .. ':known', now, origin)
  if redis.call('HEXISTS', called, id) == 1 then
    if redis.call('ZREM', bull .. ':delayed', id) == 1 then toQueue({ id }) end
    return
  end
  if not redis.call('ZSCORE', bull .. ':delayed', id) then return end
  redis.call('ZADD', bull .. ':delayed', (now + ${COMES_ROUND_MS}) * 4096, id)
  redis.call('HSET', bull .. ':' .. id, 'delay', ${LINE_MARK.waiting})
  redis.call('HDEL', bull .. ':' .. id, 'failedReason', 'stacktrace')
  -- By the moment it was queued, whichever processor was quicker; what has been tried goes behind what has not.
  local queued = redis.call('HMGET', bull .. ':' .. id, 'timestamp', 'retriedOn', 'attemptsMade')
  local since = math.max(tonumber(queued[1]) or now, tonumber(queued[2] or 0))
  if tonumber(queued[3] or 0) > 0 then since = now end
  -- Those of one millisecond as they came, a fraction of it apart.
  local count = redis.call('HINCRBY', at, 'lined', 1)
  redis.call('ZADD', line, 'NX', since + (count % 1024) / 1024, id)
end
`;

/** Takes up to ARGV 5 free slots, unless somebody waits for them. Answers with how many it got. */
export const LEASE = new RedisScript<ScriptAnswer>(`${COMMON}
  local word, wake = verdict()
  if word ~= 'clear' or redis.call('ZCARD', line) > 0 then return answer(word, wake) end
  local granted = math.max(0, math.min(tonumber(ARGV[5]), freeSlots()))
  hold(granted)
  return answer(word, wake, granted)`);

/** Gives ARGV 5 slots back, puts the deliveries of ARGV 6 and on into the line, and calls whose turn it is. */
export const LINE_UP = new RedisScript<ScriptAnswer>(`${COMMON}
  hold(-tonumber(ARGV[5]))
  for index = 6, #ARGV do lineUp(ARGV[index]) end
  local result = advance()
  -- Whoever holds unused slots gives them back when somebody begins to wait.
  if result[2] > 0 and redis.call('SADD', base .. ':lines', origin) == 1 then announce() end
  return result`);

/** A called delivery has come (ARGV 5). Answers 1: it has its slot; 0: that was given away meanwhile; -1: it is overdue. */
export const CLAIM = new RedisScript<ScriptAnswer>(`${COMMON}
  local id = ARGV[5]
  local job = bull .. ':' .. id
  local word, wake = verdict()
  local mark = tonumber(redis.call('HGET', job, 'delay') or 0)
  local keptUntil = tonumber(redis.call('HGET', called, id) or 0)
  redis.call('HSET', job, 'delay', 0)
  redis.call('HDEL', called, id)
  if mark == ${LINE_MARK.overdue} then return answer(word, wake, -1) end
  if keptUntil <= now then return answer(word, wake, 0) end
  hold(1)
  if redis.call('HGET', at, 'probe') == id then redis.call('HSET', at, 'prober', worker) end
  return answer(word, wake, 1)`);

/**
 * What came of a delivery. ARGV slots given back, delivery, alive | failed | none | gone, ms that Retry-After asks for, 1
 * for an answer that throttles, failures that open the breaker, its first cooldown (ms), random 0-1, error or reason.
 */
export const REPORT = new RedisScript<ScriptAnswer>(`${COMMON}
  local outcome, asked, throttles = ARGV[7], tonumber(ARGV[8]), ARGV[9] == '1'
  local threshold, cooldown, random, text = tonumber(ARGV[10]), tonumber(ARGV[11]), tonumber(ARGV[12]), ARGV[13]
  hold(-tonumber(ARGV[5]))
  if redis.call('HGET', at, 'probe') == ARGV[6] then redis.call('HDEL', at, 'probe', 'prober') end
  redis.call('ZADD', base .. ':known', now, origin)
  local state = redis.call('HMGET', at, 'until', 'cause')
  local closedUntil, cause = tonumber(state[1] or 0), state[2]

  if outcome == 'alive' or outcome == 'gone' then
    local changes = redis.call('HDEL', at, 'failures', 'opened')
    -- What the destination asked for holds, even when one that was already under way got through.
    if cause == 'failures' or closedUntil <= now then changes = changes + redis.call('HDEL', at, 'until', 'cause') end
    if outcome == 'gone' then
      changes = 1
      redis.call('HSET', at, 'lastFailureAt', now, 'lastError', text, 'pausedAt', now, 'pausedReason', text)
    elseif text == '' then
      redis.call('HSET', at, 'lastSuccessAt', now)
    else
      redis.call('HSET', at, 'lastFailureAt', now, 'lastError', text)
    end
    if changes > 0 then announce() end
  elseif outcome == 'failed' then
    local failures = redis.call('HINCRBY', at, 'failures', 1)
    redis.call('HSET', at, 'lastFailureAt', now, 'lastError', text)
    local wait, because = asked, 'throttled'
    if throttles then wait = math.max(wait, math.min(${MAX_THROTTLE_MS}, ${FIRST_THROTTLE_MS} * 2 ^ math.min(failures - 1, 16))) end
    if failures >= threshold and closedUntil <= now then
      local opened = redis.call('HINCRBY', at, 'opened', 1)
      local cool = math.min(${MAX_COOLDOWN_MS}, cooldown * 2 ^ math.min(opened - 1, 16)) * (1 + ${JITTER} * random)
      if cool >= wait then wait, because = math.floor(cool), 'failures' end
    end
    local isLonger = wait > 0 and now + wait > closedUntil
    if isLonger then redis.call('HSET', at, 'until', now + wait, 'cause', because) end
    if isLonger or failures == 1 then announce() end
  elseif text ~= '' then
    redis.call('HSET', at, 'lastFailureAt', now, 'lastError', text)
  end
  return advance()`);

/** Sends up to ARGV 6 deliveries that have waited longer than ARGV 5 ms back to the queue, to fail. Answers how many. */
export const CALL_OVERDUE = new RedisScript<ScriptAnswer>(`${COMMON}
  local ids = redis.call('ZRANGEBYSCORE', line, '-inf', now - tonumber(ARGV[5]), 'LIMIT', 0, ARGV[6])
  for _, id in ipairs(ids) do
    redis.call('ZREM', line, id)
    if redis.call('EXISTS', bull .. ':' .. id) == 1 then
      redis.call('HSET', bull .. ':' .. id, 'delay', ${LINE_MARK.overdue})
      if redis.call('ZREM', bull .. ':delayed', id) == 1 then redis.call('LPUSH', bull .. ':wait', id) end
    end
  end
  return advance(#ids)`);

/** ARGV 5: the reason. Answers with the state after it. */
export const PAUSE = new RedisScript<ScriptAnswer>(`${COMMON}
  redis.call('ZADD', base .. ':known', now, origin)
  redis.call('HSET', at, 'pausedAt', now, 'pausedReason', ARGV[5])
  announce()
  return advance()`);

/** Ends a pause, and whatever else keeps deliveries back: somebody says that the destination is there. */
export const RESUME = new RedisScript<ScriptAnswer>(`${COMMON}
  redis.call('HDEL', at, 'pausedAt', 'pausedReason', 'until', 'cause', 'failures', 'opened', 'probe', 'prober')
  announce()
  return advance()`);
