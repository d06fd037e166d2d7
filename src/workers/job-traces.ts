import { Injectable } from '@nestjs/common';
import type { JobData } from '../jobs/job-data.js';
import type { JobOutcome } from '../jobs/job-outcome.js';
import { Tracing } from '../tracing/tracing.js';

const MS_PER_SECOND = 1_000;
/** Runs whose end is told elsewhere, after trouble with Redis, are forgotten at last. */
const MOST_KEPT = 10_000;

/** Carries a job's trace from the queue over its run to its webhooks. Costs nothing while tracing is off. */
@Injectable()
export class JobTraces {
  /** What carries on the traces of jobs that have run here and whose end has not been told yet. */
  private readonly runs = new Map<string, string>();

  constructor(private readonly tracing: Tracing) {}

  /** Runs a job in a span of the trace in which it was submitted. */
  async run(
    id: string,
    data: JobData,
    createdAt: number,
    work: () => Promise<JobOutcome>,
  ): Promise<JobOutcome> {
    if (!this.tracing.isOn) return work();
    const { host, port, deviceType } = data.device;
    const span = this.tracing.start(
      'run job',
      'consumer',
      {
        'netpulse.job_id': id,
        'netpulse.driver': data.driver,
        'netpulse.operation': data.operation,
        'netpulse.platform': deviceType ?? 'none',
        'netpulse.queue_seconds': (Date.now() - createdAt) / MS_PER_SECOND,
        'server.address': host,
        'server.port': port,
      },
      data.traceparent,
    );
    if (!span) return work();
    if (this.runs.size >= MOST_KEPT) this.runs.clear();
    this.runs.set(id, span.traceparent);
    try {
      const outcome = await this.tracing.during(span, work);
      span.end(outcome.error?.type);
      return outcome;
    } catch (error) {
      span.end('error');
      throw error;
    }
  }

  /** What carries the trace on to the webhooks of a job that has ended: its run, or else its submission. */
  leadingFrom(id: string, data: JobData): string | undefined {
    const run = this.runs.get(id);
    this.runs.delete(id);
    return run ?? data.traceparent;
  }
}
