import { InjectQueue } from '@nestjs/bull';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bull';
import { Fleet } from '../fleet/fleet.js';
import { insideOf, type QueueInside } from '../redis/queue-inside.js';
import { deviceKey } from './device-line.js';
import type { JobData } from './job-data.js';
import { FIFO_QUEUE, PINNED_KEYS } from '../fleet/worker-queues.js';

/**
 * The producing side of Bull's queue: a job is added to the list of the worker that its device belongs to. While no
 * worker takes jobs, it waits in the list of nobody, from which the next worker gives it to its owner.
 */
@Injectable()
export class PinnedQueues {
  /** By worker. Those of workers that are gone are few and small. */
  private readonly views = new Map<string, Queue<JobData>>();
  private readonly keys: QueueInside['keys'];

  constructor(
    @InjectQueue(FIFO_QUEUE) private readonly queue: Queue<JobData>,
    private readonly fleet: Fleet,
  ) {
    this.keys = insideOf(queue).keys;
  }

  /** The queue to which jobs of this device are to be added now. */
  of(device: JobData['device']): Queue<JobData> {
    const owner = this.fleet.ownerOf(deviceKey(device));
    return owner === undefined ? this.queue : this.viewOf(owner);
  }

  /** The same queue of Bull's, but for the list to which it adds. */
  private viewOf(worker: string): Queue<JobData> {
    const known = this.views.get(worker);
    if (known) return known;
    const view = Object.create(this.queue, {
      keys: { value: { ...this.keys, wait: PINNED_KEYS.list(worker) } },
    }) as Queue<JobData>;
    this.views.set(worker, view);
    return view;
  }
}
