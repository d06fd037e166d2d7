import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config/settings.js';
import { Fleet } from '../fleet/fleet.js';
import { unavailable } from '../problems/problem.js';

const RETRY_AFTER_SECONDS = 10;

/** Whether jobs are taken in while nobody is there to run them. */
@Injectable()
export class WorkerPresence {
  constructor(
    private readonly fleet: Fleet,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'queueWithoutWorker'>,
  ) {}

  /** @throws Problem 503 when no worker takes jobs, unless they are to be queued all the same */
  async expectWorker(): Promise<void> {
    const isThere = await this.fleet.hasLiveWorker();
    if (isThere || this.settings.queueWithoutWorker) return;
    throw unavailable('No worker is alive that could run the job.', RETRY_AFTER_SECONDS);
  }
}
