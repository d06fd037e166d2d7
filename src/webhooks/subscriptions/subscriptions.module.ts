import { Module } from '@nestjs/common';
import { LineRecall } from '../destinations/line-recall.js';
import { CurrentSubscriptions } from './current-subscriptions.js';
import { SubscriptionChecker } from './subscription-checker.js';
import { SubscriptionRenewal } from './subscription-renewal.js';
import { SubscriptionStatus } from './subscription-status.js';
import { SubscriptionStore } from './subscription-store.js';
import { SubscriptionsController } from './subscriptions.controller.js';
import { SubscriptionsService } from './subscriptions.service.js';

/**
 * /webhooks/subscriptions: destinations that are told of every job that matches. Offers what those need who add their
 * deliveries ({@link CurrentSubscriptions}) and make them ({@link SubscriptionRenewal}, {@link SubscriptionStatus}).
 */
@Module({
  controllers: [SubscriptionsController],
  providers: [
    SubscriptionStore,
    CurrentSubscriptions,
    LineRecall,
    SubscriptionChecker,
    SubscriptionRenewal,
    SubscriptionStatus,
    SubscriptionsService,
  ],
  exports: [CurrentSubscriptions, SubscriptionRenewal, SubscriptionStatus],
})
export class SubscriptionsModule {}
