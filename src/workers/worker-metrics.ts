import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config/settings.js';
import { MetricsRegistry } from '../observability/metrics/metrics-registry.js';
import { RunningJobs } from './running-jobs.js';
import { SessionPool } from './session-pool.js';

/** What this worker does at the moment at which Prometheus asks. */
@Injectable()
export class WorkerMetrics {
  constructor(
    registry: MetricsRegistry,
    sessions: SessionPool,
    running: RunningJobs,
    @Inject(SETTINGS) { concurrency }: Pick<Settings, 'concurrency'>,
  ) {
    registry.gauge(
      'netpulse_device_sessions',
      'Open sessions to devices: in use by a job, or kept for the next.',
      () => [
        { labels: { state: 'in_use' }, value: sessions.counts.inUse },
        { labels: { state: 'idle' }, value: sessions.counts.idle },
      ],
    );
    registry.gauge('netpulse_worker_jobs_running', 'Jobs that this worker runs now.', () => [
      { labels: {}, value: running.counts.running },
    ]);
    registry.gauge('netpulse_worker_concurrency', 'Jobs that this worker runs at most at once.', () => [
      { labels: {}, value: concurrency },
    ]);
  }
}
