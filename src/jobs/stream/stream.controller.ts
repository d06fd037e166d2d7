import { Controller, Get, Param, Res } from '@nestjs/common';
import {
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { once } from 'node:events';
import { ByActor, type Actor } from '../../auth/actor.js';
import { Needs } from '../../auth/route-access.js';
import { ProblemDto } from '../../problems/problem.dto.js';
import { JobsService } from '../jobs.service.js';
import { EventWriter } from './event-writer.js';
import { JobStreams } from './job-streams.js';

@ApiTags('jobs')
@Controller('jobs')
export class StreamController {
  constructor(
    private readonly jobs: JobsService,
    private readonly streams: JobStreams,
  ) {}

  @Needs('jobs:read')
  @Get(':id/stream')
  @ApiOperation({
    summary: 'Watch a job',
    description:
      'Server-sent events: `status`, `output` as the device sends it, and `end` with the job as GET /jobs/{id} has it. An ended job is replayed.',
  })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ schema: { type: 'string' } })
  @ApiNotFoundResponse({ type: ProblemDto })
  @ApiServiceUnavailableResponse({ type: ProblemDto })
  async stream(@Param('id') id: string, @ByActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    await this.jobs.get(id, actor);
    this.streams.expectRoom();
    const requestId = String(reply.getHeader('X-Request-Id') ?? '');
    reply.hijack();
    const writer = new EventWriter(reply.raw);
    const gone = once(reply.raw, 'close').then(
      () => undefined,
      () => undefined,
    );
    writer.begin({ 'X-Request-Id': requestId });
    await this.streams.show(id, writer, gone);
  }
}
