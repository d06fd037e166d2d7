import type { JobData } from './job-data.js';
import { WORKER_LOST, type JobOutcome, type JobStatus } from './job-outcome.js';

/** A job as it is stored. Times are milliseconds since the epoch. */
export interface JobRecord {
  readonly id: string;
  readonly status: JobStatus;
  readonly data: JobData;
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** Who runs or ran it; null when nobody has. */
  readonly worker: string | null;
  /** How often it has been begun. */
  readonly attempts: number;
  /** Null until the job has ended. */
  readonly outcome: JobOutcome | null;
}

/** A job as it is when it has just been added. @param createdAt ms since the epoch */
export function queuedJob(id: string, data: JobData, createdAt: number): JobRecord {
  return {
    id,
    status: 'queued',
    data,
    createdAt,
    startedAt: null,
    endedAt: null,
    worker: null,
    attempts: 0,
    outcome: null,
  };
}

/**
 * The fields of Bull's job hash that a record is read from. Three are ours: `worker` names who has begun the job,
 * `retries` counts its further runs, and a job that Bull counts as failed keeps in `outcome` what it had achieved, since Bull itself stores no more than a reason.
 */
export const RECORD_FIELDS = [
  'data',
  'timestamp',
  'processedOn',
  'finishedOn',
  'returnvalue',
  'outcome',
  'worker',
  'retries',
] as const;

/**
 * @param values the values of {@link RECORD_FIELDS}, in their order
 * @returns undefined when there is no such job
 */
export function parseRecord(id: string, values: readonly (string | null)[]): JobRecord | undefined {
  const [data, timestamp, processedOn, finishedOn, returnValue, storedOutcome, worker = null, retries] =
    values;
  if (!data || !timestamp) return undefined;
  const hasEnded = finishedOn !== null && finishedOn !== undefined;
  const outcome = hasEnded ? parseOutcome(storedOutcome ?? returnValue) : null;
  return {
    id,
    status: outcome?.status ?? (worker === null ? 'queued' : 'started'),
    data: JSON.parse(data) as JobData,
    createdAt: Number(timestamp),
    // Bull also notes when a job was taken only to find its device busy.
    startedAt: worker !== null && processedOn ? Number(processedOn) : null,
    endedAt: hasEnded ? Number(finishedOn) : null,
    worker,
    attempts: Number(retries ?? 0) + (worker === null ? 0 : 1),
    outcome,
  };
}

/** A job that Bull ended by itself has neither: its worker was gone. */
function parseOutcome(text: string | null | undefined): JobOutcome {
  const outcome = text ? (JSON.parse(text) as JobOutcome | null) : null;
  return outcome ?? WORKER_LOST;
}
