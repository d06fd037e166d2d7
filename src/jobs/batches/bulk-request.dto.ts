import { ApiProperty, IntersectionType, OmitType, PartialType, PickType } from '@nestjs/swagger';
import { JobRequestDto } from '../job-request.dto.js';

/** Most devices of one request. */
export const MOST_DEVICES = 10_000;

/** What one device has of its own: it wins over what the request says for all. */
export class BulkDeviceDto extends PartialType(
  PickType(JobRequestDto, [
    'connection_args',
    'credential',
    'driver_args',
    'command',
    'config',
    'rendering',
    'device_name',
  ] as const),
) {}

/** What a bulk request says for all devices: a job, of which `connection_args` may be a part or missing. */
export class BulkCommonDto extends IntersectionType(
  OmitType(JobRequestDto, ['connection_args', 'device_name'] as const),
  PartialType(PickType(JobRequestDto, ['connection_args'] as const)),
) {}

/** One job for each of many devices. */
export class BulkRequestDto extends BulkCommonDto {
  @ApiProperty({
    type: [BulkDeviceDto],
    minItems: 1,
    maxItems: MOST_DEVICES,
    example: [
      { connection_args: { host: '192.168.1.1' } },
      { connection_args: { host: '192.168.1.2' }, command: 'show clock' },
    ],
    description:
      'The devices. `connection_args` and `driver_args` are merged field by field into those for all; `command` or `config` replaces what is done.',
  })
  devices: BulkDeviceDto[];
}
