import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { OpenToAll } from '../auth/route-access.js';
import { HealthDto } from './health.dto.js';
import { RedisHealth } from './redis-health.js';

const REDIS_DOWN = {
  type: HealthDto,
  example: { status: 'unavailable', redis: 'down', reason: 'Redis is out of memory' },
};

@ApiTags('health')
@OpenToAll()
@Controller('health')
export class HealthController {
  constructor(private readonly redis: RedisHealth) {}

  @Get()
  @ApiOperation({ summary: 'Whether the service works', description: 'The same as /health/ready.' })
  @ApiOkResponse({ type: HealthDto })
  @ApiServiceUnavailableResponse(REDIS_DOWN)
  health(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthDto> {
    return this.ready(reply);
  }

  @Get('live')
  @ApiOperation({
    summary: 'Whether the process answers',
    description: 'Looks at nothing outside the process.',
  })
  @ApiOkResponse({ type: HealthDto })
  live(): HealthDto {
    return { status: 'ok' };
  }

  @Get('ready')
  @ApiOperation({
    summary: 'Whether jobs can be taken',
    description: '503 while Redis does not answer, or takes no writes.',
  })
  @ApiOkResponse({ type: HealthDto })
  @ApiServiceUnavailableResponse(REDIS_DOWN)
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthDto> {
    const reason = await this.redis.trouble();
    if (reason === undefined) return { status: 'ok', redis: 'up' };
    void reply.status(503);
    return { status: 'unavailable', redis: 'down', reason };
  }
}
