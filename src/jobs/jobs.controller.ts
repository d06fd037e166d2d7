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
import { ApiProtected } from '../auth/api-protected.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { checkIdempotencyKey, IDEMPOTENCY_KEY_HEADER } from './idempotency-key.js';
import { DEFAULT_PAGE_SIZE, JobListQueryDto, JobQueryDto } from './job-query.dto.js';
import { JobRequestDto } from './job-request.dto.js';
import { JobSubmission } from './job-submission.js';
import { JobDto } from './job.dto.js';
import { toJobDto } from './job.mapper.js';
import { JobsService } from './jobs.service.js';

@ApiTags('jobs')
@ApiProtected()
@Controller('jobs')
export class JobsController {
  constructor(
    private readonly submission: JobSubmission,
    private readonly jobs: JobsService,
  ) {}

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
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('Idempotency-Key') key?: string,
  ): Promise<JobDto> {
    const job = await this.submission.submit(request, checkIdempotencyKey(key));
    void reply.header('Location', `/jobs/${job.id}`);
    return toJobDto(job);
  }

  @Get()
  @ApiOperation({
    summary: 'List jobs',
    description:
      'Newest first. failed, canceled and expired are listed by the time they ended, the rest by creation.',
  })
  @ApiOkResponse({
    type: [JobDto],
    headers: { Link: { schema: { type: 'string' }, description: 'The next page.' } },
  })
  async list(
    @Query() query: JobListQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JobDto[]> {
    const { since, limit = DEFAULT_PAGE_SIZE, cursor, ...filter } = query;
    const sinceMs = since === undefined ? {} : { since: Date.parse(since) };
    const { jobs, nextCursor } = await this.jobs.list({ ...filter, ...sinceMs }, limit, cursor);
    if (nextCursor !== null) void reply.header('Link', nextLink(query, nextCursor));
    return jobs.map(toJobDto);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Read a job' })
  @ApiOkResponse({ type: JobDto })
  @ApiNotFoundResponse({ type: ProblemDto })
  async get(@Param('id') id: string, @Query() { wait }: JobQueryDto): Promise<JobDto> {
    return toJobDto(await this.jobs.get(id, wait));
  }

  @Delete(':id')
  @ApiOperation({ summary: 'Cancel a queued job' })
  @ApiOkResponse({ type: JobDto })
  @ApiNotFoundResponse({ type: ProblemDto })
  @ApiConflictResponse({ type: ProblemDto, description: 'The job runs already, or has ended.' })
  async cancel(@Param('id') id: string): Promise<JobDto> {
    return toJobDto(await this.jobs.cancel(id));
  }
}

/** RFC 8288. */
function nextLink(query: JobListQueryDto, cursor: string): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...query, cursor })) {
    if (value !== undefined) parameters.set(name, String(value));
  }
  return `</jobs?${parameters.toString()}>; rel="next"`;
}
