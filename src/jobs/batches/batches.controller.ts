import { Controller, Get, Headers, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiCreatedResponse,
  ApiHeader,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiServiceUnavailableResponse,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { AuditNote, ForAudit } from '../../audit/audit-note.js';
import { ByActor, type Actor } from '../../auth/actor.js';
import { Needs } from '../../auth/route-access.js';
import { ProblemDto } from '../../problems/problem.dto.js';
import { checkIdempotencyKey, IDEMPOTENCY_KEY_HEADER } from '../idempotency-key.js';
import { JobQueryDto } from '../job-query.dto.js';
import { BatchDto, BulkAnswerDto } from './batch.dto.js';
import { toBatchDto, toBulkAnswerDto } from './batch.mapper.js';
import { BatchesService } from './batches.service.js';
import { BulkRequestDto } from './bulk-request.dto.js';
import { BulkSubmission } from './bulk-submission.js';

/** The body is taken as it was parsed: judging 10,000 devices in one go would hold up everybody else. */
type BulkHttpRequest = Pick<FastifyRequest, 'body'>;

@ApiTags('jobs')
@Controller()
export class BatchesController {
  constructor(
    private readonly submission: BulkSubmission,
    private readonly batches: BatchesService,
  ) {}

  @Needs('jobs:write')
  @Post('jobs/bulk')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Submit a job for each of many devices',
    description: 'Judges each device by itself: one that is wrong stops no other. 422 when none is right.',
  })
  @ApiHeader({ ...IDEMPOTENCY_KEY_HEADER })
  @ApiBody({ type: BulkRequestDto })
  @ApiAcceptedResponse({ type: BulkAnswerDto })
  @ApiUnprocessableEntityResponse({ type: ProblemDto })
  @ApiServiceUnavailableResponse({ type: ProblemDto })
  async submit(
    @Req() { body }: BulkHttpRequest,
    @ByActor() actor: Actor,
    @ForAudit() audit: AuditNote,
    @Headers('Idempotency-Key') key?: string,
  ): Promise<BulkAnswerDto> {
    const outcome = await this.submission.submit(body, actor, checkIdempotencyKey(key));
    audit.jobs = outcome.jobs;
    audit.refusedHosts = outcome.forbidden;
    return toBulkAnswerDto(outcome);
  }

  @Needs('jobs:write')
  @Post('device/bulk')
  @ApiTags('device')
  @ApiOperation({
    summary: "Submit many jobs under NetPulse's own path",
    description: 'The same as POST /jobs/bulk.',
  })
  @ApiHeader({ ...IDEMPOTENCY_KEY_HEADER })
  @ApiBody({ type: BulkRequestDto })
  @ApiCreatedResponse({ type: BulkAnswerDto })
  @ApiUnprocessableEntityResponse({ type: ProblemDto })
  @ApiServiceUnavailableResponse({ type: ProblemDto })
  async exec(
    @Req() request: BulkHttpRequest,
    @ByActor() actor: Actor,
    @ForAudit() audit: AuditNote,
    @Headers('Idempotency-Key') key?: string,
  ): Promise<BulkAnswerDto> {
    return this.submit(request, actor, audit, key);
  }

  @Needs('jobs:read')
  @Get('jobs/batches/:id')
  @ApiOperation({ summary: 'Read a batch: how many of its jobs have ended how' })
  @ApiOkResponse({ type: BatchDto })
  @ApiNotFoundResponse({ type: ProblemDto })
  async get(
    @Param('id') id: string,
    @Query() { wait }: JobQueryDto,
    @ByActor() actor: Actor,
  ): Promise<BatchDto> {
    const { batch, started } = await this.batches.get(id, actor, wait);
    return toBatchDto(batch, started);
  }
}
