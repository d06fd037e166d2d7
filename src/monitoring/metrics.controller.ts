import { Controller, Get, Res, type Type } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Needs, OpenToAll } from '../auth/route-access.js';
import { MetricsRegistry } from '../observability/metrics/metrics-registry.js';

/** GET /metrics. A function, since a decorator says whom it is open to. @param isOpen whether no key is needed */
export function metricsController(isOpen: boolean): Type<object> {
  @ApiTags('health')
  @(isOpen ? OpenToAll() : Needs('metrics'))
  @Controller('metrics')
  class MetricsController {
    constructor(private readonly registry: MetricsRegistry) {}

    @Get()
    @ApiOperation({ summary: "Metrics of this process, in Prometheus' text format" })
    @ApiOkResponse({ content: { 'text/plain': { schema: { type: 'string' } } } })
    async metrics(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
      const { text, contentType } = await this.registry.exposition();
      void reply.header('Content-Type', contentType);
      return text;
    }
  }
  return MetricsController;
}
