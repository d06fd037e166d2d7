import { Injectable, Logger } from '@nestjs/common';
import type { Job } from 'bull';
import { LogLine } from '../observability/log-line.js';
import { Fleet } from '../fleet/fleet.js';
import type { WorkerHolds } from '../fleet/worker-record.js';
import { deviceKey, lineKey } from '../jobs/device-line.js';
import type { JobData } from '../jobs/job-data.js';
import { PINNED_KEYS } from '../fleet/worker-queues.js';
import { JOB_KEYS } from '../jobs/job-keys.js';
import { RECALL_JOBS } from '../jobs/job-scripts.js';
import { RedisConnections } from '../redis/redis-connections.js';
import { REQUEUE_LOST } from '../redis/requeue-lost.js';
import { severityOf } from '../redis/redis-unavailable.js';
import { DeviceBusyError } from './device-busy-error.js';
import { DeviceHolds } from './device-holds.js';
import { EarlyTurns } from './early-turns.js';
import { OwnQueue } from './own-queue.js';
import {
  CALL_IF_FREE,
  DEVICE_HOLDERS,
  FIRST_FENCE,
  HAND_OVER,
  type Begun,
  type TurnAnswer,
} from './turn-scripts.js';
import { Turns } from './turns.js';
import { WorkerIdentity } from './worker-identity.js';
import { LEASE_PREFIX, WorkerLease } from './worker-lease.js';

/**
 * How long a job stays away from a busy device when nobody calls it. Calling is the rule, and {@link TurnKeeper.recall}
 * covers a worker that died before it called; this is for what neither reaches.
 */
const UNCALLED_MS = 60_000;
/** The same while another worker has the device: it lets go when it is told to, and might not have heard it. */
const ELSEWHERE_MS = 5_000;
const RECALL_CHUNK = 1_000;
const GIVEN_EARLY: TurnAnswer = [1, 'by nobody', FIRST_FENCE];

/** A job's right to its device. */
export interface Turn {
  /** Who had begun the job before. */
  readonly begun: Begun;
  /** False when a worker had begun the job before: it died, and what it has done to the device is not known. */
  readonly isFirst: boolean;
  /** Grows with every grant of the job. */
  readonly fence: number;
}

/** Lets the jobs of one device take turns, over all workers, by way of Redis and Bull's queue. */
@Injectable()
export class TurnKeeper {
  private readonly logger = new Logger('Jobs');
  /** A job that Bull gave out a second time, this worker having been too busy to renew its lock, runs here already. */
  private readonly running = new Set<string>();
  /** Jobs whose turn has come here, until they end. One that Redis calls begun, and is not here, has never run. */
  private readonly begun = new Set<string>();

  constructor(
    private readonly redis: RedisConnections,
    private readonly lease: WorkerLease,
    private readonly turns: Turns,
    private readonly early: EarlyTurns,
    private readonly worker: WorkerIdentity,
    private readonly queue: OwnQueue,
    private readonly fleet: Fleet,
    private readonly holds: DeviceHolds,
  ) {}

  /** @throws DeviceBusyError when it is not this job's turn */
  async take(job: Job<JobData>, deadline: number): Promise<Turn> {
    const device = deviceKey(job.data.device);
    const id = String(job.id);
    if (this.running.has(id)) throw new DeviceBusyError(ELSEWHERE_MS);
    this.running.add(id);
    await this.lease.whenBegun();
    const lease = this.lease.id;
    const hasTurn = this.early.claim(id);
    this.holds.enter(device);
    try {
      const owner = await this.otherOwnerOf(device);
      if (owner !== undefined) throw new DeviceBusyError(ELSEWHERE_MS, owner);
      const answer = hasTurn ? GIVEN_EARLY : await this.turns.take(id, device);
      if (this.lease.id !== lease) throw new DeviceBusyError(ELSEWHERE_MS);
      if (answer[0] === 1)
        return { begun: answer[1], isFirst: this.isFirst(id, answer[1]), fence: answer[2] };
      if (answer[0] === 2) await this.holds.want(device, answer[1]);
      const stayMs = answer[0] === 0 ? UNCALLED_MS : ELSEWHERE_MS;
      const leftMs = deadline - Date.now();
      throw new DeviceBusyError(leftMs > 0 ? Math.min(stayMs, leftMs) : stayMs);
    } catch (error) {
      this.running.delete(id);
      // Should Redis not hear of it, the job counts as begun by this worker, which knows better.
      if (hasTurn) await this.early.giveBack(id).catch(() => undefined);
      await this.holds.leave(device);
      if (error instanceof DeviceBusyError) throw error;
      // Redis went away, mostly. Nothing has been done yet, so the job is not to end with that.
      this.logger[severityOf(error)](
        new LogLine(`Job ${id} could not be taken now and comes back: ${String(error)}`, { job_id: id }),
      );
      throw new DeviceBusyError(ELSEWHERE_MS);
    }
  }

  /** Whether some worker, which may be no more, has the job's turn; how often it had been run before; its last fence. */
  async pastOf(job: Job<JobData>): Promise<{ hasBegun: boolean; attempts: number; fence: number }> {
    const id = String(job.id);
    if (this.early.claim(id)) await this.early.giveBack(id);
    const key = JOB_KEYS.job(id);
    const [worker, retries, fence] = await this.redis.patient.hmget(key, 'worker', 'retries', 'fence');
    return { hasBegun: worker !== null, attempts: Number(retries), fence: Number(fence) };
  }

  /** Ends a job's turn and calls the next job of its device. Never throws: an uncalled job comes back by itself. */
  async done(job: Job<JobData>): Promise<void> {
    const device = deviceKey(job.data.device);
    this.running.delete(String(job.id));
    try {
      await this.end(job, device, await this.holds.prepareToLeave(device));
      await this.holds.leave(device);
    } catch (error) {
      this.logger.warn(`The sessions to ${device} could not be closed: ${String(error)}`);
    }
  }

  /** Whether the job runs here, or is being taken up, or has ended and its end is not stored yet. */
  has(id: string): boolean {
    return this.running.has(id) || this.begun.has(id);
  }

  /** To be told when Bull has stored a job's end, or that it will run again. */
  forget(job: Job<JobData>): void {
    this.begun.delete(String(job.id));
  }

  /** Passes a job's turn on, when it will not run. */
  async giveUp(job: Job<JobData>): Promise<void> {
    await this.end(job, deviceKey(job.data.device), false);
  }

  /**
   * To be told when Bull has put a job aside: it may have been called before it was there to be called.
   *
   * @param owner the worker that is to have the job
   */
  async putAside(job: Job<JobData>, owner?: string): Promise<void> {
    if (owner !== undefined) return this.handOver(String(job.id), owner);
    const device = deviceKey(job.data.device);
    const keys = [lineKey(device), DEVICE_HOLDERS, JOB_KEYS.delayed, this.queue.wait];
    await CALL_IF_FREE.run(this.redis.patient, keys, [
      device,
      this.lease.id,
      LEASE_PREFIX,
      JOB_KEYS.jobPrefix,
    ]);
  }

  /**
   * Has every job that was put aside come and ask again: a worker that is no more may have been the one to call it. A
   * job whose device is still busy is put aside as before.
   */
  async recall(): Promise<void> {
    const keys = [JOB_KEYS.delayed, JOB_KEYS.wait];
    let moved: number;
    do moved = await RECALL_JOBS.run(this.redis.patient, keys, [JOB_KEYS.jobPrefix, RECALL_CHUNK]);
    while (moved === RECALL_CHUNK);
  }

  /** Gives out again what workers had that are no more. */
  async releaseLost(lockTokens: readonly string[] = [], wait = this.queue.wait): Promise<void> {
    const keys = [JOB_KEYS.active, JOB_KEYS.stalled, wait];
    await REQUEUE_LOST.run(this.redis.commands, keys, [JOB_KEYS.jobPrefix, LEASE_PREFIX, ...lockTokens]);
  }

  /** Frees at once, instead of when its time is over, what workers hold whose processes are gone. */
  async free(dead: readonly WorkerHolds[]): Promise<void> {
    if (dead.length === 0) return;
    await this.redis.commands.del(...dead.map(({ lease }) => LEASE_PREFIX + lease));
    await this.releaseLost(dead.map(({ lockToken }) => lockToken));
  }

  /** @returns the worker to which the device belongs, when it is not this one */
  private async otherOwnerOf(device: string): Promise<string | undefined> {
    await this.fleet.lookIfOld();
    if (this.isOwn(device)) return undefined;
    // Two workers that had looked at different times might send a job to and fro.
    await this.fleet.look();
    return this.isOwn(device) ? undefined : this.fleet.ownerOf(device);
  }

  private isOwn(device: string): boolean {
    const owner = this.fleet.ownerOf(device);
    return owner === undefined || owner === this.worker.name;
  }

  private async handOver(id: string, owner: string): Promise<void> {
    const keys = [JOB_KEYS.delayed, PINNED_KEYS.list(owner), JOB_KEYS.job(id)];
    await HAND_OVER.run(this.redis.patient, keys, [id]);
  }

  /**
   * Redis may have given the turn and died before it could say so: then the question was sent again by itself. A replica that
   * took over may not have heard of a turn that was given.
   */
  private isFirst(id: string, begun: Begun): boolean {
    const isFirst = begun !== 'by another' && !this.begun.has(id);
    this.begun.add(id);
    return isFirst;
  }

  private async end(job: Job<JobData>, device: string, letsGo: boolean): Promise<void> {
    try {
      await this.turns.end(String(job.id), device, letsGo);
    } catch (error) {
      this.logger[severityOf(error)](
        new LogLine(
          `The next job of ${device} could not be called; it comes back by itself: ${String(error)}`,
          {
            job_id: String(job.id),
          },
        ),
      );
    }
  }
}
