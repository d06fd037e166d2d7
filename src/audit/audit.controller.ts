import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { nextLink } from '../http/paging.js';
import { Needs } from '../auth/route-access.js';
import { AuditQueryDto, DEFAULT_PAGE_SIZE } from './audit-query.dto.js';
import { AuditRecordDto } from './audit-record.dto.js';
import { AuditSearch } from './audit-search.js';

@ApiTags('audit')
@Controller('audit')
export class AuditController {
  constructor(private readonly search: AuditSearch) {}

  @Needs('audit:read')
  @Get()
  @ApiOperation({
    summary: 'Read the audit trail',
    description:
      'Newest first: who did what to which device, from where, and how it ended. A page may be short and still have a next one.',
  })
  @ApiOkResponse({
    type: [AuditRecordDto],
    headers: { Link: { schema: { type: 'string' }, description: 'The next page.' } },
  })
  async list(
    @Query() query: AuditQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AuditRecordDto[]> {
    const { since, actor, host, job_id: jobId, limit = DEFAULT_PAGE_SIZE, cursor = null } = query;
    const filter = { since: since === undefined ? undefined : Date.parse(since), actor, host, jobId };
    const { records, nextCursor } = await this.search.page(filter, limit, cursor);
    if (nextCursor !== null) void reply.header('Link', nextLink('/audit', query, nextCursor));
    return records;
  }
}

/** RFC 8288. */
