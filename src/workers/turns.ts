import { Injectable } from '@nestjs/common';
import { lineKey } from '../jobs/device-line.js';
import { JOB_KEYS } from '../jobs/job-keys.js';
import { RedisConnections } from '../redis/redis-connections.js';
import { TurnBatch } from '../redis/turn-batch.js';
import { OwnQueue } from './own-queue.js';
import { DEVICE_HOLDERS, END_TURNS, TAKE_TURNS, type TurnAnswer } from './turn-scripts.js';
import { WorkerIdentity } from './worker-identity.js';
import { LEASE_PREFIX, WorkerLease } from './worker-lease.js';

/** Stands in for a job where there is none. */
const NO_JOB = '';

interface TurnRequest {
  readonly id: string;
  readonly device: string;
}

interface TurnEnd {
  readonly id: string;
  readonly device: string;
  readonly letsGo: boolean;
}

/** Asks Redis for the turns of jobs at their devices, and gives them back: those of many jobs in one step. */
@Injectable()
export class Turns {
  private readonly taking = new TurnBatch<TurnRequest, TurnAnswer>((requests) => this.takeAll(requests));
  private readonly ending = new TurnBatch<TurnEnd>((ends) => this.endAll(ends));

  constructor(
    private readonly redis: RedisConnections,
    private readonly worker: WorkerIdentity,
    private readonly lease: WorkerLease,
    private readonly queue: OwnQueue,
  ) {}

  /** Asks for a job's turn. */
  take(id: string, device: string): Promise<TurnAnswer> {
    return this.taking.add({ id, device });
  }

  /** Ends a job's turn and calls the device's next job. @param letsGo whether others may have the device */
  end(id: string, device: string, letsGo: boolean): Promise<void> {
    return this.ending.add({ id, device, letsGo });
  }

  /** Lets go of a device on which no job of this worker works. */
  letGo(device: string): Promise<void> {
    return this.ending.add({ id: NO_JOB, device, letsGo: true });
  }

  private takeAll(requests: readonly TurnRequest[]): Promise<readonly TurnAnswer[]> {
    return TAKE_TURNS.run(
      this.redis.patient,
      [
        DEVICE_HOLDERS,
        JOB_KEYS.counter,
        ...requests.flatMap(({ id, device }) => [lineKey(device), JOB_KEYS.job(id)]),
      ],
      [
        this.lease.id,
        LEASE_PREFIX,
        JOB_KEYS.jobPrefix,
        this.worker.name,
        this.queue.lockToken,
        ...requests.flatMap(({ id, device }) => [id, device]),
      ],
    );
  }

  private async endAll(ends: readonly TurnEnd[]): Promise<[]> {
    await END_TURNS.run(
      this.redis.patient,
      [DEVICE_HOLDERS, JOB_KEYS.delayed, this.queue.wait, ...ends.map(({ device }) => lineKey(device))],
      [
        this.lease.id,
        JOB_KEYS.jobPrefix,
        this.queue.lockToken,
        ...ends.flatMap(({ id, device, letsGo }) => [id, device, letsGo ? 1 : 0]),
      ],
    );
    return [];
  }
}
