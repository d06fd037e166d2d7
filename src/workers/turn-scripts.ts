import { CALL_FIRST } from '../jobs/device-line.js';
import { RedisScript } from '../redis/redis-script.js';

/** What {@link TAKE_TURN} answers: a code, and what belongs to it. */
export type TurnAnswer =
  /** It runs. `isFirst` is 0 when a worker had begun it before and died. */
  | readonly [code: 1, isFirst: 0 | 1, fence: number]
  /** Another job of the device is first. */
  | readonly [code: 0]
  /** Another worker, named by its lease, has the device. */
  | readonly [code: 2, lease: string]
  /** This worker's own lease is over. */
  | readonly [code: 3];

/**
 * Gives a job its device, if it is first in the device's line and no other live worker has the device, and notes who
 * runs it, in one step. The fence grows with every grant of the job: what an earlier holder writes later is refused.
 * KEYS line, holders, job. ARGV id, place, device, lease, prefix of leases, prefix of jobs, worker, place of jobs whose
 * record would be there by now.
 */
export const TAKE_TURN = new RedisScript<TurnAnswer>(`
  local id, lease, leases = ARGV[1], ARGV[4], ARGV[5]
  redis.call('ZADD', KEYS[1], 'NX', ARGV[2], id)
  if redis.call('EXISTS', leases .. lease) == 0 then return {3} end
  while true do
    local first = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
    if first[1] == id then break end
    local job = ARGV[6] .. first[1]
    local isGone = redis.call('HEXISTS', job, 'finishedOn') == 1
      or (redis.call('EXISTS', job) == 0 and tonumber(first[2]) < tonumber(ARGV[8]))
    if not isGone then return {0} end
    redis.call('ZREM', KEYS[1], first[1])
  end
  local holder = redis.call('HGET', KEYS[2], ARGV[3])
  if holder and holder ~= lease then
    if redis.call('EXISTS', leases .. holder) == 1 then return {2, holder} end
  end
  if holder ~= lease then redis.call('HSET', KEYS[2], ARGV[3], lease) end
  local isFirst = redis.call('HSETNX', KEYS[3], 'worker', ARGV[7])
  redis.call('HSET', KEYS[3], 'lease', lease)
  return {1, isFirst, redis.call('HINCRBY', KEYS[3], 'fence', 1)}`);

/**
 * Ends a job's turn, lets go of the device if asked to, and calls the next job.
 * KEYS line, holders, delayed, wait. ARGV id, device, lease, prefix of jobs, 1 to let go.
 */
export const END_TURN = new RedisScript(`${CALL_FIRST}
  redis.call('ZREM', KEYS[1], ARGV[1])
  if ARGV[5] == '1' and redis.call('HGET', KEYS[2], ARGV[2]) == ARGV[3] then
    redis.call('HDEL', KEYS[2], ARGV[2])
  end
  callFirst(KEYS[1], KEYS[3], KEYS[4], ARGV[4])
  return 1`);

/**
 * Calls the first job of a device unless another live worker has the device.
 * KEYS line, holders, delayed, wait. ARGV device, lease, prefix of leases, prefix of jobs.
 */
export const CALL_IF_FREE = new RedisScript(`${CALL_FIRST}
  local holder = redis.call('HGET', KEYS[2], ARGV[1])
  if holder and holder ~= ARGV[2] and redis.call('EXISTS', ARGV[3] .. holder) == 1 then return 0 end
  callFirst(KEYS[1], KEYS[3], KEYS[4], ARGV[4])
  return 1`);

/** Keeps the outcome of a job, unless the job was granted again since, or has ended. KEYS job. ARGV outcome, fence. */
export const KEEP_OUTCOME = new RedisScript(`
  if redis.call('HEXISTS', KEYS[1], 'finishedOn') == 1 then return 0 end
  if (redis.call('HGET', KEYS[1], 'fence') or '0') ~= ARGV[2] then return 0 end
  redis.call('HSET', KEYS[1], 'outcome', ARGV[1])
  return 1`);

/**
 * Takes the lock from each job in Bull's active list whose worker's lease is over: Bull gives the job out again at its
 * next look, instead of when the lock runs out. KEYS active. ARGV prefix of jobs, prefix of leases.
 */
export const UNLOCK_LOST = new RedisScript(`
  local lost = 0
  for _, id in ipairs(redis.call('LRANGE', KEYS[1], 0, -1)) do
    local lease = redis.call('HGET', ARGV[1] .. id, 'lease')
    if lease and redis.call('EXISTS', ARGV[2] .. lease) == 0 then
      lost = lost + redis.call('DEL', ARGV[1] .. id .. ':lock')
    end
  end
  return lost`);
