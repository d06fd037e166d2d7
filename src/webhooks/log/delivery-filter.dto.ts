import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { Moment } from '../../http/paging.js';

const MAX_TEXT_LENGTH = 128;
const MAX_DESTINATION_LENGTH = 2_048;

/** Which deliveries are meant. No field has an example: Swagger UI fills it in, and a first click would find nothing. */
export class DeliveryFilterDto {
  @ApiPropertyOptional({ description: 'Only deliveries by this caller, such as `basic`.' })
  @IsOptional()
  @IsString()
  @MaxLength(MAX_TEXT_LENGTH)
  caller?: string;

  @ApiPropertyOptional({
    description:
      'Only deliveries to this destination: scheme, host and port, as in `http://monitor.example.com`.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(MAX_DESTINATION_LENGTH)
  destination?: string;

  @Moment('Only deliveries queued at or after this moment (ISO 8601).')
  since?: string;

  @Moment('Only deliveries queued at or before this moment (ISO 8601).')
  until?: string;
}
