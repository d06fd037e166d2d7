import type { SealedWebhook } from '../../webhooks/webhook.js';
import { JOB_STATUSES, type EndedStatus, type JobStatus } from '../job-outcome.js';

/** Jobs that were submitted in one request, and how many of them have ended how. Times are ms since the epoch. */
export interface BatchRecord {
  readonly id: string;
  readonly driver: string;
  /** The id of the actor who made it; null in what an earlier version has stored. */
  readonly by: string | null;
  /** How many jobs there are. */
  readonly total: number;
  readonly ended: Readonly<Record<EndedStatus, number>>;
  readonly createdAt: number;
  /** The place in line of its first job: those of the others follow it, whoever adds them, and when. */
  readonly firstPlace: number;
  /** Null until the last job has ended. */
  readonly endedAt: number | null;
  /** Told when the last job has ended, if it asks for that. */
  readonly webhook: SealedWebhook | null;
}

/** How many jobs of a batch have each status. */
export type BatchCounts = Readonly<Record<JobStatus, number>>;

/** The fields of a batch in Redis that a record is read from. */
export const BATCH_FIELDS = [
  'driver',
  'total',
  'createdAt',
  'endedAt',
  'webhook',
  'finished',
  'failed',
  'canceled',
  'expired',
  'by',
  'firstPlace',
] as const;

/**
 * @param values the values of {@link BATCH_FIELDS}, in their order
 * @returns undefined when there is no such batch
 */
export function parseBatch(id: string, values: readonly (string | null)[]): BatchRecord | undefined {
  const [
    driver,
    total,
    createdAt,
    endedAt,
    webhook,
    finished,
    failed,
    canceled,
    expired,
    by = null,
    firstPlace,
  ] = values;
  if (!driver || !createdAt) return undefined;
  return {
    id,
    driver,
    by,
    total: Number(total),
    ended: {
      finished: Number(finished),
      failed: Number(failed),
      canceled: Number(canceled),
      expired: Number(expired),
    },
    createdAt: Number(createdAt),
    firstPlace: Number(firstPlace),
    endedAt: endedAt ? Number(endedAt) : null,
    webhook: webhook ? (JSON.parse(webhook) as SealedWebhook) : null,
  };
}

/** @param started how many of the jobs that have not ended are running */
export function countsOf({ total, ended }: BatchRecord, started: number): BatchCounts {
  const counts = Object.fromEntries(JOB_STATUSES.map((status) => [status, 0])) as Record<JobStatus, number>;
  Object.assign(counts, ended);
  const open = Math.max(0, total - endedJobs({ ended }));
  counts.started = Math.min(started, open);
  counts.queued = open - counts.started;
  return counts;
}

/** How many jobs have ended. */
export function endedJobs({ ended }: Pick<BatchRecord, 'ended'>): number {
  return ended.finished + ended.failed + ended.canceled + ended.expired;
}
