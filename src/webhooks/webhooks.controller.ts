import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags, ApiUnprocessableEntityResponse } from '@nestjs/swagger';
import { Needs } from '../auth/route-access.js';
import { PluginRegistry } from '../plugins/plugin-registry.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { AttemptDto } from './log/attempt.dto.js';
import { toAttemptDto } from './log/delivery.mapper.js';
import { WebhookTester } from './webhook-tester.js';
import { toWebhookCallerDto, WebhookCallerDto, WebhookTestDto } from './webhooks.dto.js';

/** What webhooks there are, and whether one works. */
@ApiTags('webhooks')
@Controller('webhooks')
export class WebhooksController {
  constructor(
    private readonly plugins: PluginRegistry,
    private readonly tester: WebhookTester,
  ) {}

  @Needs('webhooks:read')
  @Get('callers')
  @ApiOperation({ summary: 'List the kinds of webhooks' })
  @ApiOkResponse({ type: [WebhookCallerDto] })
  callers(): WebhookCallerDto[] {
    return this.plugins.describe('webhook-caller').map(toWebhookCallerDto);
  }

  @Needs('webhooks:write')
  @Post('test')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Send a test event now',
    description:
      'Waits for the answer and tells what happened. It is tried once and leaves no trace in the log.',
  })
  @ApiOkResponse({ type: AttemptDto })
  @ApiUnprocessableEntityResponse({ type: ProblemDto })
  async test(@Body() { webhook, event }: WebhookTestDto): Promise<AttemptDto> {
    return toAttemptDto(await this.tester.test(webhook, event));
  }
}
