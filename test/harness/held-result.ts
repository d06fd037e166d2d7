import { getQueueToken } from '@nestjs/bull';
import type { Job, Queue } from 'bull';
import { FIFO_WORKER_QUEUE } from '../../src/jobs/job-keys.js';
import type { RunningService } from './running-service.js';

/** Stops the next successful job after its run, at the point where Bull is about to store its outcome. */
export class HeldResult {
  readonly isReached: Promise<void>;
  /** Has Bull store it. */
  goOn = (): void => undefined;

  private constructor(job: Job) {
    const bullJob = Object.getPrototypeOf(job) as Job;
    const held = new Promise<void>((resolve) => (this.goOn = resolve));
    const store = Reflect.get(bullJob, 'moveToCompleted');
    this.isReached = new Promise((resolve) => {
      vi.spyOn(bullJob, 'moveToCompleted').mockImplementationOnce(async function (this: Job, ...args) {
        resolve();
        await held;
        return store.apply(this, args);
      });
    });
  }

  /** @param jobId a job of the service that has ended: what Bull makes its jobs of is found by it */
  static async of(service: RunningService, jobId: string): Promise<HeldResult> {
    const job = await service.get<Queue>(getQueueToken(FIFO_WORKER_QUEUE)).getJob(jobId);
    if (!job) throw new Error(`There is no job ${jobId}`);
    return new HeldResult(job);
  }
}
