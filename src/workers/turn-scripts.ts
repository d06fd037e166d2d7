import { CALL_FIRST } from '../jobs/device-line.js';
import { KEY_PREFIX } from '../redis/key-prefix.js';
import { RedisScript } from '../redis/redis-script.js';

/** Redis hash: device to the lease of the worker that has it. */
export const DEVICE_HOLDERS = `${KEY_PREFIX}:devices:holders`;

/** The fence of a job's first grant. */
export const FIRST_FENCE = 1;
/** Place of a job whose turn it is, until that ends: a job that comes into the line late must not get before it. */
const AT_THE_HEAD = 0;
/** Characters of a job's data: searching more would hold up Redis, and such a job is no matter of microseconds. */
const MOST_SEARCHED = 16_384;

/** Who had been given a job's turn before. */
export type Begun = 'by nobody' | 'by this worker' | 'by another';

/** What {@link TAKE_TURNS} answers for a job: a code, and what belongs to it. */
export type TurnAnswer =
  /** It runs. After `by this worker` it may not have begun: the answer can get lost. */
  | readonly [code: 1, begun: Begun, fence: number]
  /** Another job of the device is first. */
  | readonly [code: 0]
  /** Another worker, named by its lease, has the device. */
  | readonly [code: 2, lease: string]
  /** This worker's own lease is over. */
  | readonly [code: 3]
  /** The job is not this worker's any more: it has ended, is gone, or was given out again. Bull may have held it back. */
  | readonly [code: 4];

/**
 * Gives each of several jobs its device, if it is first in the device's line and no other live worker has the device, and
 * notes who runs it, in one step. The fence grows with every grant of the job: what an earlier holder writes later is
 * refused. Answers for each job, in their order.
 * A job without a place, since it runs again, stands behind all that have one: before the job that runs now it would be let
 * to the device beside that.
 * KEYS holders, counter, then for each job: line, job. ARGV lease, prefix of leases, prefix of jobs, worker, what it locks
 * jobs with, then for each job: id, device.
 */
export const TAKE_TURNS = new RedisScript<readonly TurnAnswer[]>(`
  local lease, leases, jobs, worker, token = unpack(ARGV, 1, 5)
  local holders, counter = KEYS[1], KEYS[2]
  local isAlive = redis.call('EXISTS', leases .. lease) == 1

  local function isFirstInLine(line, id)
    while true do
      local first = redis.call('ZRANGE', line, 0, 0)[1]
      if first == id then return true end
      local record = redis.call('HMGET', jobs .. first, 'timestamp', 'finishedOn')
      if record[1] and not record[2] then return false end
      redis.call('ZREM', line, first)
    end
  end

  local function take(line, job, id, device)
    local record = redis.call('HMGET', job, 'timestamp', 'finishedOn')
    if not record[1] or record[2] then
      redis.call('ZREM', line, id)
      return {4}
    end
    if redis.call('GET', job .. ':lock') ~= token then return {4} end
    if not redis.call('ZSCORE', line, id) then redis.call('ZADD', line, redis.call('INCR', counter), id) end
    if not isAlive then return {3} end
    if not isFirstInLine(line, id) then return {0} end
    local holder = redis.call('HGET', holders, device)
    if holder ~= lease then
      if holder and redis.call('EXISTS', leases .. holder) == 1 then return {2, holder} end
      redis.call('HSET', holders, device, lease)
    end
    local begun = 'by nobody'
    if redis.call('HSETNX', job, 'worker', worker) == 0 then
      begun = redis.call('HGET', job, 'worker') == worker and 'by this worker' or 'by another'
    end
    redis.call('ZADD', line, ${AT_THE_HEAD}, id)
    redis.call('HSET', job, 'lease', lease)
    return {1, begun, redis.call('HINCRBY', job, 'fence', 1)}
  end

  local answers = {}
  for i = 1, (#KEYS - 2) / 2 do
    answers[i] = take(KEYS[2 * i + 1], KEYS[2 * i + 2], ARGV[2 * i + 4], ARGV[2 * i + 5])
  end
  return answers`);

/**
 * The sequel to Bull's script that hands out a job: gives the job its device as {@link TAKE_TURNS} does, if nobody has begun
 * it before, it has not expired, it is first in line, and no other live worker has the device. Returns the job's id if so.
 * Should the answer get lost, the job counts as begun by this worker, as after {@link TAKE_TURNS}.
 * ARGV lease, prefix of leases, prefix of lines, prefix of jobs, holders, worker, now in ms.
 */
export const TAKE_EARLY = `
  local lease, leases, lines, jobs, holders, worker = unpack(ARGV, 1, 6)
  if redis.call('EXISTS', leases .. lease) == 0 then return nil end
  return function(answer)
    if type(answer) ~= 'table' then return nil end
    local fields, id, data, addedAt = answer[1], answer[2], nil, nil
    for i = 1, #fields, 2 do
      local field = fields[i]
      if field == 'worker' or field == 'fence' then return nil end
      if field == 'data' then data = fields[i + 1] elseif field == 'timestamp' then addedAt = fields[i + 1] end
    end
    if #data > ${MOST_SEARCHED} then return nil end
    -- A quote within a JSON string has a backslash before it, so that nothing that a client wrote looks like this.
    local host, port = string.match(data, '"device":{"host":"([^"\\\\]+)","port":(%d+)')
    local ttlSeconds = string.match(data, '"ttlSeconds":(%d+)')
    if not host or not ttlSeconds or tonumber(ARGV[7]) > addedAt + ttlSeconds * 1000 then return nil end
    local device = string.lower(host) .. ':' .. port
    if redis.call('ZRANGE', lines .. device, 0, 0)[1] ~= id then return nil end
    local holder = redis.call('HGET', holders, device)
    if holder ~= lease then
      if holder and redis.call('EXISTS', leases .. holder) == 1 then return nil end
      redis.call('HSET', holders, device, lease)
    end
    redis.call('ZADD', lines .. device, ${AT_THE_HEAD}, id)
    redis.call('HSET', jobs .. id, 'worker', worker, 'lease', lease, 'fence', ${FIRST_FENCE})
    return id
  end`;

/** Takes back what {@link TAKE_EARLY} gave, unless the job was granted again since. KEYS job. ARGV worker. */
export const GIVE_BACK = new RedisScript(`
  local has = redis.call('HMGET', KEYS[1], 'worker', 'fence')
  if has[1] ~= ARGV[1] or has[2] ~= '${FIRST_FENCE}' then return 0 end
  redis.call('HDEL', KEYS[1], 'worker', 'lease')
  return 1`);

/**
 * Ends the turns of several jobs, lets go of their devices where asked to, and calls the next job of each. A device whose
 * next job has been given to this worker meanwhile ({@link TAKE_EARLY}) is not let go.
 * KEYS holders, delayed, wait, then the line of each. ARGV lease, prefix of jobs, what the worker locks jobs with, then for
 * each: id, device, 1 to let go.
 */
export const END_TURNS = new RedisScript(`${CALL_FIRST}
  local holders, lease, jobs, token = KEYS[1], ARGV[1], ARGV[2], ARGV[3]

  local function isGivenToThisWorker(id)
    return redis.call('HGET', jobs .. id, 'lease') == lease and redis.call('GET', jobs .. id .. ':lock') == token
  end

  for i = 1, #KEYS - 3 do
    local line, id, device = KEYS[i + 3], ARGV[3 * i + 1], ARGV[3 * i + 2]
    redis.call('ZREM', line, id)
    local first = redis.call('ZRANGE', line, 0, 0)[1]
    if ARGV[3 * i + 3] == '1' and redis.call('HGET', holders, device) == lease then
      if not first or not isGivenToThisWorker(first) then redis.call('HDEL', holders, device) end
    end
    if first then callFirst(line, KEYS[2], KEYS[3], jobs) end
  end
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

/** Keeps the outcome of a job, unless it was granted again since, has ended, or is gone. KEYS job. ARGV outcome, fence. */
export const KEEP_OUTCOME = new RedisScript(`
  if redis.call('EXISTS', KEYS[1]) == 0 or redis.call('HEXISTS', KEYS[1], 'finishedOn') == 1 then return 0 end
  if (redis.call('HGET', KEYS[1], 'fence') or '0') ~= ARGV[2] then return 0 end
  redis.call('HSET', KEYS[1], 'outcome', ARGV[1])
  return 1`);

/**
 * Counts a retry of a job, unless the job was granted again since, has ended, or has had its retries. Asked twice for one
 * claim, it counts once. KEYS job. ARGV claim, fence, most retries, the worker that runs it (empty: nobody now).
 * Returns the how manieth retry it is, or 0.
 */
export const CLAIM_RETRY = new RedisScript(`
  local job, claim = KEYS[1], ARGV[1]
  if redis.call('HEXISTS', job, 'finishedOn') == 1 or redis.call('HGET', job, 'fence') ~= ARGV[2] then return 0 end
  local retries = tonumber(redis.call('HGET', job, 'retries') or '0')
  if redis.call('HGET', job, 'retryClaim') == claim then return retries end
  if retries >= tonumber(ARGV[3]) then return 0 end
  redis.call('HSET', job, 'retries', retries + 1, 'retryClaim', claim)
  -- The next worker's lease is not there yet when it has the job and has not asked for its turn.
  if ARGV[4] == '' then redis.call('HDEL', job, 'worker', 'lease') else redis.call('HSET', job, 'worker', ARGV[4]) end
  return retries + 1`);

/**
 * Moves a job that Bull has put aside to the list of another worker. KEYS delayed, its list, job. ARGV id.
 */
export const HAND_OVER = new RedisScript(`
  if redis.call('ZREM', KEYS[1], ARGV[1]) == 0 then return 0 end
  redis.call('HSET', KEYS[3], 'delay', 0)
  redis.call('LPUSH', KEYS[2], ARGV[1])
  return 1`);

/**
 * Moves waiting jobs to the lists of others, those at the end first. A job that is not in the list any more is left alone.
 * KEYS list, then for each job: its new list. ARGV the jobs.
 */
export const MOVE_WAITING = new RedisScript(`
  for i, id in ipairs(ARGV) do
    if redis.call('LREM', KEYS[1], -1, id) == 1 then redis.call('LPUSH', KEYS[i + 1], id) end
  end
  return 1`);
