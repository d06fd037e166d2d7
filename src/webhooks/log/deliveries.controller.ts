import { Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiConflictResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { nextLink } from '../../http/paging.js';
import { Needs } from '../../auth/route-access.js';
import { notFound } from '../../problems/problem.js';
import { ProblemDto } from '../../problems/problem.dto.js';
import { DeliveryListing } from './delivery-listing.js';
import { DeliveryResend } from './delivery-resend.js';
import { DeliveryStore } from './delivery-store.js';
import { DEFAULT_PAGE_SIZE, DeliveryDto, DeliveryListQueryDto } from './delivery.dto.js';
import { toDeliveryDto, toFilter } from './delivery.mapper.js';

/** The delivery log. */
@ApiTags('webhooks')
@Controller('webhooks/deliveries')
export class DeliveriesController {
  constructor(
    private readonly listing: DeliveryListing,
    private readonly store: DeliveryStore,
    private readonly resends: DeliveryResend,
  ) {}

  @Needs('webhooks:read')
  @Get()
  @ApiOperation({ summary: 'List deliveries', description: 'Newest first, each with all its attempts.' })
  @ApiOkResponse({
    type: [DeliveryDto],
    headers: { Link: { schema: { type: 'string' }, description: 'The next page.' } },
  })
  async list(
    @Query() query: DeliveryListQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DeliveryDto[]> {
    const { job_id: jobId, limit = DEFAULT_PAGE_SIZE, cursor } = query;
    const filter = { ...toFilter(query), ...(jobId === undefined ? {} : { jobId }) };
    const { deliveries, nextCursor } = await this.listing.page(filter, limit, cursor);
    if (nextCursor !== null) void reply.header('Link', nextLink('/webhooks/deliveries', query, nextCursor));
    return deliveries.map(toDeliveryDto);
  }

  @Needs('webhooks:read')
  @Get(':id')
  @ApiOperation({ summary: 'Read a delivery' })
  @ApiOkResponse({ type: DeliveryDto })
  @ApiNotFoundResponse({ type: ProblemDto })
  async get(@Param('id') id: string): Promise<DeliveryDto> {
    const record = await this.store.find(id);
    if (!record) throw notFound('There is no such delivery, or it was forgotten after its time.');
    return toDeliveryDto(record);
  }

  @Needs('webhooks:write')
  @Post(':id/resend')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Send a delivery again',
    description:
      'The same event to the same destination under the same `webhook-id`, however it ended before.',
  })
  @ApiAcceptedResponse({ type: DeliveryDto })
  @ApiNotFoundResponse({ type: ProblemDto })
  @ApiConflictResponse({ type: ProblemDto, description: 'It is under way.' })
  async resend(@Param('id') id: string): Promise<DeliveryDto> {
    return toDeliveryDto(await this.resends.resend(id));
  }
}

/** RFC 8288. */
