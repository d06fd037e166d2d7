import { RedisScript } from '../../redis/redis-script.js';

/**
 * Counts jobs of a batch as ended, each once however often it is told, and ends the batch with its last one. A batch that
 * has ended is kept as long as its jobs are, and waits in `untold` until its event is queued. "dropped" takes a job out of
 * the batch that never came into the queue.
 * KEYS batch, open jobs, jobs, open batches, untold batches. ARGV batch id, now (ms), channel, then id and status of jobs.
 * Returns 1 when the batch has ended by this, else 0.
 */
export const SETTLE_IN_BATCH = new RedisScript(`
  if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
  for i = 4, #ARGV, 2 do
    if redis.call('SREM', KEYS[2], ARGV[i]) == 1 then
      if ARGV[i + 1] == 'dropped' then
        redis.call('HINCRBY', KEYS[1], 'total', -1)
        redis.call('ZREM', KEYS[3], ARGV[i])
      else
        redis.call('HINCRBY', KEYS[1], ARGV[i + 1], 1)
      end
    end
  end
  if redis.call('SCARD', KEYS[2]) > 0 or redis.call('HEXISTS', KEYS[1], 'endedAt') == 1 then return 0 end
  redis.call('HSET', KEYS[1], 'endedAt', ARGV[2])
  redis.call('ZREM', KEYS[4], ARGV[1])
  redis.call('ZADD', KEYS[5], ARGV[2], ARGV[1])
  local seconds = redis.call('HGET', KEYS[1], 'keepSeconds')
  redis.call('EXPIRE', KEYS[1], seconds)
  redis.call('EXPIRE', KEYS[3], seconds)
  redis.call('PUBLISH', ARGV[3], ARGV[1])
  return 1`);
