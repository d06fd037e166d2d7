import { RedisScript } from '../redis/redis-script.js';

/**
 * Writes a worker's record with the time of Redis, so that nobody's clock is compared with another one. In the same step it
 * notes the list of jobs that the worker has: from now on jobs may be pinned to it, and must be found should it die. Empty
 * lists of workers that are long gone are forgotten.
 * KEYS records, workers with lists. ARGV name, record (JSON, of an object that says more than nothing), prefix of lists, how
 * long a list is kept (ms). Answers the time (ms) and all records.
 */
export const BEAT = new RedisScript<readonly [nowMs: number, records: readonly string[]]>(`
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  local stamp = ',"lastHeartbeat":' .. string.format('%.0f', now) .. '}'
  redis.call('ZADD', KEYS[2], now, ARGV[1])
  redis.call('HSET', KEYS[1], ARGV[1], string.sub(ARGV[2], 1, -2) .. stamp)
  for _, name in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now - ARGV[4])) do
    if redis.call('EXISTS', ARGV[3] .. name) == 0 then redis.call('ZREM', KEYS[2], name) end
  end
  return { now, redis.call('HVALS', KEYS[1]) }`);
