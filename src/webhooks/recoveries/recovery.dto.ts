import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, Max, Min } from 'class-validator';
import { DeliveryFilterDto } from '../log/delivery-filter.dto.js';
import { RECOVERABLE_STATUSES, RECOVERY_STATUSES, type RecoveryStatus } from './recovery.js';

const DEFAULT_RATE = 50;
const MAX_RATE = 10_000;

/** Which deliveries to send again. Every field narrows them; without any, it is all that failed. */
export class RecoveryRequestDto extends DeliveryFilterDto {
  @ApiPropertyOptional({ enum: RECOVERABLE_STATUSES, default: 'failed', description: 'How they ended.' })
  @IsIn(RECOVERABLE_STATUSES, { message: `must be one of: ${RECOVERABLE_STATUSES.join(', ')}` })
  status: (typeof RECOVERABLE_STATUSES)[number] = 'failed';

  @ApiPropertyOptional({ default: false, description: 'Only count them.' })
  @IsBoolean()
  dry_run: boolean = false;

  @ApiPropertyOptional({
    default: DEFAULT_RATE,
    minimum: 1,
    maximum: MAX_RATE,
    description: 'How many are queued a second.',
  })
  @IsInt()
  @Min(1)
  @Max(MAX_RATE)
  rate: number = DEFAULT_RATE;
}

/** What a dry run answers. */
export class RecoveryPreviewDto {
  @ApiProperty({ example: 1_742, description: 'How many deliveries would be sent again.' })
  matched: number;
}

/** Many deliveries on their way to be sent again. */
export class RecoveryDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ enum: RECOVERY_STATUSES })
  status: RecoveryStatus;

  @ApiProperty({ type: 'object', additionalProperties: true, description: 'What was asked for.' })
  filter: object;

  @ApiProperty({ example: DEFAULT_RATE, description: 'How many are queued a second.' })
  rate: number;

  @ApiProperty({ example: 1_742, description: 'How many deliveries matched when it began.' })
  matched: number;

  @ApiProperty({ example: 350, description: 'How many have been queued so far.' })
  resent: number;

  @ApiProperty({
    type: Number,
    nullable: true,
    example: null,
    description:
      'How many were left out, since they had been sent again by somebody else or forgotten meanwhile. Null until it has ended.',
  })
  skipped: number | null;

  @ApiProperty({ format: 'date-time' })
  created_at: string;

  @ApiProperty({ format: 'date-time', nullable: true, type: String })
  ended_at: string | null;
}
