import { Body, Controller, Delete, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ProblemDto } from '../../problems/problem.dto.js';
import { ByActor, type Actor } from '../actor.js';
import { Needs } from '../route-access.js';
import { KeyDto, KeyRequestDto, NewKeyDto } from './key.dto.js';
import { toKeyDto } from './key.mapper.js';
import { KeysService } from './keys.service.js';

@ApiTags('keys')
@Controller('keys')
export class KeysController {
  constructor(private readonly keys: KeysService) {}

  @Needs('admin')
  @Post()
  @ApiOperation({
    summary: 'Make an API key',
    description: 'The key is in this answer, and never shown again.',
  })
  @ApiCreatedResponse({ type: NewKeyDto, headers: { Location: { schema: { type: 'string' } } } })
  @ApiUnprocessableEntityResponse({ type: ProblemDto })
  @ApiConflictResponse({ type: ProblemDto, description: 'There are as many as there may be.' })
  async create(
    @Body() request: KeyRequestDto,
    @ByActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<NewKeyDto> {
    const { record, key } = await this.keys.create(request, actor);
    void reply.header('Location', `/keys/${record.id}`);
    return { ...toKeyDto(record, undefined), key };
  }

  @Needs('admin')
  @Get()
  @ApiOperation({
    summary: 'List API keys',
    description: 'Newest first; without the key that the service was started with.',
  })
  @ApiOkResponse({ type: [KeyDto] })
  async list(): Promise<KeyDto[]> {
    return (await this.keys.list()).map(({ record, lastUsedAt }) => toKeyDto(record, lastUsedAt));
  }

  @Needs('admin')
  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Revoke an API key', description: 'Every process refuses it within a second.' })
  @ApiNoContentResponse()
  @ApiNotFoundResponse({ type: ProblemDto })
  async revoke(@Param('id') id: string): Promise<void> {
    await this.keys.revoke(id);
  }
}
