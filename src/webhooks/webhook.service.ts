import { InjectQueue } from '@nestjs/bull';
import { Inject, Injectable } from '@nestjs/common';
import type { JobOptions, Queue } from 'bull';
import { SETTINGS, type Settings } from '../config/settings.js';
import { PluginRegistry } from '../plugins/plugin-registry.js';
import type { BaseWebhookCaller } from './base-webhook-caller.js';
import { retryOptions } from './delivery/delivery-queues.js';
import { DELIVERY_QUEUE, deliveryId, type Delivery } from './delivery/delivery.js';
import type { BatchEvent, JobEvent } from './job-event.js';
import { DeliveryIndex } from './log/delivery-index.js';
import { CurrentSubscriptions } from './subscriptions/current-subscriptions.js';
import type { SealedWebhook } from './webhook.js';

/** Ended deliveries stay for the delivery log; {@link DeliveryRetention} removes them. One stack trace says enough. */
const KEPT: JobOptions = { removeOnComplete: false, removeOnFail: false, stackTraceLimit: 1 };

/** Where a finished job is handed over, so that its webhook and the subscriptions to it are told. */
@Injectable()
export class WebhookService {
  constructor(
    @InjectQueue(DELIVERY_QUEUE) private readonly queue: Queue<Delivery>,
    private readonly index: DeliveryIndex,
    private readonly subscriptions: CurrentSubscriptions,
    private readonly plugins: PluginRegistry,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * Queues a delivery to the job's own webhook, if it has one, and to every subscription that asks for such a job, and
   * returns: nobody waits for the destinations. Telling the same event of the same job again adds nothing. An event that
   * a webhook did not ask for is dropped.
   *
   * @param traceparent what carries on the job's trace (W3C Trace Context)
   * @throws Error when Redis cannot be reached: not all deliveries are queued, and the event has to be told again
   */
  async jobFinished(event: JobEvent, webhook: SealedWebhook | null, traceparent?: string): Promise<void> {
    const trace = traceparent === undefined ? {} : { traceparent };
    const own = webhook?.events.includes(event.type) ? this.add({ event, webhook, ...trace }) : undefined;
    await Promise.all([own, this.tellSubscriptions(event, trace)]);
  }

  /**
   * The same for a batch whose last job has ended: its own webhook and the subscriptions that ask for it, as far as their
   * callers tell of batches.
   *
   * @throws Error when Redis cannot be reached: not all deliveries are queued, and the event has to be told again
   */
  async batchCompleted(event: BatchEvent, webhook: SealedWebhook | null): Promise<void> {
    const { matcher } = await this.subscriptions.get();
    const own = webhook?.events.includes(event.type) ? [{ event, webhook }] : [];
    const subscribed = matcher
      .matchingBatch(event)
      .map((subscription) => ({ event, webhook: subscription.webhook, subscriptionId: subscription.id }));
    const deliveries = [...own, ...subscribed].filter((delivery) =>
      this.tellsBatches(delivery.webhook.caller),
    );
    await Promise.all(deliveries.map((delivery) => this.add(delivery)));
  }

  private tellsBatches(caller: string): boolean {
    return this.plugins.find<BaseWebhookCaller>('webhook-caller', caller)?.callBatch !== undefined;
  }

  private async tellSubscriptions(event: JobEvent, trace: Pick<Delivery, 'traceparent'>): Promise<void> {
    const subscriptions = (await this.subscriptions.get()).matcher.matching(event);
    await Promise.all(
      subscriptions.map(({ id, webhook }) => this.add({ event, webhook, subscriptionId: id, ...trace })),
    );
  }

  private async add(delivery: Delivery): Promise<void> {
    const { event, webhook, subscriptionId } = delivery;
    const { retries } = webhook;
    const retry = retryOptions(retries.max ?? this.settings.webhookMaxRetries, retries);
    const id = deliveryId(event, subscriptionId);
    const createdAt = Date.now();
    const options = { ...KEPT, ...retry, jobId: id, timestamp: createdAt };
    const isOfSubscription = subscriptionId !== undefined;
    const { caller, destination } = webhook;
    await Promise.all([
      this.queue.add(delivery, options),
      this.index.add({ id, caller, destination, isOfSubscription, createdAt }),
    ]);
  }
}
