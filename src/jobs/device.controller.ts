import { Body, Controller, Headers, Post, Res } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiHeader,
  ApiOperation,
  ApiServiceUnavailableResponse,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ApiProtected } from '../auth/api-protected.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { checkIdempotencyKey, IDEMPOTENCY_KEY_HEADER } from './idempotency-key.js';
import { JobRequestDto } from './job-request.dto.js';
import { JobSubmission } from './job-submission.js';
import { JobDto } from './job.dto.js';
import { toJobDto } from './job.mapper.js';

@ApiTags('device')
@ApiProtected()
@Controller('device')
export class DeviceController {
  constructor(private readonly submission: JobSubmission) {}

  @Post('exec')
  @ApiOperation({ summary: "Submit a job under NetPulse's own path", description: 'The same as POST /jobs.' })
  @ApiHeader({ ...IDEMPOTENCY_KEY_HEADER })
  @ApiCreatedResponse({ type: JobDto, headers: { Location: { schema: { type: 'string' } } } })
  @ApiUnprocessableEntityResponse({ type: ProblemDto })
  @ApiServiceUnavailableResponse({ type: ProblemDto })
  async exec(
    @Body() request: JobRequestDto,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('Idempotency-Key') key?: string,
  ): Promise<JobDto> {
    const job = await this.submission.submit(request, checkIdempotencyKey(key));
    void reply.header('Location', `/jobs/${job.id}`);
    return toJobDto(job);
  }
}
