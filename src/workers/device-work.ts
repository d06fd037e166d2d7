import { Injectable } from '@nestjs/common';
import { DeviceHolds } from './device-holds.js';
import { RunningJobs } from './running-jobs.js';
import { SessionPool } from './session-pool.js';
import { WorkerLease } from './worker-lease.js';

const LOST = 'The worker could not reach Redis in time and let go of the device while it ran the job';

/** Binds all work on devices to the worker's lease: it begins with it, and is stopped when the lease is lost. */
@Injectable()
export class DeviceWork {
  constructor(
    private readonly lease: WorkerLease,
    private readonly holds: DeviceHolds,
    private readonly running: RunningJobs,
    private readonly sessions: SessionPool,
  ) {}

  async begin(): Promise<void> {
    await this.holds.begin();
    await this.lease.begin(async () => {
      this.running.abortAll(LOST);
      await this.sessions.close();
    });
  }
}
