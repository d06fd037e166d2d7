import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiConflictResponse,
  ApiHeader,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiServiceUnavailableResponse,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { nextLink } from '../http/paging.js';
import { AuditNote, ForAudit } from '../audit/audit-note.js';
import { accepted } from './accepted-job.js';
import { ByActor, type Actor } from '../auth/actor.js';
import { Needs } from '../auth/route-access.js';
import { invalid } from '../problems/problem.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { checkIdempotencyKey, IDEMPOTENCY_KEY_HEADER } from './idempotency-key.js';
import { JobCancellation } from './job-cancellation.js';
import { CanceledJobsDto, JobCancellationDto } from './job-cancellation.dto.js';
import { DEFAULT_PAGE_SIZE, JobListQueryDto, JobQueryDto } from './job-query.dto.js';
import { JobRequestDto } from './job-request.dto.js';
import { JobSubmission } from './job-submission.js';
import { JobDto } from './job.dto.js';
import { toJobDto } from './job.mapper.js';
import { JobsService } from './jobs.service.js';

@ApiTags('jobs')
@Controller('jobs')
export class JobsController {
  constructor(
    private readonly submission: JobSubmission,
    private readonly jobs: JobsService,
    private readonly cancellation: JobCancellation,
  ) {}

  @Needs('jobs:write')
  @Post()
  @HttpCode(202)
  @ApiOperation({
    summary: 'Submit a job',
    description: 'Queues it and answers at once; its end goes to the webhook.',
  })
  @ApiHeader({ ...IDEMPOTENCY_KEY_HEADER })
  @ApiAcceptedResponse({ type: JobDto, headers: { Location: { schema: { type: 'string' } } } })
  @ApiUnprocessableEntityResponse({ type: ProblemDto })
  @ApiServiceUnavailableResponse({ type: ProblemDto })
  async submit(
    @Body() request: JobRequestDto,
    @ByActor() actor: Actor,
    @ForAudit() audit: AuditNote,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('Idempotency-Key') key?: string,
  ): Promise<JobDto> {
    const job = await this.submission.submit(request, actor, checkIdempotencyKey(key));
    return accepted(job, audit, reply);
  }

  @Needs('jobs:read')
  @Get()
  @ApiOperation({
    summary: 'List jobs',
    description:
      'Newest first, by when they were submitted, whatever became of them since; those of a `batch` the last device first. ' +
      'A page that filters leave short may still have a next one.',
  })
  @ApiOkResponse({
    type: [JobDto],
    headers: { Link: { schema: { type: 'string' }, description: 'The next page.' } },
  })
  async list(
    @Query() query: JobListQueryDto,
    @ByActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JobDto[]> {
    const { status, host, batch, since, limit = DEFAULT_PAGE_SIZE, cursor } = query;
    const sinceMs = since === undefined ? {} : { since: Date.parse(since) };
    const { jobs, nextCursor } = await this.jobs.list(
      { status, host, batch, ...sinceMs },
      actor,
      limit,
      cursor,
    );
    if (nextCursor !== null) void reply.header('Link', nextLink('/jobs', query, nextCursor));
    return jobs.map(toJobDto);
  }

  @Needs('jobs:read')
  @Get(':id')
  @ApiOperation({ summary: 'Read a job' })
  @ApiOkResponse({ type: JobDto })
  @ApiNotFoundResponse({ type: ProblemDto })
  async get(
    @Param('id') id: string,
    @Query() { wait }: JobQueryDto,
    @ByActor() actor: Actor,
  ): Promise<JobDto> {
    return toJobDto(await this.jobs.get(id, actor, wait));
  }

  @Needs('jobs:write')
  @Delete()
  @ApiOperation({
    summary: 'Cancel the queued jobs of a host, of a batch, or all',
    description: 'At least one filter has to be given. Each canceled job is told to its webhook.',
  })
  @ApiOkResponse({ type: CanceledJobsDto })
  @ApiNotFoundResponse({ type: ProblemDto })
  @ApiUnprocessableEntityResponse({ type: ProblemDto })
  async cancelMany(
    @Query() { host, queue, batch }: JobCancellationDto,
    @ByActor() actor: Actor,
    @ForAudit() audit: AuditNote,
  ): Promise<CanceledJobsDto> {
    if (host === undefined && queue === undefined && batch === undefined) {
      throw invalid([{ field: 'query', message: 'must have at least one of host, queue and batch' }]);
    }
    audit.hosts = host === undefined ? [] : [host];
    audit.batchId = batch;
    return this.cancellation.cancel({ host, batch }, actor);
  }

  @Needs('jobs:write')
  @Delete(':id')
  @ApiOperation({ summary: 'Cancel a queued job' })
  @ApiOkResponse({ type: JobDto })
  @ApiNotFoundResponse({ type: ProblemDto })
  @ApiConflictResponse({
    type: ProblemDto,
    description: 'The job runs already, or has ended, or a worker is just looking at it: not canceled.',
  })
  async cancel(
    @Param('id') id: string,
    @ByActor() actor: Actor,
    @ForAudit() audit: AuditNote,
  ): Promise<JobDto> {
    const job = await this.jobs.cancel(id, actor);
    audit.jobs = [job];
    return toJobDto(job);
  }
}

/** RFC 8288. */
