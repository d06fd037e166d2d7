import { InjectQueue } from '@nestjs/bull';
import { Injectable, Logger } from '@nestjs/common';
import type { Job, Queue } from 'bull';
import type { JobData } from '../jobs/job-data.js';
import { FIFO_WORKER_QUEUE, JOB_KEYS } from '../jobs/job-keys.js';
import { RECALL_JOBS } from '../jobs/job-scripts.js';
import { JobStore } from '../jobs/job-store.js';
import { RedisConnections } from '../redis/redis-connections.js';
import { DeviceBusyError } from './device-busy-error.js';
import { DeviceTurns } from './device-turns.js';

/**
 * How long a job stays away from a busy device when nobody calls it. Calling is the rule, and {@link TurnKeeper.recall}
 * covers a worker that died with its list of who comes next; this is for what neither reaches.
 */
const UNCALLED_MS = 60_000;
const RECALL_CHUNK = 1_000;

/** Lets the jobs of one device take turns, by way of Bull's queue. */
@Injectable()
export class TurnKeeper {
  private readonly logger = new Logger('Jobs');
  private readonly turns = new DeviceTurns();

  constructor(
    @InjectQueue(FIFO_WORKER_QUEUE) private readonly queue: Queue<JobData>,
    private readonly store: JobStore,
    private readonly redis: RedisConnections,
  ) {}

  /** @throws DeviceBusyError when it is not this job's turn */
  async take(job: Job<JobData>, deadline: number): Promise<void> {
    const device = deviceKey(job.data);
    if (this.turns.ask(device, String(job.id)) === 'go') return;
    await this.skipIfGone(device);
    throw new DeviceBusyError(Math.max(0, Math.min(UNCALLED_MS, deadline - Date.now())));
  }

  /** Ends a job's turn and calls the next job of its device. */
  async done(job: Job<JobData>): Promise<void> {
    const device = deviceKey(job.data);
    await this.call(device, this.turns.done(device));
  }

  /** To be told when Bull has put a job aside: it may have been called before it was there to be called. */
  async putAside(job: Job<JobData>): Promise<void> {
    const device = deviceKey(job.data);
    const id = String(job.id);
    if (this.turns.calledFor(device) === id) await this.call(device, id);
  }

  /** Passes a job's turn on, when it was called and will not run. */
  async giveUp(job: Job<JobData>): Promise<void> {
    const device = deviceKey(job.data);
    await this.call(device, this.turns.skip(device, String(job.id)));
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

  private async skipIfGone(device: string): Promise<void> {
    const called = this.turns.calledFor(device);
    if (called !== undefined) await this.call(device, called);
  }

  /**
   * Moves a job from Bull's delayed set to the end of the queue. A job that has ended is passed over. Never throws: the
   * job that makes the call has its own outcome to bring home, and an uncalled job comes back by itself.
   */
  private async call(device: string, jobId: string | undefined): Promise<void> {
    try {
      for (let next = jobId; next !== undefined; next = this.turns.skip(device, next)) {
        const record = await this.store.find(next);
        if (!record || record.endedAt !== null) continue;
        const job = await this.queue.getJob(next);
        // Not in the delayed set: it is in the queue already, or on its way to be put aside.
        await job?.promote().catch(() => undefined);
        return;
      }
    } catch (error) {
      this.logger.warn(
        `The next job of ${device} could not be called; it comes back by itself: ${String(error)}`,
      );
    }
  }
}

/** Jobs take turns by host and port: whatever the driver and the credentials, it is the same device. */
function deviceKey({ device }: JobData): string {
  return `${device.host.toLowerCase()}:${device.port}`;
}
