import type { CommandResultDto, JobDto, JobResultDto } from './job.dto.js';
import { FIFO_QUEUE } from '../fleet/worker-queues.js';
import type { EndedStatus, JobOutcome, JobOutput } from './job-outcome.js';
import type { JobRecord } from './job-record.js';

const RESULT_TYPES: Readonly<Record<EndedStatus, JobResultDto['type']>> = {
  finished: 1,
  failed: 2,
  canceled: 3,
  expired: 3,
};

/** A stored job as the API shows it: everything but credentials. */
export function toJobDto({
  id,
  status,
  data,
  createdAt,
  startedAt,
  endedAt,
  worker,
  attempts,
  outcome,
}: JobRecord): JobDto {
  return {
    id,
    status,
    created_at: isoTime(createdAt),
    enqueued_at: isoTime(createdAt),
    started_at: startedAt === null ? null : isoTime(startedAt),
    ended_at: endedAt === null ? null : isoTime(endedAt),
    queue: FIFO_QUEUE,
    worker,
    attempts,
    duration: seconds(startedAt, endedAt),
    queue_time: seconds(createdAt, startedAt),
    batch_id: data.batchId ?? null,
    device_name: data.deviceName ?? data.device.host,
    command: [...data.commands],
    ...(data.warnings ? { warnings: [...data.warnings] } : {}),
    result: outcome && toResultDto(outcome, data.device.host),
  };
}

function toResultDto({ status, outputs, error }: JobOutcome, host: string): JobResultDto {
  return {
    type: RESULT_TYPES[status],
    retval: outputs.map((output) => toCommandResultDto(output, host)),
    error,
  };
}

function toCommandResultDto(output: JobOutput, host: string): CommandResultDto {
  return {
    command: output.command,
    stdout: output.stdout,
    stderr: output.stderr,
    exit_status: output.exitStatus,
    parsed: output.parsed ?? null,
    ...(output.parseError ? { parse_error: output.parseError } : {}),
    metadata: { host, duration_seconds: output.durationSeconds, session_reused: output.sessionReused },
  };
}

const MS_PER_SECOND = 1_000;

/** Seconds between two moments given in milliseconds; null while one of them is not there. */
export function seconds(from: number | null, to: number | null): number | null {
  return from === null || to === null ? null : (to - from) / MS_PER_SECOND;
}

/** ISO 8601, UTC, of a moment given in milliseconds since the epoch. */
export function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
