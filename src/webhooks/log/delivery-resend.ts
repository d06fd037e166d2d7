import { InjectQueue } from '@nestjs/bull';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bull';
import { conflict, notFound } from '../../problems/problem.js';
import { AttemptLog } from '../delivery/attempt-log.js';
import { DELIVERY_QUEUE, type Delivery } from '../delivery/delivery.js';
import type { DeliveryRecord } from './delivery-record.js';
import { DeliveryStore } from './delivery-store.js';

/** Bull's script behind `job.retry()`, which offers it for failed jobs only. It moves a job back to the waiting ones. */
interface ReprocessCommand {
  reprocessJob(keysAndArguments: readonly (string | number)[]): Promise<number>;
}

const MOVED = 1;
/** Names the sender in Bull's own `waiting` event, which nobody here listens to. */
const EVENT_SOURCE = 'resend';

/**
 * Sends a delivery again that has ended, however it did: with the same data, through the same caller, under the same
 * `webhook-id`. The job itself goes back to the queue, in one step, so that no delivery is ever under way twice.
 */
@Injectable()
export class DeliveryResend {
  constructor(
    @InjectQueue(DELIVERY_QUEUE) private readonly queue: Queue<Delivery>,
    private readonly store: DeliveryStore,
    private readonly log: AttemptLog,
  ) {}

  /** @throws Problem 404 when there is no such delivery, 409 when it is under way */
  async resend(id: string): Promise<DeliveryRecord> {
    const record = await this.store.find(id);
    if (!record) throw notFound('There is no such delivery, or it was forgotten after its time.');
    const { status } = record;
    if (status === 'pending' || status === 'retrying') throw underWay();
    const success = record.attempts.at(-1);
    if (status === 'delivered' && success) await this.log.append(id, success);
    if ((await this.moveToWaiting(id, status === 'delivered' ? 'completed' : 'failed')) !== MOVED)
      throw underWay();
    return (await this.store.find(id)) ?? record;
  }

  private moveToWaiting(id: string, state: 'completed' | 'failed'): Promise<number> {
    const { queue } = this;
    const keys = [id, `${id}:lock`, state, 'wait', 'meta-paused', 'paused'].map((key) => queue.toKey(key));
    const client = queue.client as unknown as ReprocessCommand;
    return client.reprocessJob([...keys, id, 'LPUSH', EVENT_SOURCE, Date.now()]);
  }
}

function underWay(): Error {
  return conflict('The delivery is under way; it can be sent again when it has ended.');
}
