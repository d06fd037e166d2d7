import { Module, type DynamicModule } from '@nestjs/common';
import type { Settings } from '../config/settings.js';
import { FleetModule } from '../fleet/fleet.module.js';
import { HealthController } from './health.controller.js';
import { metricsController } from './metrics/metrics.controller.js';
import { QueueSizeReader } from './metrics/queue-sizes.js';
import { SharedMetrics } from './metrics/shared-metrics.js';
import { RedisHealth } from './redis-health.js';

/** Answers /health and /metrics. */
@Module({})
export class ObservabilityModule {
  static with({ metricsOpen }: Pick<Settings, 'metricsOpen'>): DynamicModule {
    return {
      module: ObservabilityModule,
      imports: [FleetModule],
      controllers: [HealthController, metricsController(metricsOpen)],
      providers: [RedisHealth, QueueSizeReader, SharedMetrics],
    };
  }
}
