import { CALL_FIRST } from './device-line.js';
import { RedisScript } from '../redis/redis-script.js';

/** Lua can unpack no more than some 8,000. */
const MOST_ARGUMENTS = 2_000;

/**
 * Ends a job that no worker has taken, in one step, so that a worker and a client can never both have it. It lands in
 * Bull's failed set like any other job without success, and so in the outbox.
 * KEYS list of the device's owner, wait, paused, delayed, failed, job, line, workers with lists.
 * ARGV id, now (ms), outcome, reason, channel, prefix of jobs, prefix of workers' lists.
 * Returns 1 done, 0 it has begun, 2 a worker is looking at it, -1 no such job, -2 it has ended already.
 */
export const END_WAITING_JOB = new RedisScript(`${CALL_FIRST}
  local id, job = ARGV[1], KEYS[6]
  if redis.call('EXISTS', job) == 0 then return -1 end
  if redis.call('HEXISTS', job, 'finishedOn') == 1 then return -2 end
  if redis.call('HEXISTS', job, 'worker') == 1 then return 0 end

  local function take()
    -- Lists are searched from end to end, so where most jobs of a busy device are comes first.
    if redis.call('ZREM', KEYS[4], id) == 1 then return true end
    for i = 1, 3 do
      if redis.call('LREM', KEYS[i], 1, id) == 1 then return true end
    end
    for _, worker in ipairs(redis.call('ZRANGE', KEYS[8], 0, -1)) do
      if redis.call('LREM', ARGV[7] .. worker, 1, id) == 1 then return true end
    end
    return false
  end

  if not take() then return 2 end
  redis.call('HSET', job, 'finishedOn', ARGV[2], 'outcome', ARGV[3], 'failedReason', ARGV[4])
  redis.call('ZADD', KEYS[5], ARGV[2], id)
  redis.call('PUBLISH', ARGV[5], id)
  callFirst(KEYS[7], KEYS[4], KEYS[1], ARGV[6])
  return 1`);

/**
 * Makes jobs findable and gives them their places in the lines of their devices. What goes to one set goes there by one
 * command for many jobs: each call of Redis from Lua costs a microsecond and more.
 * KEYS all, open, deadline, hosts, devices, then for each job: host, line. ARGV for each: id, created at, deadline, place,
 * host's name, device.
 */
export const INDEX_JOBS = new RedisScript(`
  local created, deadlines, hosts, devices = {}, {}, {}, {}

  local function flush()
    redis.call('ZADD', KEYS[1], unpack(created))
    redis.call('ZADD', KEYS[2], unpack(created))
    redis.call('ZADD', KEYS[3], unpack(deadlines))
    redis.call('ZADD', KEYS[4], 'GT', unpack(hosts))
    redis.call('HSET', KEYS[5], unpack(devices))
    created, deadlines, hosts, devices = {}, {}, {}, {}
  end

  local function append(list, first, second)
    list[#list + 1] = first
    list[#list + 1] = second
  end

  for i = 1, #ARGV / 6 do
    local id, createdAt, deadline, place = ARGV[6 * i - 5], ARGV[6 * i - 4], ARGV[6 * i - 3], ARGV[6 * i - 2]
    append(created, createdAt, id)
    append(deadlines, deadline, id)
    append(hosts, createdAt, ARGV[6 * i - 1])
    append(devices, id, ARGV[6 * i])
    redis.call('ZADD', KEYS[2 * i + 4], createdAt, id)
    redis.call('ZADD', KEYS[2 * i + 5], 'NX', place, id)
    if #created == ${MOST_ARGUMENTS} then flush() end
  end
  if #created > 0 then flush() end
  return 1`);

/** Forgets the hosts that have no jobs any more. KEYS hosts, then their jobs. ARGV their names. */
export const FORGET_HOSTS = new RedisScript(`
  for i = 1, #ARGV do
    if redis.call('EXISTS', KEYS[i + 1]) == 0 then redis.call('ZREM', KEYS[1], ARGV[i]) end
  end
  return 1`);

/**
 * Moves jobs that were put aside back into the queue, in their order. KEYS delayed, wait. ARGV key prefix of a job, most.
 * Returns how many were moved.
 */
export const RECALL_JOBS = new RedisScript(`
  local ids = redis.call('ZRANGE', KEYS[1], 0, ARGV[2] - 1)
  for _, id in ipairs(ids) do
    redis.call('ZREM', KEYS[1], id)
    redis.call('HSET', ARGV[1] .. id, 'delay', 0)
    redis.call('LPUSH', KEYS[2], id)
  end
  return #ids`);
