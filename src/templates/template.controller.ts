import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags, ApiUnprocessableEntityResponse } from '@nestjs/swagger';
import { Needs } from '../auth/route-access.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { ParsedDto, ParseRequestDto, RenderedDto, RenderRequestDto } from './template.dto.js';
import { TemplateService } from './template.service.js';

/** Templates without a device: to try what a job would do. */
@ApiTags('templates')
@Controller('template')
export class TemplateController {
  constructor(private readonly templates: TemplateService) {}

  @Needs('templates')
  @Post('render')
  @HttpCode(200)
  @ApiOperation({ summary: 'Render a template' })
  @ApiOkResponse({ type: RenderedDto })
  @ApiUnprocessableEntityResponse({ type: ProblemDto })
  async render(@Body() request: RenderRequestDto): Promise<RenderedDto> {
    return { rendered: await this.templates.render(request) };
  }

  @Needs('templates')
  @Post('parse')
  @HttpCode(200)
  @ApiOperation({ summary: 'Parse what a device printed' })
  @ApiOkResponse({ type: ParsedDto })
  @ApiUnprocessableEntityResponse({ type: ProblemDto })
  async parse(@Body() request: ParseRequestDto): Promise<ParsedDto> {
    return { parsed: await this.templates.parse(request) };
  }
}
