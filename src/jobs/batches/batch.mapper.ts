import { isoTime, seconds, toJobDto } from '../job.mapper.js';
import { countsOf, endedJobs, type BatchRecord } from './batch-record.js';
import type { BatchDto, BulkAnswerDto } from './batch.dto.js';
import type { BulkOutcome } from './bulk-submission.js';

/** @param started how many jobs are being run now */
export function toBatchDto(batch: BatchRecord, started: number): BatchDto {
  const { id, driver, total, createdAt, endedAt } = batch;
  return {
    id,
    status: endedAt === null ? 'running' : 'ended',
    driver,
    created_at: isoTime(createdAt),
    ended_at: endedAt === null ? null : isoTime(endedAt),
    duration: seconds(createdAt, endedAt),
    total,
    counts: { ...countsOf(batch, started) },
    progress: total === 0 ? 1 : endedJobs(batch) / total,
  };
}

export function toBulkAnswerDto({ batchId, jobs, refused }: BulkOutcome): BulkAnswerDto {
  return { batch_id: batchId, succeeded: jobs.map(toJobDto), failed: [...refused] };
}
