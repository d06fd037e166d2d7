import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** How the service is. */
export class HealthDto {
  @ApiProperty({ enum: ['ok', 'unavailable'] })
  status: 'ok' | 'unavailable';

  @ApiPropertyOptional({ enum: ['up', 'down'], description: '`up`: it answers and takes writes.' })
  redis?: 'up' | 'down';

  @ApiPropertyOptional({ example: 'Redis is out of memory', description: 'Why the service is unavailable.' })
  reason?: string;
}
