import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiBody, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Needs } from '../../auth/route-access.js';
import { notFound } from '../../problems/problem.js';
import { ProblemDto } from '../../problems/problem.dto.js';
import { parseDestination } from '../destination.js';
import { originOf } from './destination-id.js';
import { DestinationListing } from './destination-listing.js';
import {
  DEFAULT_PAGE_SIZE,
  DestinationDto,
  DestinationListQueryDto,
  PauseRequestDto,
  toDestinationDto,
} from './destinations.dto.js';
import { SharedDestinations } from './shared-destinations.js';

const PAUSED_BY_HAND = 'Paused over the API';

/** The servers that webhooks go to. */
@ApiTags('webhooks')
@Controller('webhooks/destinations')
export class DestinationsController {
  constructor(
    private readonly listing: DestinationListing,
    private readonly shared: SharedDestinations,
  ) {}

  @Needs('webhooks:read')
  @Get()
  @ApiOperation({
    summary: 'List destinations',
    description: 'The latest used first; each server (scheme, host, port) of the last 30 days.',
  })
  @ApiOkResponse({
    type: [DestinationDto],
    headers: { Link: { schema: { type: 'string' }, description: 'The next page.' } },
  })
  async list(
    @Query() { limit = DEFAULT_PAGE_SIZE, offset = 0 }: DestinationListQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DestinationDto[]> {
    const records = await this.listing.list(offset, limit);
    if (records.length === limit) void reply.header('Link', nextLink(offset + limit, limit));
    return records.map(toDestinationDto);
  }

  @Needs('webhooks:read')
  @Get(':id')
  @ApiOperation({ summary: 'Read how a destination fares' })
  @ApiOkResponse({ type: DestinationDto })
  @ApiNotFoundResponse({ type: ProblemDto })
  async get(@Param('id') id: string): Promise<DestinationDto> {
    return this.read(knownOrigin(id));
  }

  @Needs('webhooks:write')
  @Post(':id/pause')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Pause a destination',
    description:
      'Deliveries to it wait until it is resumed, at most NETPULSE_WEBHOOK_MAX_WAIT. What is under way ends.',
  })
  @ApiBody({ type: PauseRequestDto, required: false })
  @ApiOkResponse({ type: DestinationDto })
  @ApiNotFoundResponse({ type: ProblemDto })
  async pause(@Param('id') id: string, @Body() body?: PauseRequestDto): Promise<DestinationDto> {
    const origin = knownOrigin(id);
    await this.shared.pause(origin, body?.reason ?? PAUSED_BY_HAND);
    return this.read(origin);
  }

  @Needs('webhooks:write')
  @Post(':id/resume')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Resume a destination',
    description: 'Ends its pause, its throttling and its open breaker, and sends what waits.',
  })
  @ApiOkResponse({ type: DestinationDto })
  @ApiNotFoundResponse({ type: ProblemDto })
  async resume(@Param('id') id: string): Promise<DestinationDto> {
    const origin = knownOrigin(id);
    await this.read(origin);
    await this.shared.resume(origin);
    return this.read(origin);
  }

  private async read(origin: string): Promise<DestinationDto> {
    const record = await this.listing.find(origin);
    if (!record) throw unknown();
    return toDestinationDto(record);
  }
}

/** Whatever a client sends must not become a key in Redis: only what a webhook's URL could have led to. */
function knownOrigin(id: string): string {
  const origin = originOf(id);
  if (origin === undefined || parseDestination(origin)?.origin !== origin) throw unknown();
  return origin;
}

function unknown(): Error {
  return notFound('There is no such destination, or nothing was sent there for 30 days.');
}

/** RFC 8288. */
function nextLink(offset: number, limit: number): string {
  return `</webhooks/destinations?limit=${limit}&offset=${offset}>; rel="next"`;
}
