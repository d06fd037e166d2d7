import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsString, Length, Max, Min, ValidateIf } from 'class-validator';
import { destinationId } from './destination-id.js';
import { DESTINATION_STATES, type DestinationRecord, type DestinationState } from './destination-record.js';

export const DEFAULT_PAGE_SIZE = 100;
const MAX_PAGE_SIZE = 1_000;
const MAX_OFFSET = 10_000_000;
const MAX_REASON_LENGTH = 200;

/** Why and since when nothing is sent. */
export class DestinationPauseDto {
  @ApiProperty({ format: 'date-time' })
  since: string;

  @ApiProperty({ example: 'http://monitor.example.com answered 410' })
  reason: string;
}

/** A server that webhooks go to, and how it fares. */
export class DestinationDto {
  @ApiProperty({ example: 'http~monitor.example.com~8080' })
  id: string;

  @ApiProperty({ example: 'http://monitor.example.com:8080', description: 'Scheme, host and port.' })
  destination: string;

  @ApiProperty({
    enum: DESTINATION_STATES,
    description:
      '`throttled`: it asked to be left alone. `open`: it failed too often in a row. Both end at `closed_until`. ' +
      '`half_open`: one delivery tries it. `paused`: until somebody resumes it.',
  })
  state: DestinationState;

  @ApiProperty({ example: 3, description: 'Deliveries under way, as of the last second.' })
  in_flight: number;

  @ApiProperty({ example: 0, description: 'Deliveries that wait for it.' })
  waiting: number;

  @ApiProperty({
    example: 0,
    description: 'Failures in a row; NETPULSE_WEBHOOK_BREAKER_FAILURES of them open.',
  })
  failures_in_row: number;

  @ApiProperty({ format: 'date-time', nullable: true, type: String })
  closed_until: string | null;

  @ApiProperty({ type: DestinationPauseDto, nullable: true })
  paused: DestinationPauseDto | null;

  @ApiProperty({ format: 'date-time', nullable: true, type: String })
  last_success_at: string | null;

  @ApiProperty({ format: 'date-time', nullable: true, type: String })
  last_failure_at: string | null;

  @ApiProperty({ nullable: true, type: String, example: 'http://monitor.example.com:8080 answered 503' })
  last_error: string | null;
}

/** Which destinations to list. */
export class DestinationListQueryDto {
  @ApiPropertyOptional({ minimum: 1, maximum: MAX_PAGE_SIZE, default: DEFAULT_PAGE_SIZE })
  @ValidateIf((_object, value) => value !== undefined)
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MAX_PAGE_SIZE)
  limit?: number;

  @ApiPropertyOptional({ minimum: 0, default: 0, description: 'How many to pass over: from `Link`.' })
  @ValidateIf((_object, value) => value !== undefined)
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(MAX_OFFSET)
  offset?: number;
}

/** Why a destination is paused. */
export class PauseRequestDto {
  @ApiPropertyOptional({ example: 'Maintenance until Monday', description: 'Shown until it is resumed.' })
  @ValidateIf((_object, value) => value !== undefined)
  @IsString({ message: 'must be a string' })
  @Length(1, MAX_REASON_LENGTH, { message: `must be 1 to ${MAX_REASON_LENGTH} characters long` })
  reason?: string;
}

export function toDestinationDto(record: DestinationRecord): DestinationDto {
  return {
    id: destinationId(record.origin),
    destination: record.origin,
    state: record.state,
    in_flight: record.inFlight,
    waiting: record.waiting,
    failures_in_row: record.failuresInRow,
    closed_until: isoTime(record.closedUntil),
    paused: record.pause && { since: new Date(record.pause.at).toISOString(), reason: record.pause.reason },
    last_success_at: isoTime(record.lastSuccessAt),
    last_failure_at: isoTime(record.lastFailureAt),
    last_error: record.lastError,
  };
}

function isoTime(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
