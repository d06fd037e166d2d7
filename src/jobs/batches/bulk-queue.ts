import { Injectable, Logger } from '@nestjs/common';
import { LogLine } from '../../observability/log-line.js';
import { Fleet } from '../../fleet/fleet.js';
import type { JobData } from '../job-data.js';
import { queuedJob, type JobRecord } from '../job-record.js';
import { JobQueue } from '../job-queue.js';
import { JobStore } from '../job-store.js';
import type { RefusedDevice } from './bulk-devices.js';
import type { BatchRecord } from './batch-record.js';
import { BatchStore } from './batch-store.js';

/** A job of a batch on its way into the queue. */
export interface BulkJob {
  readonly id: string;
  /** The place of its device in the request. */
  readonly index: number;
  readonly data: JobData;
}

/** When a batch was made (ms since the epoch), and the places of its jobs. */
type BatchPlaces = Pick<BatchRecord, 'createdAt' | 'firstPlace'>;

/** The jobs that are added in one go: Redis is busy with them for some 10 ms. */
const CHUNK = 250;
const MS_PER_SECOND = 1_000;

/** Adds the jobs of a batch to Bull's queue, many in one go. */
@Injectable()
export class BulkQueue {
  private readonly logger = new Logger('Jobs');

  constructor(
    private readonly queue: JobQueue,
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
    const { batch, isNew } = await this.makeBatch(batchId, driver, jobs);
    const over = isNew ? new Set() : await this.thoseOver(batchId, jobs);
    const rest = jobs.filter((job) => !over.has(job));
    const added: JobRecord[] = [];
    const refused: RefusedDevice[] = [];
    for (let from = 0; from < rest.length; from += CHUNK) {
      const chunk = rest.slice(from, from + CHUNK);
      try {
        if (refused.length === 0) {
          added.push(...(await this.addChunk(chunk, batch)));
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

  private async makeBatch(
    id: string,
    driver: string,
    jobs: readonly BulkJob[],
  ): Promise<{ readonly batch: BatchPlaces; readonly isNew: boolean }> {
    const known = await this.batches.find(id);
    if (known) return { batch: known, isNew: false };
    const createdAt = Date.now();
    const firstPlace = await this.batches.keepPlaces((jobs.at(-1)?.index ?? 0) + 1);
    const { ttlSeconds = 0, resultTtlSeconds = 0, webhook = null, by } = jobs[0]?.data ?? {};
    const deadline = createdAt + ttlSeconds * MS_PER_SECOND;
    const batch = { id, driver, by: by?.id ?? null, webhook, createdAt, firstPlace };
    await this.batches.create(
      { ...batch, keepSeconds: resultTtlSeconds, deadline },
      jobs.map((job) => job.id),
    );
    return { batch, isNew: true };
  }

  private async addChunk(
    chunk: readonly BulkJob[],
    { createdAt, firstPlace }: BatchPlaces,
  ): Promise<JobRecord[]> {
    const known = await this.store.findMany(chunk.map(({ id }) => id));
    const records = new Map(known.map((record) => [record.id, record]));
    await this.fleet.lookIfOld();
    const fresh = chunk.filter(({ id }) => !records.has(id));
    await Promise.all(
      fresh.map(({ id, data, index }) => this.queue.add({ id, data, createdAt, place: firstPlace + index })),
    );
    return chunk.map((job) => records.get(job.id) ?? queuedJob(job.id, job.data, createdAt));
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
