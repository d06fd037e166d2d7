import { RedisScript } from '../../redis/redis-script.js';

/** A worker that has not been heard of for so long is dead, and its slots are free. */
export const ALIVE_MS = 5_000;
/** What a worker left behind goes away by itself. */
export const FORGET_WORKER_MS = 60_000;

/*
 * Scripts that are not about one destination. Called like those that are: KEYS 1 is the base of all keys, ARGV 2 the
 * worker.
 */

/**
 * A worker lives. ARGV 5 and on, in threes: origin, deliveries under way, 1 when one succeeded since the last time.
 */
export const BEAT = new RedisScript(`
  local base, worker = KEYS[1], ARGV[2]
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  local inFlight = base .. ':in-flight:' .. worker
  redis.call('ZREMRANGEBYSCORE', base .. ':workers', '-inf', now - ${FORGET_WORKER_MS})
  redis.call('ZADD', base .. ':workers', now + ${ALIVE_MS}, worker)
  for index = 5, #ARGV, 3 do
    redis.call('ZADD', base .. ':known', now, ARGV[index])
    if ARGV[index + 1] == '0' then redis.call('HDEL', inFlight, ARGV[index])
    else redis.call('HSET', inFlight, ARGV[index], ARGV[index + 1]) end
    if ARGV[index + 2] == '1' then redis.call('HSET', base .. ':at:' .. ARGV[index], 'lastSuccessAt', now) end
  end
  redis.call('PEXPIRE', inFlight, ${FORGET_WORKER_MS})
  return redis.call('PEXPIRE', base .. ':slots:' .. worker, ${FORGET_WORKER_MS})`);

/** Sets what a worker holds. ARGV 5: how many origins follow that stay as they are; then origins and counts in turn. */
export const RECOUNT = new RedisScript(`
  local slots = KEYS[1] .. ':slots:' .. ARGV[2]
  local kept, first = {}, 6 + tonumber(ARGV[5])
  for index = 6, first - 1 do
    local count = redis.call('HGET', slots, ARGV[index])
    if count then table.insert(kept, ARGV[index]) table.insert(kept, count) end
  end
  redis.call('DEL', slots)
  for index = 1, #kept, 2 do redis.call('HSET', slots, kept[index], kept[index + 1]) end
  for index = first, #ARGV, 2 do redis.call('HSET', slots, ARGV[index], ARGV[index + 1]) end
  return redis.call('PEXPIRE', slots, ${FORGET_WORKER_MS})`);

/** Forgets up to 100 destinations that nobody has used for ARGV 5 ms, unless they are paused or somebody waits. */
export const FORGET_UNUSED = new RedisScript(`
  local base = KEYS[1]
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  local forgotten = 0
  for _, origin in ipairs(redis.call('ZRANGEBYSCORE', base .. ':known', '-inf', now - tonumber(ARGV[5]), 'LIMIT', 0, 100)) do
    local at = base .. ':at:' .. origin
    if redis.call('HEXISTS', at, 'pausedAt') == 1 or redis.call('EXISTS', base .. ':line:' .. origin) == 1 then
      redis.call('ZADD', base .. ':known', now, origin)
    else
      redis.call('ZREM', base .. ':known', origin)
      redis.call('DEL', at, base .. ':called:' .. origin)
      forgotten = forgotten + 1
    end
  end
  return forgotten`);
