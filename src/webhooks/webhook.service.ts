import { InjectQueue } from '@nestjs/bull';
import { Inject, Injectable } from '@nestjs/common';
import type { JobOptions, Queue } from 'bull';
import { SETTINGS, type Settings } from '../config/settings.js';
import { retryOptions } from './delivery/delivery-queues.js';
import { DELIVERY_QUEUE, deliveryId, type Delivery } from './delivery/delivery.js';
import type { JobEvent } from './job-event.js';
import { DeliveryIndex } from './log/delivery-index.js';
import type { SealedWebhook } from './webhook.js';

/** Ended deliveries stay for the delivery log; {@link DeliveryRetention} removes them. One stack trace says enough. */
const KEPT: JobOptions = { removeOnComplete: false, removeOnFail: false, stackTraceLimit: 1 };

/** Where a finished job is handed over, so that its webhook is told. */
@Injectable()
export class WebhookService {
  constructor(
    @InjectQueue(DELIVERY_QUEUE) private readonly queue: Queue<Delivery>,
    private readonly index: DeliveryIndex,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * Queues the delivery of an event and returns: nobody waits for the destination. Telling the same event of the same
   * job again adds nothing. An event that the webhook did not ask for is dropped.
   *
   * @throws Error at once when Redis cannot be reached: the delivery is not queued, and has to be told again
   */
  async jobFinished(event: JobEvent, webhook: SealedWebhook): Promise<void> {
    if (!webhook.events.includes(event.type)) return;
    const { retries } = webhook;
    const retry = retryOptions(retries.max ?? this.settings.webhookMaxRetries, retries);
    const id = deliveryId(event);
    await Promise.all([
      this.queue.add({ event, webhook }, { ...KEPT, ...retry, jobId: id }),
      this.index.add(id),
    ]);
  }
}
