import { BullModule } from '@nestjs/bull';
import { Module } from '@nestjs/common';
import { CALLERS } from './callers/callers.js';
import { AttemptLog } from './delivery/attempt-log.js';
import { AttemptRunner } from './delivery/attempt-runner.js';
import { producerQueue } from './delivery/delivery-queues.js';
import { DestinationListing } from './destinations/destination-listing.js';
import { DestinationsController } from './destinations/destinations.controller.js';
import { SharedDestinations } from './destinations/shared-destinations.js';
import { WebhookHttpModule } from './http/webhook-http.module.js';
import { DeliveriesController } from './log/deliveries.controller.js';
import { DeliveryIndex } from './log/delivery-index.js';
import { DeliveryListing } from './log/delivery-listing.js';
import { DeliveryResend } from './log/delivery-resend.js';
import { DeliveryScan } from './log/delivery-scan.js';
import { DeliveryStore } from './log/delivery-store.js';
import { RecoveriesController } from './recoveries/recoveries.controller.js';
import { RecoveryStore } from './recoveries/recovery-store.js';
import { SubscriptionsModule } from './subscriptions/subscriptions.module.js';
import { WebhookTester } from './webhook-tester.js';
import { WebhookService } from './webhook.service.js';
import { WebhooksController } from './webhooks.controller.js';

/**
 * Tells the outside world how jobs ended: offers {@link WebhookService} to whoever ends jobs. Deliveries are made where
 * DeliveryModule is imported as well.
 */
@Module({
  imports: [BullModule.registerQueueAsync(producerQueue), WebhookHttpModule, SubscriptionsModule],
  controllers: [WebhooksController, RecoveriesController, DeliveriesController, DestinationsController],
  providers: [
    WebhookService,
    WebhookTester,
    AttemptRunner,
    AttemptLog,
    SharedDestinations,
    DestinationListing,
    DeliveryIndex,
    DeliveryStore,
    DeliveryScan,
    DeliveryListing,
    DeliveryResend,
    RecoveryStore,
    ...CALLERS,
  ],
  exports: [
    SharedDestinations,
    WebhookService,
    AttemptRunner,
    AttemptLog,
    DeliveryIndex,
    DeliveryScan,
    DeliveryListing,
    DeliveryResend,
    RecoveryStore,
    BullModule,
    SubscriptionsModule,
  ],
})
export class WebhooksModule {}
