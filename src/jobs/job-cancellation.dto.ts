import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { FIFO_QUEUE } from '../fleet/worker-queues.js';
import { BATCH_ID } from './job-query.dto.js';

/** Whose queued jobs to cancel: at least one of them, and a job has to fit all that are given. */
export class JobCancellationDto {
  @ApiPropertyOptional({ description: "The device's host, as the requests named it." })
  @IsOptional()
  @IsString()
  @MaxLength(255)
  host?: string;

  @ApiPropertyOptional({ enum: [FIFO_QUEUE], description: 'Everything that is queued.' })
  @IsOptional()
  @IsIn([FIFO_QUEUE])
  queue?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'The batch.' })
  @IsOptional()
  @Matches(BATCH_ID, { message: 'must be the id of a batch' })
  batch?: string;
}

/** What became of a wish to cancel many jobs. */
export class CanceledJobsDto {
  @ApiProperty({ example: 120, description: 'Jobs that were queued and are canceled now.' })
  canceled: number;

  @ApiProperty({ example: 8, description: 'Jobs that a worker has already, and that go on.' })
  running: number;
}
