import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsISO8601, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { WEBHOOK_EVENT_TYPES, type WebhookEventType } from '../job-event.js';
import { AttemptDto } from './attempt.dto.js';
import { CURSOR_PATTERN } from './delivery-listing.js';
import { DELIVERY_STATUSES, type DeliveryStatus } from './delivery-record.js';

export const DEFAULT_PAGE_SIZE = 20;
const MAX_PAGE_SIZE = 100;
const MAX_TEXT_LENGTH = 128;
const MAX_DESTINATION_LENGTH = 2_048;

/** An event on its way to a destination, and what became of it. */
export class DeliveryDto {
  @ApiProperty({ description: 'Also `webhook-id` in signed requests.' })
  id: string;

  @ApiProperty({ format: 'uuid', description: 'The job, or of a batch.completed the batch.' })
  job_id: string;

  @ApiProperty({
    format: 'uuid',
    nullable: true,
    type: String,
    description: "The subscription that asked for it; null when it is the job's own webhook.",
  })
  subscription_id: string | null;

  @ApiProperty({ enum: WEBHOOK_EVENT_TYPES })
  event: WebhookEventType;

  @ApiProperty({ example: 'basic' })
  caller: string;

  @ApiProperty({ example: 'http://monitor.example.com', description: 'Scheme, host and port.' })
  destination: string;

  @ApiProperty({ enum: DELIVERY_STATUSES })
  status: DeliveryStatus;

  @ApiProperty({ format: 'date-time' })
  created_at: string;

  @ApiProperty({ format: 'date-time', nullable: true, type: String })
  ended_at: string | null;

  @ApiProperty({ format: 'date-time', nullable: true, type: String, description: 'When it is tried again.' })
  next_attempt_at: string | null;

  @ApiProperty({ type: [AttemptDto], description: 'Every attempt, oldest first.' })
  attempts: AttemptDto[];
}

/** Which deliveries to list. */
export class DeliveryListQueryDto {
  @ApiPropertyOptional({ description: 'Only deliveries of this job, or batch.' })
  @IsOptional()
  @IsString()
  @MaxLength(MAX_TEXT_LENGTH)
  job_id?: string;

  @ApiPropertyOptional({ enum: DELIVERY_STATUSES })
  @IsOptional()
  @IsIn(DELIVERY_STATUSES)
  status?: DeliveryStatus;

  @ApiPropertyOptional({ description: 'Only deliveries by this caller.' })
  @IsOptional()
  @IsString()
  @MaxLength(MAX_TEXT_LENGTH)
  caller?: string;

  @ApiPropertyOptional({
    example: 'http://monitor.example.com',
    description: 'Only deliveries to this destination: scheme, host and port.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(MAX_DESTINATION_LENGTH)
  destination?: string;

  @ApiPropertyOptional({
    format: 'date-time',
    description: 'Only deliveries queued at or after this moment (ISO 8601).',
  })
  @IsOptional()
  @IsISO8601({ strict: true })
  since?: string;

  @ApiPropertyOptional({
    format: 'date-time',
    description: 'Only deliveries queued at or before this moment (ISO 8601).',
  })
  @IsOptional()
  @IsISO8601({ strict: true })
  until?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: MAX_PAGE_SIZE, default: DEFAULT_PAGE_SIZE })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MAX_PAGE_SIZE)
  limit?: number;

  @ApiPropertyOptional({ description: 'Where the page begins: from the `Link` of the page before.' })
  @IsOptional()
  @Matches(CURSOR_PATTERN, { message: 'must be a cursor as a Link header gave it' })
  cursor?: string;
}
