import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config/settings.js';
import { ENDED_STATUSES } from '../jobs/job-outcome.js';
import { JobMetrics } from '../observability/metrics/job-metrics.js';
import { PluginRegistry } from '../plugins/plugin-registry.js';

/** Begins the counts of jobs in a process that runs some, once all drivers are known. */
@Injectable()
export class JobCounts implements OnApplicationBootstrap {
  constructor(
    private readonly metrics: JobMetrics,
    private readonly plugins: PluginRegistry,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'role'>,
  ) {}

  onApplicationBootstrap(): void {
    if (this.settings.role !== 'api') this.metrics.begin(this.plugins.names('driver'), ENDED_STATUSES);
  }
}
