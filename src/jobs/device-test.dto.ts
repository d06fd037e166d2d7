import { ApiProperty, ApiPropertyOptional, PickType } from '@nestjs/swagger';
import { ValidateIf } from 'class-validator';
import { JobRequestDto } from './job-request.dto.js';
import { JobErrorDto } from './job.dto.js';
import { seconds } from './job.mapper.js';
import type { JobRecord } from './job-record.js';
import { IsWholeSeconds } from './whole-seconds.js';

const MOST_SECONDS = 300;
const DEFAULT_SECONDS = 30;

/** Which device to log in to. */
export class DeviceTestRequestDto extends PickType(JobRequestDto, [
  'driver',
  'connection_args',
  'credential',
  'driver_args',
] as const) {
  @ApiPropertyOptional({
    minimum: 1,
    maximum: MOST_SECONDS,
    default: DEFAULT_SECONDS,
    description: 'Seconds that the test may wait for its turn, and as many that it may take then.',
  })
  @ValidateIf((_object, value) => value !== undefined)
  @IsWholeSeconds(MOST_SECONDS)
  timeout: number = DEFAULT_SECONDS;
}

/** How long each part of a test took, in seconds. */
export class DeviceTestLatencyDto {
  @ApiProperty({ example: 0.004, description: "Until it was the test's turn." })
  queue_seconds: number;

  @ApiProperty({ example: 0.182, description: 'Connect, log in, and be ready for a command.' })
  connect_seconds: number;

  @ApiProperty({ example: 0.003, description: 'From a sign of life asked for to its answer.' })
  response_seconds: number;
}

/** What a test of a device found. */
export class DeviceTestDto {
  @ApiProperty({ description: 'Whether a session could be opened and the device answered.' })
  ok: boolean;

  @ApiProperty({ type: String, nullable: true, description: 'The worker that tried.' })
  worker: string | null;

  @ApiProperty({ type: DeviceTestLatencyDto, nullable: true })
  latency: DeviceTestLatencyDto | null;

  @ApiProperty({ type: String, nullable: true, example: 'core-1#', description: 'Where the device has one.' })
  prompt: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    example: 'Cisco-1.25',
    description: "How the device's end names itself: its SSH server, its API.",
  })
  remote_version: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    example: 'cisco_ios',
    description: 'The platform: as requested, or as found where the request says `autodetect`.',
  })
  device_type: string | null;

  @ApiProperty({
    type: [String],
    nullable: true,
    example: ['urn:ietf:params:netconf:base:1.1'],
    description: "What the device says that it can do: the URIs of NETCONF's hello.",
  })
  capabilities: readonly string[] | null;

  @ApiProperty({ type: JobErrorDto, nullable: true })
  error: JobErrorDto | null;
}

/** @param job as it is when the wait for it is over */
export function toDeviceTestDto({ data, outcome, worker, createdAt, startedAt }: JobRecord): DeviceTestDto {
  const test = outcome?.test;
  return {
    ok: test !== undefined,
    worker,
    latency: test
      ? {
          queue_seconds: seconds(createdAt, startedAt) ?? 0,
          connect_seconds: test.connectSeconds,
          response_seconds: test.responseSeconds,
        }
      : null,
    prompt: test?.prompt ?? null,
    remote_version: test?.remoteVersion ?? null,
    device_type: test?.deviceType ?? data.device.deviceType,
    capabilities: test?.capabilities ?? null,
    error: test ? null : (outcome?.error ?? NOT_ENDED),
  };
}

const NOT_ENDED = { type: 'Timeout', message: 'The test did not come to its end in time' };
