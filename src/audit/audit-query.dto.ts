import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { Moment, PageCursor, PageLimit } from '../http/paging.js';
import { AUDIT_CURSOR } from './audit-search.js';

export const DEFAULT_PAGE_SIZE = 100;
const MAX_PAGE_SIZE = 1_000;

/** Which records of the audit trail to read. */
export class AuditQueryDto {
  @Moment('Only records since this moment (ISO 8601).')
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

  @PageLimit({ byDefault: DEFAULT_PAGE_SIZE, most: MAX_PAGE_SIZE })
  limit?: number;

  @PageCursor(AUDIT_CURSOR)
  cursor?: string;
}
