import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** How the service is. */
export class HealthDto {
  @ApiProperty({ enum: ['ok', 'unavailable'] })
  status: 'ok' | 'unavailable';

  @ApiPropertyOptional({ enum: ['up', 'down'] })
  redis?: 'up' | 'down';
}
