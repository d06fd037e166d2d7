import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { Actor } from '../../auth/actor.js';
import { conflict } from '../../problems/problem.js';
import { Idempotency, type OwnedKey } from '../idempotency.js';
import type { JobRecord } from '../job-record.js';
import { JobStore } from '../job-store.js';
import { ReplicaWait } from '../replica-wait.js';
import { Tracing } from '../../tracing/tracing.js';
import { QueueRoom } from '../queue-room.js';
import { WorkerPresence } from '../worker-presence.js';
import type { RefusedDevice } from './bulk-devices.js';
import { BulkJudge } from './bulk-judge.js';
import { BulkQueue, type BulkJob } from './bulk-queue.js';
import { jobIdInBatch } from './job-ids.js';

/** What became of a request: jobs in the order of its devices, and the devices that got none. */
export interface BulkOutcome {
  readonly batchId: string;
  readonly jobs: readonly JobRecord[];
  readonly refused: readonly RefusedDevice[];
  /** Hosts that are forbidden to whoever asks. */
  readonly forbidden: readonly string[];
}

/** Takes in one request for many devices: queues a job for each device that is right. */
@Injectable()
export class BulkSubmission {
  constructor(
    private readonly judge: BulkJudge,
    private readonly store: JobStore,
    private readonly queue: BulkQueue,
    private readonly idempotency: Idempotency,
    private readonly presence: WorkerPresence,
    private readonly room: QueueRoom,
    private readonly tracing: Tracing,
    private readonly replicas: ReplicaWait,
  ) {}

  /**
   * Queues a job for each device that is right and says what is wrong with the others. With an idempotency key a repeated
   * request gets the first one's jobs.
   *
   * @param body as it was sent
   * @throws Problem 422 when the part for all devices is faulty or no device is right; 429 when so many jobs do not fit
   *   into the queue; 503 without a worker or Redis
   */
  async submit(body: unknown, actor: Actor, idempotencyKey?: string): Promise<BulkOutcome> {
    const { driver, refused, forbidden, ...judged } = await this.judge.judge(body, actor);
    await this.presence.expectWorker();
    const key = idempotencyKey === undefined ? undefined : { owner: actor, key: idempotencyKey };
    const { batchId, isKnown } = await this.claim(key, body);
    const { traceparent } = this.tracing;
    const trace = traceparent === undefined ? {} : { traceparent };
    const digest = key === undefined ? {} : { idempotencyDigest: this.idempotency.digestOf(key) };
    const jobs = judged.jobs.map(({ data, index }): BulkJob => {
      return { id: jobIdInBatch(batchId, index), index, data: { ...data, ...trace, ...digest, batchId } };
    });
    if (isKnown) {
      await this.replicas.forAcknowledged();
      return { batchId, jobs: await this.known(jobs), refused, forbidden };
    }
    await this.room.take(jobs.length);
    const added = await this.queue.add(batchId, driver, jobs);
    if (key !== undefined) await this.idempotency.confirm(key, body, batchId);
    await this.replicas.forAcknowledged();
    const all = [...refused, ...added.refused].sort((a, b) => a.index - b.index);
    return { batchId, jobs: added.jobs, refused: all, forbidden };
  }

  private async claim(
    key: OwnedKey | undefined,
    body: unknown,
  ): Promise<{ readonly batchId: string; readonly isKnown: boolean }> {
    const batchId = randomUUID();
    if (key === undefined) return { batchId, isKnown: false };
    const claim = await this.idempotency.claim(key, body, batchId);
    return claim.kind === 'new'
      ? { batchId, isKnown: false }
      : { batchId: claim.jobId, isKnown: claim.isAdded };
  }

  private async known(jobs: readonly BulkJob[]): Promise<JobRecord[]> {
    const records = await this.store.findMany(jobs.map(({ id }) => id));
    if (records.length > 0) return records;
    throw conflict('The jobs of this Idempotency-Key have ended and their records are gone.');
  }
}
