import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { AUDIT_CURSOR } from './audit-search.js';

export const DEFAULT_PAGE_SIZE = 100;
const MAX_PAGE_SIZE = 1_000;

/** Which records of the audit trail to read. */
export class AuditQueryDto {
  @ApiPropertyOptional({ format: 'date-time', description: 'Only records since this moment (ISO 8601).' })
  @IsOptional()
  @IsISO8601({ strict: true })
  since?: string;

  @ApiPropertyOptional({ description: 'Only what this actor did: id or name.' })
  @IsOptional()
  @IsString()
  @MaxLength(300)
  actor?: string;

  @ApiPropertyOptional({ description: 'Only what is about this device; the host as jobs name it.' })
  @IsOptional()
  @IsString()
  @MaxLength(255)
  host?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'Only what is about this job.' })
  @IsOptional()
  @IsUUID()
  job_id?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: MAX_PAGE_SIZE, default: DEFAULT_PAGE_SIZE })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MAX_PAGE_SIZE)
  limit?: number;

  @ApiPropertyOptional({ description: 'Where the page begins: from the `Link` of the page before.' })
  @IsOptional()
  @Matches(AUDIT_CURSOR, { message: 'must be a cursor as a Link header gave it' })
  cursor?: string;
}
