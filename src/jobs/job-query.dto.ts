import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { Moment, PageCursor, PageLimit } from '../http/paging.js';
import { FIFO_QUEUE } from '../fleet/worker-queues.js';
import { CURSOR_PATTERN } from './job-listing.js';
import { JOB_STATUSES, type JobStatus } from './job-outcome.js';

export const DEFAULT_PAGE_SIZE = 20;
const MAX_PAGE_SIZE = 100;
const MAX_WAIT_SECONDS = 300;

/** The form of a batch's id in a query. */
export const BATCH_ID = /^[0-9a-f-]{36}$/;

/** Which jobs to list. */
export class JobListQueryDto {
  @ApiPropertyOptional({ enum: JOB_STATUSES })
  @IsOptional()
  @IsIn(JOB_STATUSES)
  status?: JobStatus;

  @ApiPropertyOptional({ description: "The device's host, as the request named it." })
  @IsOptional()
  @IsString()
  @MaxLength(255)
  host?: string;

  @ApiPropertyOptional({ enum: [FIFO_QUEUE] })
  @IsOptional()
  @IsIn([FIFO_QUEUE])
  queue?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'Only jobs of this batch, the last device first.' })
  @IsOptional()
  @Matches(BATCH_ID, { message: 'must be the id of a batch' })
  batch?: string;

  @Moment('Only jobs created at or after this moment (ISO 8601).')
  since?: string;

  @PageLimit({ byDefault: DEFAULT_PAGE_SIZE, most: MAX_PAGE_SIZE })
  limit?: number;

  @PageCursor(CURSOR_PATTERN)
  cursor?: string;
}

/** How to read one job. */
export class JobQueryDto {
  @ApiPropertyOptional({
    minimum: 0,
    maximum: MAX_WAIT_SECONDS,
    default: 0,
    description: 'Seconds to hold the answer until the job has ended.',
  })
  @IsOptional()
  @Type(() => Number)
  @Min(0)
  @Max(MAX_WAIT_SECONDS)
  wait?: number;
}
