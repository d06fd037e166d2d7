import { RedisScript } from '../redis/redis-script.js';

/**
 * The active jobs that a worker has, by what it locks them with: each id, and since when, which Bull notes as it hands a job
 * out. KEYS active. ARGV prefix of jobs, lock token.
 */
export const ACTIVE_UNDER_LOCK = new RedisScript<readonly string[]>(`
  local own = {}
  for _, id in ipairs(redis.call('LRANGE', KEYS[1], 0, -1)) do
    if redis.call('GET', ARGV[1] .. id .. ':lock') == ARGV[2] then
      own[#own + 1] = id
      own[#own + 1] = redis.call('HGET', ARGV[1] .. id, 'processedOn') or ''
    end
  end
  return own`);

/**
 * Gives out again, as never begun, jobs that a worker has in Bull and does not run: a grant of their turn was not heard.
 * One that it has run to an end, and no other worker had since, gets that noted, for whoever takes it up. A job that the
 * worker has no more, or was handed once more meanwhile, is left alone.
 * KEYS active, stalled, wait. ARGV prefix of jobs, lock token, worker, then for each job: id, since when, outcome or nothing.
 */
export const GIVE_OUT_AGAIN = new RedisScript(`
  local jobs, token, worker = ARGV[1], ARGV[2], ARGV[3]
  for i = 4, #ARGV, 3 do
    local id, since, outcome, job = ARGV[i], ARGV[i + 1], ARGV[i + 2], jobs .. ARGV[i]
    local isHeld = redis.call('GET', job .. ':lock') == token
    if isHeld and (redis.call('HGET', job, 'processedOn') or '') == since and redis.call('LREM', KEYS[1], 1, id) == 1 then
      redis.call('SREM', KEYS[2], id)
      redis.call('DEL', job .. ':lock')
      local begunBy = redis.call('HGET', job, 'worker')
      if outcome ~= '' and (not begunBy or begunBy == worker) then
        redis.call('HSET', job, 'worker', worker, 'outcome', outcome)
      elseif begunBy == worker then
        redis.call('HDEL', job, 'worker')
      end
      redis.call('HDEL', job, 'lease')
      redis.call('RPUSH', KEYS[3], id)
    end
  end
  return 1`);
