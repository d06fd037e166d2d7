import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
  PartialType,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Needs } from '../../auth/route-access.js';
import { ProblemDto } from '../../problems/problem.dto.js';
import { NewSecretDto, SubscriptionDto } from './subscription-answer.dto.js';
import { SubscriptionStatus } from './subscription-status.js';
import {
  DEFAULT_PAGE_SIZE,
  SecretRotationDto,
  SubscriptionListQueryDto,
  SubscriptionRequestDto,
} from './subscription.dto.js';
import { oldSecretUntil, toSubscriptionDto } from './subscription.mapper.js';
import type { Subscription } from './subscription.js';
import { SubscriptionsService } from './subscriptions.service.js';

/** What a change may name, for Swagger: it is judged together with what it leaves as it is. */
class SubscriptionChangeDto extends PartialType(SubscriptionRequestDto) {}

/** Destinations that are told of every job that matches. */
@ApiTags('webhook subscriptions')
@Controller('webhooks/subscriptions')
export class SubscriptionsController {
  constructor(
    private readonly subscriptions: SubscriptionsService,
    private readonly status: SubscriptionStatus,
  ) {}

  @Needs('webhooks:write')
  @Post()
  @ApiOperation({
    summary: 'Subscribe to the ends of jobs',
    description: 'Every job that matches and ends from now on is told there, besides its own webhook.',
  })
  @ApiCreatedResponse({ type: SubscriptionDto, headers: { Location: { schema: { type: 'string' } } } })
  @ApiUnprocessableEntityResponse({ type: ProblemDto })
  @ApiConflictResponse({ type: ProblemDto, description: 'There are as many as there may be.' })
  async create(
    @Body() request: SubscriptionRequestDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SubscriptionDto> {
    const subscription = await this.subscriptions.create(request);
    void reply.header('Location', `/webhooks/subscriptions/${subscription.id}`);
    return toSubscriptionDto(subscription, null);
  }

  @Needs('webhooks:read')
  @Get()
  @ApiOperation({ summary: 'List subscriptions', description: 'Newest first.' })
  @ApiOkResponse({
    type: [SubscriptionDto],
    headers: { Link: { schema: { type: 'string' }, description: 'The next page.' } },
  })
  async list(
    @Query() { limit = DEFAULT_PAGE_SIZE, cursor }: SubscriptionListQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SubscriptionDto[]> {
    const { subscriptions, nextCursor } = await this.subscriptions.list(limit, cursor);
    if (nextCursor !== null) {
      void reply.header('Link', `</webhooks/subscriptions?limit=${limit}&cursor=${nextCursor}>; rel="next"`);
    }
    const last = await this.status.readMany(subscriptions.map(({ id }) => id));
    return subscriptions.map((subscription, index) => toSubscriptionDto(subscription, last[index] ?? null));
  }

  @Needs('webhooks:read')
  @Get(':id')
  @ApiOperation({ summary: 'Read a subscription', description: 'Its secrets are never shown.' })
  @ApiOkResponse({ type: SubscriptionDto })
  @ApiNotFoundResponse({ type: ProblemDto })
  async get(@Param('id') id: string): Promise<SubscriptionDto> {
    return this.show(await this.subscriptions.get(id));
  }

  @Needs('webhooks:write')
  @Patch(':id')
  @ApiOperation({
    summary: 'Change a subscription',
    description:
      'What is left out stays as it is. When the URL goes to another server, headers, cookies, auth and options must be given again.',
  })
  @ApiBody({ type: SubscriptionChangeDto })
  @ApiOkResponse({ type: SubscriptionDto })
  @ApiNotFoundResponse({ type: ProblemDto })
  @ApiUnprocessableEntityResponse({ type: ProblemDto })
  async change(@Param('id') id: string, @Body() changes: unknown): Promise<SubscriptionDto> {
    return this.show(await this.subscriptions.change(id, changes));
  }

  @Needs('webhooks:write')
  @Post(':id/pause')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Pause a subscription',
    description: 'It is told of no job that ends meanwhile, and what is queued for it is not sent.',
  })
  @ApiOkResponse({ type: SubscriptionDto })
  @ApiNotFoundResponse({ type: ProblemDto })
  async pause(@Param('id') id: string): Promise<SubscriptionDto> {
    return this.show(await this.subscriptions.setEnabled(id, false));
  }

  @Needs('webhooks:write')
  @Post(':id/resume')
  @HttpCode(200)
  @ApiOperation({ summary: 'Resume a subscription' })
  @ApiOkResponse({ type: SubscriptionDto })
  @ApiNotFoundResponse({ type: ProblemDto })
  async resume(@Param('id') id: string): Promise<SubscriptionDto> {
    return this.show(await this.subscriptions.setEnabled(id, true));
  }

  @Needs('webhooks:write')
  @Post(':id/rotate-secret')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Replace the signing secret',
    description:
      'Answers with the new secret, which is never shown again. The old one signs as well for a while.',
  })
  @ApiBody({ type: SecretRotationDto, required: false })
  @ApiOkResponse({ type: NewSecretDto })
  @ApiNotFoundResponse({ type: ProblemDto })
  @ApiUnprocessableEntityResponse({ type: ProblemDto })
  @ApiConflictResponse({ type: ProblemDto, description: 'Too many old secrets are still signing.' })
  async rotateSecret(
    @Param('id') id: string,
    @Body() rotation: SecretRotationDto = new SecretRotationDto(),
  ): Promise<NewSecretDto> {
    const { subscription, newSecret } = await this.subscriptions.rotateSecret(id, rotation);
    return {
      secret: newSecret.secret,
      public_key: newSecret.publicKey,
      old_secret_until: oldSecretUntil(subscription, Date.now()),
    };
  }

  @Needs('webhooks:write')
  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'End a subscription', description: 'What is queued for it is not sent.' })
  @ApiNoContentResponse()
  @ApiNotFoundResponse({ type: ProblemDto })
  async delete(@Param('id') id: string): Promise<void> {
    await this.subscriptions.delete(id);
  }

  private async show(subscription: Subscription): Promise<SubscriptionDto> {
    const [last] = await this.status.readMany([subscription.id]);
    return toSubscriptionDto(subscription, last ?? null);
  }
}
