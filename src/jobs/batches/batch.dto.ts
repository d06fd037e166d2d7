import { ApiProperty } from '@nestjs/swagger';
import { JobDto } from '../job.dto.js';

/** A device for which no job was made. */
export class RefusedDeviceDto {
  @ApiProperty({ example: 3, description: 'Its place in `devices`, from 0.' })
  index: number;

  @ApiProperty({ type: String, nullable: true, example: '192.168.1.4' })
  host: string | null;

  @ApiProperty({ example: 'connection_args.port: must not be greater than 65535' })
  reason: string;
}

/** What became of a bulk request. */
export class BulkAnswerDto {
  @ApiProperty({
    format: 'uuid',
    description: 'GET /jobs/batches/{id} and GET /jobs?batch= find the jobs by it.',
  })
  batch_id: string;

  @ApiProperty({ type: [JobDto], description: 'The jobs, in the order of `devices`.' })
  succeeded: JobDto[];

  @ApiProperty({ type: [RefusedDeviceDto] })
  failed: RefusedDeviceDto[];
}

/** How many jobs of a batch have each status. */
export class BatchCountsDto {
  @ApiProperty()
  queued: number;

  @ApiProperty()
  started: number;

  @ApiProperty()
  finished: number;

  @ApiProperty()
  failed: number;

  @ApiProperty()
  canceled: number;

  @ApiProperty()
  expired: number;
}

/** A batch. Times are ISO 8601, UTC. */
export class BatchDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ enum: ['running', 'ended'], description: 'ended: every job has.' })
  status: 'running' | 'ended';

  @ApiProperty({ example: 'netmiko' })
  driver: string;

  @ApiProperty({ format: 'date-time' })
  created_at: string;

  @ApiProperty({ format: 'date-time', nullable: true, type: String })
  ended_at: string | null;

  @ApiProperty({ nullable: true, type: Number, description: 'Seconds from submit to the last end.' })
  duration: number | null;

  @ApiProperty({ example: 10_000, description: 'How many jobs there are.' })
  total: number;

  @ApiProperty({ type: BatchCountsDto })
  counts: BatchCountsDto;

  @ApiProperty({ minimum: 0, maximum: 1, example: 0.25, description: 'The share of jobs that have ended.' })
  progress: number;
}
