import { BullModule } from '@nestjs/bull';
import { Module, type DynamicModule } from '@nestjs/common';
import type { Settings } from '../../config/settings.js';
import { DeliveryRetention } from '../log/delivery-retention.js';
import { RecoveryRunner } from '../recoveries/recovery-runner.js';
import { DeliveryLanes } from '../destinations/delivery-lanes.js';
import { DeliveryTurns } from '../destinations/delivery-turns.js';
import { LaneUpkeep } from '../destinations/lane-upkeep.js';
import { WebhooksModule } from '../webhooks.module.js';
import { workerQueue } from './delivery-queues.js';
import { LostDeliveries } from './lost-deliveries.js';
import { deliveryProcessor } from './delivery.processor.js';

/** Makes the deliveries that {@link WebhooksModule} queues. Imported in processes with a worker role only. */
@Module({})
export class DeliveryModule {
  static with({ webhookConcurrency }: Pick<Settings, 'webhookConcurrency'>): DynamicModule {
    return {
      module: DeliveryModule,
      imports: [WebhooksModule, BullModule.registerQueueAsync(workerQueue)],
      providers: [
        DeliveryRetention,
        RecoveryRunner,
        DeliveryLanes,
        LaneUpkeep,
        DeliveryTurns,
        LostDeliveries,
        deliveryProcessor(webhookConcurrency),
      ],
    };
  }
}
