import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { PageCursor, PageLimit } from '../../http/paging.js';
import { WEBHOOK_EVENT_TYPES, type WebhookEventType } from '../job-event.js';
import { AttemptDto } from './attempt.dto.js';
import { DeliveryFilterDto } from './delivery-filter.dto.js';
import { CURSOR_PATTERN } from './delivery-listing.js';
import { DELIVERY_STATUSES, type DeliveryStatus } from './delivery-record.js';

export const DEFAULT_PAGE_SIZE = 20;
export const MAX_PAGE_SIZE = 100;
const MAX_TEXT_LENGTH = 128;

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
export class DeliveryListQueryDto extends DeliveryFilterDto {
  @ApiPropertyOptional({ description: 'Only deliveries of this job, or batch.' })
  @IsOptional()
  @IsString()
  @MaxLength(MAX_TEXT_LENGTH)
  job_id?: string;

  @ApiPropertyOptional({ enum: DELIVERY_STATUSES })
  @IsOptional()
  @IsIn(DELIVERY_STATUSES)
  status?: DeliveryStatus;

  @PageLimit({ byDefault: DEFAULT_PAGE_SIZE, most: MAX_PAGE_SIZE })
  limit?: number;

  @PageCursor(CURSOR_PATTERN)
  cursor?: string;
}
