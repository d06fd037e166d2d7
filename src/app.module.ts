import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { AdminModule } from './admin/admin.module.js';
import { AuditModule } from './audit/audit.module.js';
import type { Settings } from './config/settings.js';
import { foundation } from './foundation.js';
import { ConsoleModule } from './console/console.module.js';
import { DriversModule } from './drivers/drivers.module.js';
import { JobsModule } from './jobs/jobs.module.js';
import { McpModule } from './mcp/mcp.module.js';
import { MonitoringModule } from './monitoring/monitoring.module.js';
import type { RedisConnections } from './redis/redis-connections.js';
import { TemplatesModule } from './templates/templates.module.js';
import { DeliveryModule } from './webhooks/delivery/delivery.module.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';
import { WorkersModule } from './workers/workers.module.js';

/** What a process is made of: by its role it takes jobs, runs them and tells of their end, or does both. */
@Module({})
export class AppModule {
  /**
   * @param plugins modules that register further drivers and callers
   * @param deliveries whether webhooks leave from here or from a {@link DeliveryThread}
   */
  static with(
    settings: Settings,
    redis: RedisConnections,
    plugins: readonly Type<unknown>[] = [],
    deliveries: 'here' | 'in a thread' = 'here',
  ): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ...foundation(settings, redis),
        MonitoringModule.with(settings),
        AuditModule,
        DriversModule,
        TemplatesModule,
        WebhooksModule,
        JobsModule,
        ...(settings.role === 'worker'
          ? []
          : [ConsoleModule, AdminModule, ...(settings.mcp ? [McpModule] : [])]),
        ...(settings.role === 'api' ? [] : workerModules(settings, deliveries)),
        ...plugins,
      ],
    };
  }
}

function workerModules(settings: Settings, deliveries: 'here' | 'in a thread'): DynamicModule[] {
  const delivering = deliveries === 'here' ? [DeliveryModule.with(settings)] : [];
  return [...delivering, WorkersModule.with(settings)];
}
