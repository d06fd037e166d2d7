import { Injectable } from '@nestjs/common';
import { PINNED_KEYS } from '../fleet/worker-queues.js';
import { JOB_KEYS } from '../jobs/job-keys.js';
import { KEY_PREFIX } from '../redis/key-prefix.js';
import { RedisConnections } from '../redis/redis-connections.js';
import { RedisScript } from '../redis/redis-script.js';
import { DELIVERY_QUEUE } from '../webhooks/delivery/delivery.js';
import { DESTINATION_KEYS } from '../webhooks/destinations/destination-keys.js';
import type { DestinationState } from '../webhooks/destinations/destination-record.js';

/** So many of the oldest open jobs, and of the destinations used last, are looked at: Redis is busy for a millisecond. */
const MOST = 1_000;
const BULL_DELIVERIES = `${KEY_PREFIX}:${DELIVERY_QUEUE}`;

/** How full the queues are, over all processes. */
export interface QueueSizes {
  readonly jobs: {
    /** Wait for a worker: further ones would run them. */
    readonly waiting: number;
    /** Wait behind another job of their device, which no worker can help. */
    readonly inLine: number;
    readonly running: number;
    readonly oldestSeconds: number;
  };
  readonly deliveries: {
    readonly waiting: number;
    /** Wait for their next attempt, or for their destination. */
    readonly delayed: number;
    readonly running: number;
    readonly oldestSeconds: number;
  };
  /** How many destinations stand how, as GET /webhooks/destinations names it. */
  readonly destinations: Readonly<Record<DestinationState, number>>;
}

type Answer = readonly [
  open: number,
  running: number,
  jobAgeMs: number,
  jobsWaiting: number,
  waiting: number,
  delayed: number,
  delivering: number,
  deliveryAgeMs: number,
  active: number,
  throttled: number,
  broken: number,
  halfOpen: number,
  paused: number,
];

/**
 * KEYS open and active jobs, deliveries' wait, delayed, active; known destinations; jobs of no worker, workers with a list. ARGV
 * prefixes of the records of jobs, deliveries and destinations, and of the lists of workers.
 */
const SIZES = new RedisScript<Answer>(`
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  local jobAge, deliveryAge = 0, 0
  local jobs = redis.call('ZRANGE', KEYS[1], 0, ${MOST - 1}, 'WITHSCORES')
  for index = 1, #jobs, 2 do
    local worker = redis.call('HGET', ARGV[1] .. jobs[index], 'worker')
    if not worker or worker == '' then
      jobAge = now - tonumber(jobs[index + 1])
      break
    end
  end
  local jobsWaiting = redis.call('LLEN', KEYS[7])
  for _, worker in ipairs(redis.call('ZRANGE', KEYS[8], 0, -1)) do
    jobsWaiting = jobsWaiting + redis.call('LLEN', ARGV[4] .. worker)
  end
  local first = redis.call('LINDEX', KEYS[3], -1)
  if first then
    local times = redis.call('HMGET', ARGV[2] .. first, 'timestamp', 'retriedOn')
    deliveryAge = now - math.max(tonumber(times[1] or now), tonumber(times[2] or 0))
  end
  local states = { 0, 0, 0, 0, 0 }
  for _, origin in ipairs(redis.call('ZREVRANGE', KEYS[6], 0, ${MOST - 1})) do
    local at = redis.call('HMGET', ARGV[3] .. origin, 'pausedAt', 'until', 'cause')
    local state = 1
    if at[1] then state = 5
    elseif at[2] and tonumber(at[2]) <= now then state = 4
    elseif at[2] and at[3] == 'failures' then state = 3
    elseif at[2] then state = 2 end
    states[state] = states[state] + 1
  end
  return { redis.call('ZCARD', KEYS[1]), redis.call('LLEN', KEYS[2]), math.max(0, jobAge), jobsWaiting,
    redis.call('LLEN', KEYS[3]), redis.call('ZCARD', KEYS[4]), redis.call('LLEN', KEYS[5]), math.max(0, deliveryAge),
    unpack(states) }`);

const KEYS = [
  JOB_KEYS.open,
  JOB_KEYS.active,
  ...['wait', 'delayed', 'active'].map((list) => `${BULL_DELIVERIES}:${list}`),
  DESTINATION_KEYS.known,
  JOB_KEYS.wait,
  PINNED_KEYS.workers,
];
const PREFIXES = [JOB_KEYS.jobPrefix, `${BULL_DELIVERIES}:`, DESTINATION_KEYS.at(''), PINNED_KEYS.prefix];
const MS_PER_SECOND = 1_000;

/** Reads how full the queues are, in one step. */
@Injectable()
export class QueueSizeReader {
  constructor(private readonly redis: RedisConnections) {}

  /** @throws Error when Redis cannot be reached */
  async read(): Promise<QueueSizes> {
    const [open, running, jobAgeMs, jobsWaiting, waiting, delayed, delivering, deliveryAgeMs, ...states] =
      await SIZES.run(this.redis.commands, KEYS, PREFIXES);
    const [active, throttled, broken, halfOpen, paused] = states;
    return {
      jobs: {
        waiting: jobsWaiting,
        inLine: Math.max(0, open - running - jobsWaiting),
        running,
        oldestSeconds: jobAgeMs / MS_PER_SECOND,
      },
      deliveries: { waiting, delayed, running: delivering, oldestSeconds: deliveryAgeMs / MS_PER_SECOND },
      destinations: { active, throttled, open: broken, half_open: halfOpen, paused },
    };
  }
}
