import { Injectable } from '@nestjs/common';
import { LINE_PREFIX } from '../jobs/device-line.js';
import { JOB_KEYS } from '../jobs/job-keys.js';
import { RedisConnections } from '../redis/redis-connections.js';
import { DEVICE_HOLDERS, GIVE_BACK, TAKE_EARLY } from './turn-scripts.js';
import { WorkerIdentity } from './worker-identity.js';
import { LEASE_PREFIX, WorkerLease } from './worker-lease.js';

/** Bull's scripts that hand out jobs. */
const HANDING_OUT: readonly string[] = ['moveToActive', 'moveToFinished'];

/**
 * Gives a job its device in the very step in which Bull hands the job out: for jobs that nobody has begun and that are
 * first in line it saves a worker under load one of the two questions to Redis that a job takes. All others ask as ever.
 */
@Injectable()
export class EarlyTurns {
  /** Job to the lease that it was given under. */
  private readonly given = new Map<string, string>();

  constructor(
    private readonly redis: RedisConnections,
    private readonly worker: WorkerIdentity,
    private readonly lease: WorkerLease,
  ) {
    for (const script of HANDING_OUT) redis.follow(script, { lua: TAKE_EARLY, begin: () => this.begin() });
  }

  /**
   * Whether the job has its turn, under the lease that the worker has now. To be asked at once when Bull has handed it out:
   * what is not claimed is given back.
   */
  claim(id: string): boolean {
    return this.given.get(id) === this.lease.id && this.given.delete(id);
  }

  /** Makes it so that nobody has begun the job, as long as nobody else has. */
  async giveBack(id: string): Promise<void> {
    await GIVE_BACK.run(this.redis.patient, [JOB_KEYS.job(id)], [this.worker.name]);
  }

  private begin(): { args: (string | number)[]; heard: (ids: readonly unknown[]) => void } {
    const lease = this.lease.id;
    return {
      args: [
        lease,
        LEASE_PREFIX,
        LINE_PREFIX,
        JOB_KEYS.jobPrefix,
        DEVICE_HOLDERS,
        this.worker.name,
        Date.now(),
      ],
      heard: (ids) => this.keep(ids.map(String), lease),
    };
  }

  private keep(ids: readonly string[], lease: string): void {
    for (const id of ids) this.given.set(id, lease);
    // Bull takes a job up in the same turn of the event loop, unless it is paused or stopped meanwhile.
    if (ids.length > 0) setImmediate(() => this.giveBackUnclaimed(ids));
  }

  private giveBackUnclaimed(ids: readonly string[]): void {
    for (const id of ids) {
      // A job whose worker ends before that is told as lost, like any other that it had begun.
      if (this.given.delete(id)) this.giveBack(id).catch(() => undefined);
    }
  }
}
