import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { JOB_STATUSES, type JobStatus } from './job-outcome.js';

/** About one command of a job. */
export class CommandMetadataDto {
  @ApiProperty({ example: '192.168.1.1' })
  host: string;

  @ApiProperty({ example: 0.012, description: 'How long the device took, in seconds.' })
  duration_seconds: number;

  @ApiProperty({ example: true, description: 'Whether the session was open already.' })
  session_reused: boolean;
}

/** Why a job failed. */
export class JobErrorDto {
  @ApiProperty({ example: 'ConnectionTimeout', description: 'Stable name.' })
  type: string;

  @ApiProperty({ example: 'Connection timeout: Unable to connect to device' })
  message: string;
}

/** One command and what the device answered. */
export class CommandResultDto {
  @ApiProperty({ example: 'show version' })
  command: string;

  @ApiProperty({ example: 'Cisco IOS Software, ...' })
  stdout: string;

  @ApiProperty({ example: '' })
  stderr: string;

  @ApiProperty({
    example: 0,
    description: '0 accepted, 1 rejected; where the device tells exit statuses (a shell), the real one.',
  })
  exit_status: number;

  @ApiProperty({
    oneOf: [
      { type: 'object', additionalProperties: true, nullable: true },
      { type: 'array', items: {} },
    ],
    example: null,
    description: 'Structured data (object or list), where the driver or a parser made some.',
  })
  parsed: object | null;

  @ApiPropertyOptional({
    type: JobErrorDto,
    description: 'Why the parser that was asked for made nothing; only there when it did not.',
  })
  parse_error?: JobErrorDto;

  @ApiProperty({ type: CommandMetadataDto })
  metadata: CommandMetadataDto;
}

/** How a job ended. */
export class JobResultDto {
  @ApiProperty({ enum: [1, 2, 3], description: '1 successful, 2 failed, 3 stopped (canceled or expired).' })
  type: 1 | 2 | 3;

  @ApiProperty({
    type: [CommandResultDto],
    description: 'One entry a command; of a failed job those so far.',
  })
  retval: CommandResultDto[];

  @ApiProperty({ type: JobErrorDto, nullable: true })
  error: JobErrorDto | null;
}

/** A job. Times are ISO 8601, UTC; null until there is one. */
export class JobDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ enum: JOB_STATUSES })
  status: JobStatus;

  @ApiProperty({ format: 'date-time' })
  created_at: string;

  @ApiProperty({ format: 'date-time' })
  enqueued_at: string;

  @ApiProperty({ format: 'date-time', nullable: true, type: String })
  started_at: string | null;

  @ApiProperty({ format: 'date-time', nullable: true, type: String })
  ended_at: string | null;

  @ApiProperty({ example: 'fifo' })
  queue: string;

  @ApiProperty({ nullable: true, type: String, description: 'The worker that ran it.' })
  worker: string | null;

  @ApiProperty({
    example: 1,
    description: 'How often it has been begun: more than once only if the request has `retry`.',
  })
  attempts: number;

  @ApiProperty({ nullable: true, type: Number, description: 'Seconds from start to end.' })
  duration: number | null;

  @ApiProperty({ nullable: true, type: Number, description: 'Seconds from submit to start.' })
  queue_time: number | null;

  @ApiProperty({ format: 'uuid', nullable: true, type: String, description: 'The batch that it belongs to.' })
  batch_id: string | null;

  @ApiProperty({ example: '192.168.1.1' })
  device_name: string;

  @ApiProperty({
    type: [String],
    example: ['show version'],
    description: 'Commands, or lines of configuration.',
  })
  command: string[];

  @ApiPropertyOptional({
    type: [String],
    example: [
      'driver_args.delay_factor is ignored: prompts are read as they come, so there is no delay to scale',
    ],
    description: 'What of the request has no effect, and why; only there when there is such a thing.',
  })
  warnings?: string[];

  @ApiProperty({ type: JobResultDto, nullable: true, description: 'Null until the job has ended.' })
  result: JobResultDto | null;
}
