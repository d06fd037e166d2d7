import { BullModule } from '@nestjs/bull';
import { Module } from '@nestjs/common';
import { providePlugin } from '../plugins/plugin.js';
import { CallersModule } from './callers/callers.module.js';
import { BasicCaller } from './callers/basic.caller.js';
import { EventCaller } from './callers/event.caller.js';
import { StandardCaller } from './callers/standard.caller.js';
import { AttemptLog } from './delivery/attempt-log.js';
import { AttemptRunner } from './delivery/attempt-runner.js';
import { producerQueue } from './delivery/delivery-queues.js';
import { WebhookHttpModule } from './http/webhook-http.module.js';
import { DeliveriesController } from './log/deliveries.controller.js';
import { DeliveryIndex } from './log/delivery-index.js';
import { DeliveryListing } from './log/delivery-listing.js';
import { DeliveryResend } from './log/delivery-resend.js';
import { DeliveryScan } from './log/delivery-scan.js';
import { DeliveryStore } from './log/delivery-store.js';
import { SubscriptionsModule } from './subscriptions/subscriptions.module.js';
import { WebhookTester } from './webhook-tester.js';
import { WebhookService } from './webhook.service.js';
import { WebhooksController } from './webhooks.controller.js';

/**
 * Tells the outside world how jobs ended: offers {@link WebhookService} to whoever ends jobs. Deliveries are made where
 * DeliveryModule is imported as well.
 */
@Module({
  imports: [
    BullModule.registerQueueAsync(producerQueue),
    WebhookHttpModule,
    CallersModule,
    SubscriptionsModule,
  ],
  controllers: [WebhooksController, DeliveriesController],
  providers: [
    WebhookService,
    WebhookTester,
    AttemptRunner,
    AttemptLog,
    DeliveryIndex,
    DeliveryStore,
    DeliveryScan,
    DeliveryListing,
    DeliveryResend,
    providePlugin(BasicCaller),
    providePlugin(EventCaller),
    providePlugin(StandardCaller),
  ],
  exports: [WebhookService, AttemptRunner, AttemptLog, DeliveryIndex, BullModule, SubscriptionsModule],
})
export class WebhooksModule {}
