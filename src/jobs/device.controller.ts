import { Body, Controller, Headers, HttpCode, Post, Res } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiServiceUnavailableResponse,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { AuditNote, ForAudit } from '../audit/audit-note.js';
import { accepted } from './accepted-job.js';
import { ByActor, type Actor } from '../auth/actor.js';
import { Needs } from '../auth/route-access.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { DeviceTestDto, DeviceTestRequestDto, toDeviceTestDto } from './device-test.dto.js';
import { DeviceTester } from './device-tester.js';
import { checkIdempotencyKey, IDEMPOTENCY_KEY_HEADER } from './idempotency-key.js';
import { JobRequestDto } from './job-request.dto.js';
import { JobSubmission } from './job-submission.js';
import { JobDto } from './job.dto.js';

@ApiTags('device')
@Controller('device')
export class DeviceController {
  constructor(
    private readonly submission: JobSubmission,
    private readonly tester: DeviceTester,
  ) {}

  @Needs('jobs:write')
  @Post('test')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Log in to a device and see',
    description:
      "Opens a session of its own, asks for a sign of life and closes it; runs no command. The device's other jobs come first.",
  })
  @ApiOkResponse({
    type: DeviceTestDto,
    description: 'Also when the device could not be reached: `ok` is false.',
  })
  @ApiUnprocessableEntityResponse({ type: ProblemDto })
  @ApiServiceUnavailableResponse({ type: ProblemDto })
  async test(
    @Body() request: DeviceTestRequestDto,
    @ByActor() actor: Actor,
    @ForAudit() audit: AuditNote,
  ): Promise<DeviceTestDto> {
    const job = await this.tester.test(request, actor);
    audit.jobs = [job];
    return toDeviceTestDto(job);
  }

  @Needs('jobs:write')
  @Post('exec')
  @ApiOperation({ summary: "Submit a job under NetPulse's own path", description: 'The same as POST /jobs.' })
  @ApiHeader({ ...IDEMPOTENCY_KEY_HEADER })
  @ApiCreatedResponse({ type: JobDto, headers: { Location: { schema: { type: 'string' } } } })
  @ApiUnprocessableEntityResponse({ type: ProblemDto })
  @ApiServiceUnavailableResponse({ type: ProblemDto })
  async exec(
    @Body() request: JobRequestDto,
    @ByActor() actor: Actor,
    @ForAudit() audit: AuditNote,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('Idempotency-Key') key?: string,
  ): Promise<JobDto> {
    const job = await this.submission.submit(request, actor, checkIdempotencyKey(key));
    return accepted(job, audit, reply);
  }
}
