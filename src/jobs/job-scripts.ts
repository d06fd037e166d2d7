import { CALL_FIRST } from './device-line.js';
import { RedisScript } from '../redis/redis-script.js';

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
 * The sequel to Bull's script that adds a job: makes the job findable and gives it its place in the line of its device, if
 * it was not there. What goes to one set goes there by one command for many jobs: each call of Redis from Lua costs a
 * microsecond and more.
 * ARGV counter, all, open, deadline, hosts, prefix of hosts' jobs, prefix of lines, then for each call: place (0: behind all
 * that were added before; empty: it is no device job), deadline, host, device.
 */
export const INDEX_ADDED = `
  local counter, all, open, deadlines, hosts, hostJobs, lines = unpack(ARGV, 1, 7)
  local created, due, used = {}, {}, {}

  local function append(list, first, second)
    list[#list + 1] = first
    list[#list + 1] = second
  end

  local function index(id, call, added)
    local place, deadline, host, device = unpack(ARGV, 4 * call + 4, 4 * call + 7)
    local createdAt = added[6]
    if place == '' or redis.call('ZADD', hostJobs .. host, 'NX', createdAt, id) == 0 then return nil end
    if place == '0' then place = redis.call('GET', counter) end
    redis.call('ZADD', lines .. device, 'NX', place, id)
    append(created, createdAt, id)
    append(due, deadline, id)
    append(used, createdAt, host)
  end

  local function flush()
    if #created == 0 then return end
    redis.call('ZADD', all, unpack(created))
    redis.call('ZADD', open, unpack(created))
    redis.call('ZADD', deadlines, unpack(due))
    redis.call('ZADD', hosts, 'GT', unpack(used))
  end

  return index, flush`;

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
