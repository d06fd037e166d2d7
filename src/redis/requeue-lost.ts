import { RedisScript } from './redis-script.js';

/**
 * Gives out again each job in a Bull queue's active list whose worker is no more: its lock is one of those that are known to
 * be of the dead, or the lease that is noted in its record, if there is one, is over. Bull alone would wait until the lock
 * runs out. KEYS active, stalled, wait. ARGV prefix of jobs, prefix of leases, then the lock tokens of the dead.
 */
export const REQUEUE_LOST = new RedisScript(`
  local dead = {}
  for i = 3, #ARGV do dead[ARGV[i]] = true end
  local lost = 0
  for _, id in ipairs(redis.call('LRANGE', KEYS[1], 0, -1)) do
    local job = ARGV[1] .. id
    local lease = redis.call('HGET', job, 'lease')
    local lock = redis.call('GET', job .. ':lock')
    if (lease and redis.call('EXISTS', ARGV[2] .. lease) == 0) or (lock and dead[lock]) then
      redis.call('LREM', KEYS[1], 1, id)
      redis.call('SREM', KEYS[2], id)
      redis.call('DEL', job .. ':lock')
      -- The next worker's lease is not there yet when it has the job and has not asked for its turn.
      redis.call('HDEL', job, 'lease')
      redis.call('RPUSH', KEYS[3], id)
      lost = lost + 1
    end
  end
  return lost`);
