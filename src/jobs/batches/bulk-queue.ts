import { Injectable, Logger } from '@nestjs/common';
import type { Queue } from 'bull';
import { LogLine } from '../../observability/log-line.js';
import { Fleet } from '../../fleet/fleet.js';
import { RedisRefusedError } from '../../redis/redis-unavailable.js';
import type { JobData } from '../job-data.js';
import { queuedJob, type JobRecord } from '../job-record.js';
import { JobStore } from '../job-store.js';
import { JOB_TURNS } from '../job-turns.js';
import { PinnedQueues } from '../pinned-queues.js';
import type { RefusedDevice } from './bulk-devices.js';
import { BatchStore } from './batch-store.js';

/** A job of a batch on its way into the queue. */
export interface BulkJob {
  readonly id: string;
  /** The place of its device in the request. */
  readonly index: number;
  readonly data: JobData;
}

/** The jobs of one transaction: Redis is busy with them for some 10 ms. */
const CHUNK = 250;
const MS_PER_SECOND = 1_000;

/** Adds the jobs of a batch to Bull's queue, many in one go. */
@Injectable()
export class BulkQueue {
  private readonly logger = new Logger('Jobs');

  constructor(
    private readonly queues: PinnedQueues,
    private readonly fleet: Fleet,
    private readonly store: JobStore,
    private readonly batches: BatchStore,
  ) {}

  /**
   * Makes the batch unless it is there, and adds those of its jobs that are not. Should Redis go away in the middle, the
   * jobs that had not been added are refused; when it is away from the start, nothing has been done.
   *
   * @throws Error when Redis cannot be reached
   */
  async add(
    batchId: string,
    driver: string,
    jobs: readonly BulkJob[],
  ): Promise<{ jobs: JobRecord[]; refused: RefusedDevice[] }> {
    const { createdAt, isNew } = await this.makeBatch(batchId, driver, jobs);
    const over = isNew ? new Set() : await this.thoseOver(batchId, jobs);
    const rest = jobs.filter((job) => !over.has(job));
    const added: JobRecord[] = [];
    const refused: RefusedDevice[] = [];
    for (let from = 0; from < rest.length; from += CHUNK) {
      const chunk = rest.slice(from, from + CHUNK);
      try {
        if (refused.length === 0) {
          added.push(...(await this.addChunk(chunk, createdAt)));
          continue;
        }
      } catch (error) {
        if (added.length === 0) throw error;
        this.logger.warn(
          new LogLine(`Only a part of batch ${batchId} could be queued: ${String(error)}`, {
            batch_id: batchId,
          }),
        );
      }
      refused.push(...chunk.map(lostOnTheWay));
    }
    refused.push(...jobs.filter((job) => over.has(job)).map(overBefore));
    return { jobs: added, refused };
  }

  /** The jobs of a batch that was begun before which must not be added any more: their records are gone. */
  private async thoseOver(batchId: string, jobs: readonly BulkJob[]): Promise<ReadonlySet<BulkJob>> {
    const open = new Set(await this.batches.openIds(batchId));
    const ended = jobs.filter(({ id }) => !open.has(id));
    const kept = new Set((await this.store.findMany(ended.map(({ id }) => id))).map(({ id }) => id));
    return new Set(ended.filter(({ id }) => !kept.has(id)));
  }

  /** @returns when it was made, ms since the epoch, and whether that was now */
  private async makeBatch(
    id: string,
    driver: string,
    jobs: readonly BulkJob[],
  ): Promise<{ readonly createdAt: number; readonly isNew: boolean }> {
    const known = await this.batches.find(id);
    if (known) return { createdAt: known.createdAt, isNew: false };
    const createdAt = Date.now();
    const { ttlSeconds = 0, resultTtlSeconds = 0, webhook = null, by } = jobs[0]?.data ?? {};
    const deadline = createdAt + ttlSeconds * MS_PER_SECOND;
    const times = { createdAt, keepSeconds: resultTtlSeconds, deadline };
    const batch = { id, driver, by: by?.id ?? null, webhook, ...times };
    await this.batches.create(
      batch,
      jobs.map((job) => job.id),
    );
    return { createdAt, isNew: true };
  }

  private async addChunk(chunk: readonly BulkJob[], createdAt: number): Promise<JobRecord[]> {
    const known = await this.store.findMany(chunk.map(({ id }) => id));
    const isKnown = new Set(known.map(({ id }) => id));
    const indexes = new Map(chunk.map(({ id, index }) => [id, index]));
    const fresh = chunk.filter(({ id }) => !isKnown.has(id));
    const options = { timestamp: createdAt, ...JOB_TURNS };
    await this.fleet.lookIfOld();
    const [added] = await Promise.all([
      Promise.all(
        [...this.byQueue(fresh)].map(([queue, jobs]) =>
          queue.addBulk(jobs.map(({ id, data }) => ({ data, opts: { ...options, jobId: id } }))),
        ),
      ),
      // An earlier request for this batch may have lost Redis between their adding and this.
      ...known.map((job) => this.store.indexAgain(job, indexes.get(job.id))),
      ...fresh.map(({ id, data, index }) =>
        this.store.index({
          id,
          index,
          host: data.device.host,
          port: data.device.port,
          createdAt,
          deadline: createdAt + data.ttlSeconds * MS_PER_SECOND,
        }),
      ),
    ]);
    // Bull does not look at what became of each job in its transaction: one that Redis refused has no id.
    if (added.flat().some(({ id }) => id === undefined)) throw new RedisRefusedError('Redis refused jobs');
    const records = new Map(known.map((record) => [record.id, record]));
    return chunk.map((job) => records.get(job.id) ?? queuedJob(job.id, job.data, createdAt));
  }

  private byQueue(jobs: readonly BulkJob[]): Map<Queue<JobData>, BulkJob[]> {
    const groups = new Map<Queue<JobData>, BulkJob[]>();
    for (const job of jobs) {
      const queue = this.queues.of(job.data.device);
      const group = groups.get(queue) ?? [];
      groups.set(queue, group);
      group.push(job);
    }
    return groups;
  }
}

function lostOnTheWay({ index, data }: BulkJob): RefusedDevice {
  const reason = 'Redis went away before the job was surely queued; GET /jobs?batch= shows whether it is';
  return { index, host: data.device.host, reason };
}

function overBefore({ index, data }: BulkJob): RefusedDevice {
  const reason = 'The job has ended and its record is gone, or it was not queued before its ttl was over';
  return { index, host: data.device.host, reason };
}
