import { Injectable } from '@nestjs/common';
import type { Job } from 'bull';
import type { Delivery } from '../delivery/delivery.js';
import { DeliveryError } from '../delivery-error.js';
import { CurrentSubscriptions } from './current-subscriptions.js';

/**
 * Sees to it that a delivery goes out as its subscription is at that moment, not as it was when the job ended: to the URL
 * and with the secrets of now, and not at all when it has been paused or deleted.
 */
@Injectable()
export class SubscriptionRenewal {
  constructor(private readonly current: CurrentSubscriptions) {}

  /**
   * Writes the subscription's present webhook into the delivery. Does nothing for what a job asked for itself.
   *
   * @returns why the delivery must not be made; undefined when it may
   */
  async renew(job: Job<Delivery>): Promise<DeliveryError | undefined> {
    const { subscriptionId, webhook } = job.data;
    if (subscriptionId === undefined) return undefined;
    const subscription = (await this.current.get()).byId.get(subscriptionId);
    if (!subscription) return unsubscribed('was deleted');
    if (!subscription.isEnabled) return unsubscribed('is paused');
    if (subscription.webhook.sealed !== webhook.sealed)
      await job.update({ ...job.data, webhook: subscription.webhook });
    return undefined;
  }
}

function unsubscribed(what: string): DeliveryError {
  return new DeliveryError('unsubscribed', `Its subscription ${what}, so nothing was sent`);
}
