import type { EndedStatus, JobOutcome } from '../jobs/job-outcome.js';
import type { JobRecord } from '../jobs/job-record.js';
import { isoTime, seconds } from '../jobs/job.mapper.js';
import type { JobEvent, JobEventType } from '../webhooks/job-event.js';

const EVENT_TYPES: Readonly<Record<EndedStatus, JobEventType>> = {
  finished: 'job.completed',
  failed: 'job.failed',
  canceled: 'job.canceled',
  expired: 'job.expired',
};

/** A job that has ended, and how. */
export type EndedJob = Omit<JobRecord, 'attempts'> & {
  readonly endedAt: number;
  readonly outcome: JobOutcome;
};

export function hasEnded(job: JobRecord): job is JobRecord & EndedJob {
  return job.endedAt !== null && job.outcome !== null;
}

/** What the outside world is told of a job's end. */
export function toJobEvent({ id, data, createdAt, startedAt, endedAt, outcome }: EndedJob): JobEvent {
  return {
    type: EVENT_TYPES[outcome.status],
    jobId: id,
    ...(data.batchId === undefined ? {} : { batchId: data.batchId }),
    status: outcome.status,
    driver: data.driver,
    device: data.device,
    deviceName: data.deviceName,
    operation: data.operation === 'config' ? 'config' : 'command',
    commands: data.commands,
    createdAt: isoTime(createdAt),
    startedAt: startedAt === null ? null : isoTime(startedAt),
    endedAt: isoTime(endedAt),
    durationSeconds: seconds(startedAt, endedAt),
    result: {
      outputs: outcome.outputs.map(({ command, stdout, stderr, exitStatus }) => ({
        command,
        stdout,
        stderr,
        exitStatus,
      })),
      error: outcome.error,
    },
  };
}
