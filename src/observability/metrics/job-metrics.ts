import { Injectable } from '@nestjs/common';
import { Counter } from './counter.js';
import { MetricsRegistry } from './metrics-registry.js';
import { TimeHistogram } from './time-histogram.js';

const MS_PER_SECOND = 1_000;
/** Platforms are names from requests: should a driver take any, the first so many are told apart. */
const MAX_PLATFORMS = 200;
const COMMAND_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];
const JOB_BUCKETS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3_600];

/** What is counted of a job that has ended. Times are milliseconds since the epoch. */
export interface CountedJob {
  readonly data: { readonly driver: string; readonly device: { readonly deviceType: string | null } };
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly endedAt: number;
  readonly outcome: {
    readonly status: string;
    readonly outputs: readonly { readonly durationSeconds: number }[];
  };
}

/** Counts and times jobs. No label names a device: there are as many as a fleet has. */
@Injectable()
export class JobMetrics {
  private readonly ends = new Counter('netpulse_jobs_ended_total', 'Jobs that have ended, by how.', [
    'driver',
    'outcome',
  ]);
  private readonly running = new TimeHistogram(
    'netpulse_job_duration_seconds',
    'Time from the start of a job to its end.',
    ['driver'],
    JOB_BUCKETS,
  );
  private readonly waiting = new TimeHistogram(
    'netpulse_job_queue_seconds',
    'Time from the submission of a job to its start.',
    ['driver'],
    JOB_BUCKETS,
  );
  private readonly commands = new TimeHistogram(
    'netpulse_command_duration_seconds',
    'Time that a device took for a command, or for a block of configuration.',
    ['driver', 'platform'],
    COMMAND_BUCKETS,
  );
  private readonly platforms = new Set<string>();

  constructor(registry: MetricsRegistry) {
    registry.register(this.ends, this.running, this.waiting, this.commands);
  }

  /** To be told where jobs run: which drivers there are, and how jobs may end. */
  begin(drivers: readonly string[], outcomes: readonly string[]): void {
    for (const driver of drivers) {
      for (const outcome of outcomes) this.ends.begin(driver, outcome);
    }
  }

  /** To be told once of each job whose end has been settled. */
  ended({ data, createdAt, startedAt, endedAt, outcome }: CountedJob): void {
    const { driver } = data;
    this.ends.add(driver, outcome.status);
    if (startedAt === null) return;
    this.running.add((endedAt - startedAt) / MS_PER_SECOND, driver);
    this.waiting.add(Math.max(0, startedAt - createdAt) / MS_PER_SECOND, driver);
    if (outcome.outputs.length === 0) return;
    const platform = this.platformLabel(data.device.deviceType);
    for (const { durationSeconds } of outcome.outputs) this.commands.add(durationSeconds, driver, platform);
  }

  private platformLabel(deviceType: string | null): string {
    if (deviceType === null) return 'none';
    if (this.platforms.has(deviceType)) return deviceType;
    if (this.platforms.size >= MAX_PLATFORMS) return 'other';
    this.platforms.add(deviceType);
    return deviceType;
  }
}
