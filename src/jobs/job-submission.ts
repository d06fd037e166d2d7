import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { nameOf, type Actor } from '../auth/actor.js';
import { conflict } from '../problems/problem.js';
import { expectDevice } from './device-access.js';
import type { JobData } from './job-data.js';
import { Idempotency, type OwnedKey } from './idempotency.js';
import { JobQueue } from './job-queue.js';
import { queuedJob, type JobRecord } from './job-record.js';
import { JobRequestChecker } from './job-request-checker.js';
import type { JobRequestDto } from './job-request.dto.js';
import { JobStore } from './job-store.js';
import { ReplicaWait } from './replica-wait.js';
import { Tracing } from '../tracing/tracing.js';
import { QueueRoom } from './queue-room.js';
import { WorkerPresence } from './worker-presence.js';

/** Takes requests in: checks them, seals what is secret, and adds one Bull job each. */
@Injectable()
export class JobSubmission {
  constructor(
    private readonly jobs: JobQueue,
    private readonly checker: JobRequestChecker,
    private readonly store: JobStore,
    private readonly idempotency: Idempotency,
    private readonly presence: WorkerPresence,
    private readonly room: QueueRoom,
    private readonly tracing: Tracing,
    private readonly replicas: ReplicaWait,
  ) {}

  /**
   * Queues the job and returns it. With an idempotency key a repeated request gets the first job.
   *
   * @throws Problem 422 for a faulty request or a key that belongs to another one, 403 when the actor may not use the
   *   device, 429 when the queue is full, 503 without a worker or Redis
   */
  async submit(request: JobRequestDto, actor: Actor, idempotencyKey?: string): Promise<JobRecord> {
    const data = allowed(this.checker.check(request), actor);
    const job = await (idempotencyKey === undefined
      ? this.addNew(data)
      : this.addOnce({ owner: actor, key: idempotencyKey }, request, data));
    await this.replicas.forAcknowledged();
    return job;
  }

  /**
   * Queues a job that has been judged.
   *
   * @throws Problem 403 when the actor may not use the device, 503 without a worker or Redis
   */
  async queueJob(data: JobData, actor: Actor): Promise<JobRecord> {
    const job = await this.addNew(allowed(data, actor));
    await this.replicas.forAcknowledged();
    return job;
  }

  private async addNew(data: JobData): Promise<JobRecord> {
    await this.presence.expectWorker();
    return this.add(randomUUID(), data);
  }

  private async addOnce(key: OwnedKey, request: JobRequestDto, data: JobData): Promise<JobRecord> {
    await this.presence.expectWorker();
    const newId = randomUUID();
    const claim = await this.idempotency.claim(key, request, newId);
    const id = claim.kind === 'new' ? newId : claim.jobId;
    const known = claim.kind === 'repeated' ? await this.store.find(id) : undefined;
    if (known) {
      if (claim.kind === 'repeated' && !claim.isAdded) await this.idempotency.confirm(key, request, id);
      return known;
    }
    if (claim.kind === 'repeated' && claim.isAdded) {
      throw conflict('The job of this Idempotency-Key has ended and its record is gone.');
    }
    const job = await this.add(id, { ...data, idempotencyDigest: this.idempotency.digestOf(key) });
    await this.idempotency.confirm(key, request, id);
    return job;
  }

  /** Adding an id twice is adding it once: Bull keeps the first. */
  private add(id: string, data: JobData): Promise<JobRecord> {
    return this.tracing.inSpan('queue job', 'producer', { 'netpulse.job_id': id }, () => {
      const { traceparent } = this.tracing;
      return this.queue(id, traceparent === undefined ? data : { ...data, traceparent });
    });
  }

  private async queue(id: string, data: JobData): Promise<JobRecord> {
    await this.room.take(1);
    const createdAt = Date.now();
    await this.jobs.add({ id, data, createdAt });
    return queuedJob(id, data, createdAt);
  }
}

/** The job under the name of whoever submits it. @throws Problem 403 */
function allowed(data: JobData, actor: Actor): JobData {
  expectDevice(actor, data);
  return { ...data, by: nameOf(actor) };
}
