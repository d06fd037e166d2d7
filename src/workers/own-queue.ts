import { InjectQueue } from '@nestjs/bull';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bull';
import type { JobData } from '../jobs/job-data.js';
import { PINNED_KEYS } from '../fleet/worker-queues.js';
import { FIFO_WORKER_QUEUE } from '../jobs/job-keys.js';
import { insideOf } from '../redis/queue-inside.js';
import { WorkerIdentity } from './worker-identity.js';

/**
 * The consuming side of Bull's queue, made to take jobs from the list of this worker alone: everything else, such as the
 * jobs' records and the sets of ended jobs, stays shared by all workers. Made before Bull begins to process.
 */
@Injectable()
export class OwnQueue {
  /** Where the jobs of this worker wait. */
  readonly wait: string;
  /** What Bull locks this worker's jobs with. */
  readonly lockToken: string;

  constructor(@InjectQueue(FIFO_WORKER_QUEUE) queue: Queue<JobData>, worker: WorkerIdentity) {
    const inside = insideOf(queue);
    const keyOf = inside.toKey.bind(queue);
    this.wait = PINNED_KEYS.list(worker.name);
    this.lockToken = inside.token;
    inside.keys.wait = this.wait;
    inside.toKey = (type) => (type === 'wait' ? this.wait : keyOf(type));
  }
}
