import { Module, type DynamicModule } from '@nestjs/common';
import type { Settings } from '../config/settings.js';
import { FleetModule } from '../fleet/fleet.module.js';
import { HealthController } from './health.controller.js';
import { JobCounts } from './job-counts.js';
import { metricsController } from './metrics.controller.js';
import { QueueSizeReader } from './queue-sizes.js';
import { SharedMetrics } from './shared-metrics.js';
import { RedisHealth } from './redis-health.js';

/** What looks after NetPulse asks here: answers /health and /metrics. Knows every room whose state it tells; none knows it. */
@Module({})
export class MonitoringModule {
  static with({ metricsOpen }: Pick<Settings, 'metricsOpen'>): DynamicModule {
    return {
      module: MonitoringModule,
      imports: [FleetModule],
      controllers: [HealthController, metricsController(metricsOpen)],
      providers: [JobCounts, RedisHealth, QueueSizeReader, SharedMetrics],
    };
  }
}
