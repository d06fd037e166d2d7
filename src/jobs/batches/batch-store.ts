import { Injectable } from '@nestjs/common';
import { answersOf } from '../../redis/pipeline-answers.js';
import { RedisConnections } from '../../redis/redis-connections.js';
import { ENDED_CHANNEL, JOB_KEYS } from '../job-keys.js';
import type { EndedStatus } from '../job-outcome.js';
import { BATCH_FIELDS, parseBatch, type BatchRecord } from './batch-record.js';
import { SETTLE_IN_BATCH } from './batch-scripts.js';

/** A batch that is made. */
export interface NewBatch extends Pick<
  BatchRecord,
  'id' | 'driver' | 'by' | 'createdAt' | 'firstPlace' | 'webhook'
> {
  /** How long it is kept once it has ended. */
  readonly keepSeconds: number;
  /** When all its jobs have begun or expired, ms since the epoch. */
  readonly deadline: number;
}

/** How a job of a batch ended; `dropped` when it never came into the queue. */
export interface SettledInBatch {
  readonly id: string;
  readonly status: EndedStatus | 'dropped';
}

const MS_PER_SECOND = 1_000;
/** Beyond its deadline a batch waits for running jobs, which may take a day; one that is never ended goes some time. */
const UNENDED_SECONDS = 7 * 86_400;
/** From the deadline to the look at whether a batch waits for jobs that do not exist. */
const OVERDUE_MS = 60_000;
const CHUNK = 1_000;

/** Keeps batches: which jobs belong to one, and how many of them have ended how. */
@Injectable()
export class BatchStore {
  constructor(private readonly redis: RedisConnections) {}

  /** Keeps so many places in the lines of devices for a batch. @returns the first of them */
  async keepPlaces(count: number): Promise<number> {
    return (await this.redis.commands.incrby(JOB_KEYS.counter, count)) - count + 1;
  }

  /** Makes a batch before its jobs are in the queue: none of them can end unnoticed. */
  async create(batch: NewBatch, jobIds: readonly string[]): Promise<void> {
    const { id, driver, by, createdAt, firstPlace, webhook, keepSeconds, deadline } = batch;
    const seconds = Math.ceil((deadline - createdAt) / MS_PER_SECOND) + keepSeconds + UNENDED_SECONDS;
    const transaction = this.redis.commands.multi();
    const fields = { driver, total: jobIds.length, createdAt, firstPlace, keepSeconds };
    transaction.hset(JOB_KEYS.batch(id), {
      ...fields,
      ...(by === null ? {} : { by }),
      ...(webhook ? { webhook: JSON.stringify(webhook) } : {}),
    });
    for (let from = 0; from < jobIds.length; from += CHUNK) {
      const chunk = jobIds.slice(from, from + CHUNK);
      transaction.sadd(JOB_KEYS.batchOpen(id), ...chunk);
      transaction.zadd(JOB_KEYS.batchJobs(id), ...chunk.flatMap((jobId, place) => [from + place, jobId]));
    }
    transaction.zadd(JOB_KEYS.openBatches, deadline + OVERDUE_MS, id);
    for (const key of [JOB_KEYS.batch(id), JOB_KEYS.batchJobs(id), JOB_KEYS.batchOpen(id)])
      transaction.expire(key, seconds);
    await answersOf(transaction);
  }

  async find(id: string): Promise<BatchRecord | undefined> {
    return parseBatch(id, await this.redis.commands.hmget(JOB_KEYS.batch(id), ...BATCH_FIELDS));
  }

  /** The jobs that have not ended, in the order of the request from its end. */
  async openIds(id: string): Promise<string[]> {
    const { commands } = this.redis;
    const [open, all] = await Promise.all([
      commands.smembers(JOB_KEYS.batchOpen(id)),
      commands.zrevrange(JOB_KEYS.batchJobs(id), 0, -1),
    ]);
    const isOpen = new Set(open);
    return all.filter((jobId) => isOpen.has(jobId));
  }

  /** How many jobs are being run now. */
  async countStarted(id: string): Promise<number> {
    const { commands } = this.redis;
    const active = await commands.lrange(JOB_KEYS.active, 0, -1);
    if (active.length === 0) return 0;
    const pipeline = commands.pipeline().smismember(JOB_KEYS.batchOpen(id), ...active);
    // One without a worker was only taken to see whether its device is free.
    for (const jobId of active) pipeline.hexists(JOB_KEYS.job(jobId), 'worker');
    const [isOpen, ...hasWorker] = await answersOf(pipeline);
    return (isOpen as number[]).filter((isMember, index) => isMember === 1 && hasWorker[index] === 1).length;
  }

  /**
   * Counts jobs as ended. Waits for Redis to come back, as a worker's writes do. A job is counted once however often this
   * is called.
   *
   * @returns whether the batch has ended by this
   */
  async settle(id: string, jobs: readonly SettledInBatch[]): Promise<boolean> {
    const keys = [
      JOB_KEYS.batch(id),
      JOB_KEYS.batchOpen(id),
      JOB_KEYS.batchJobs(id),
      JOB_KEYS.openBatches,
      JOB_KEYS.untoldBatches,
    ];
    const args = [id, Date.now(), ENDED_CHANNEL, ...jobs.flatMap((job) => [job.id, job.status])];
    return (await SETTLE_IN_BATCH.run(this.redis.patient, keys, args)) === 1;
  }

  /** Batches that ended before `until` and whose event has not been queued. */
  untold(until: number): Promise<string[]> {
    return this.redis.commands.zrangebyscore(JOB_KEYS.untoldBatches, '-inf', until);
  }

  /** Notes that a batch's event is queued. */
  async markTold(id: string): Promise<void> {
    await this.redis.patient.zrem(JOB_KEYS.untoldBatches, id);
  }

  /** Forgets a batch of which no job has come into the queue. */
  async forget(id: string): Promise<void> {
    const transaction = this.redis.patient.multi();
    transaction.del(JOB_KEYS.batch(id), JOB_KEYS.batchJobs(id), JOB_KEYS.batchOpen(id));
    for (const set of [JOB_KEYS.openBatches, JOB_KEYS.untoldBatches]) transaction.zrem(set, id);
    await answersOf(transaction);
  }

  /** Batches that should have ended long ago. */
  overdue(now: number): Promise<string[]> {
    return this.redis.commands.zrangebyscore(JOB_KEYS.openBatches, '-inf', now);
  }

  /** Has an overdue batch looked at again later; one that is gone, never. */
  async postpone(id: string, now: number): Promise<void> {
    const { commands } = this.redis;
    const exists = await commands.exists(JOB_KEYS.batch(id));
    if (exists === 1) await commands.zadd(JOB_KEYS.openBatches, 'XX', now + OVERDUE_MS, id);
    else await commands.zrem(JOB_KEYS.openBatches, id);
  }
}
