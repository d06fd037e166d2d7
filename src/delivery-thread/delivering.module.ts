import { Module, type DynamicModule, type Type } from '@nestjs/common';
import type { Settings } from '../config/settings.js';
import { foundation } from '../foundation.js';
import type { RedisConnections } from '../redis/redis-connections.js';
import { DeliveryModule } from '../webhooks/delivery/delivery.module.js';
import { WebhooksModule } from '../webhooks/webhooks.module.js';

/** What makes the deliveries, and nothing else: drivers and pages are not loaded once more for them. */
@Module({})
export class DeliveringModule {
  /** @param plugins modules that register further callers */
  static with(settings: Settings, redis: RedisConnections, plugins: readonly Type<unknown>[]): DynamicModule {
    return {
      module: DeliveringModule,
      imports: [...foundation(settings, redis), WebhooksModule, DeliveryModule.with(settings), ...plugins],
    };
  }
}
