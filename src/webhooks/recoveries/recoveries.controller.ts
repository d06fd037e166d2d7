import { Body, Controller, Delete, Get, HttpStatus, Param, Post, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiConflictResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Needs } from '../../auth/route-access.js';
import { conflict, notFound } from '../../problems/problem.js';
import { ProblemDto } from '../../problems/problem.dto.js';
import { toFilter } from '../log/delivery.mapper.js';
import { DeliveryScan } from '../log/delivery-scan.js';
import { RecoveryDto, RecoveryPreviewDto, RecoveryRequestDto } from './recovery.dto.js';
import { toRecoveryDto } from './recovery.mapper.js';
import { RecoveryStore } from './recovery-store.js';

/** Sends many deliveries again, after a receiver was down. */
@ApiTags('webhooks')
@Controller('webhooks')
export class RecoveriesController {
  constructor(
    private readonly scan: DeliveryScan,
    private readonly store: RecoveryStore,
  ) {}

  @Needs('webhooks:write')
  @Post('deliveries/resend')
  @ApiOperation({
    summary: 'Send many deliveries again',
    description:
      'All that match, oldest first and at a rate, each under its own `webhook-id`. A dry run only counts them. What ' +
      'ends after this moment is left alone, and what is under way is never sent twice.',
  })
  @ApiOkResponse({ type: RecoveryPreviewDto, description: 'Of a dry run.' })
  @ApiBody({ type: RecoveryRequestDto, examples: { count: { value: { status: 'failed', dry_run: true } } } })
  @ApiAcceptedResponse({
    type: RecoveryDto,
    headers: { Location: { schema: { type: 'string' }, description: 'Where its progress is told.' } },
  })
  async resend(
    @Body() request: RecoveryRequestDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecoveryDto | RecoveryPreviewDto> {
    const now = Date.now();
    const asked = toFilter(request);
    const filter = { ...asked, status: request.status, until: Math.min(asked.until ?? now, now) };
    const matched = await this.scan.count(filter);
    if (request.dry_run) {
      void reply.status(HttpStatus.OK);
      return { matched };
    }
    const recovery = await this.store.begin(filter, request.rate, matched, now);
    void reply.status(HttpStatus.ACCEPTED).header('Location', `/webhooks/recoveries/${recovery.id}`);
    return toRecoveryDto(recovery);
  }

  @Needs('webhooks:read')
  @Get('recoveries')
  @ApiOperation({ summary: 'List recoveries', description: 'The last 100, newest first.' })
  @ApiOkResponse({ type: [RecoveryDto] })
  async list(): Promise<RecoveryDto[]> {
    return (await this.store.list()).map(toRecoveryDto);
  }

  @Needs('webhooks:read')
  @Get('recoveries/:id')
  @ApiOperation({ summary: "Read a recovery's progress" })
  @ApiOkResponse({ type: RecoveryDto })
  @ApiNotFoundResponse({ type: ProblemDto })
  async get(@Param('id') id: string): Promise<RecoveryDto> {
    const recovery = await this.store.find(id);
    if (!recovery) throw notFound('There is no such recovery, or it was forgotten after its time.');
    return toRecoveryDto(recovery);
  }

  @Needs('webhooks:write')
  @Delete('recoveries/:id')
  @ApiOperation({
    summary: 'Stop a recovery',
    description: 'What it has queued already is still delivered. Answers with how far it had come.',
  })
  @ApiOkResponse({ type: RecoveryDto })
  @ApiNotFoundResponse({ type: ProblemDto })
  @ApiConflictResponse({ type: ProblemDto, description: 'It has ended.' })
  async cancel(@Param('id') id: string): Promise<RecoveryDto> {
    await this.get(id);
    if (!(await this.store.cancel(id))) throw conflict('The recovery has ended.');
    return this.get(id);
  }
}
