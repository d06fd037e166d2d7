import {
  ApiProperty,
  ApiPropertyOptional,
  IntersectionType,
  OmitType,
  PartialType,
  PickType,
} from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsOptional, ValidateNested } from 'class-validator';
import { ParsingDto, RenderingDto } from '../../templates/template.dto.js';
import { JobRequestDto } from '../job-request.dto.js';

/** Most devices of one request. */
export const MOST_DEVICES = 10_000;

/** What is rendered for one device differently, or for it alone. */
export class BulkRenderingDto extends PartialType(RenderingDto) {}

/** How one device's outputs are parsed differently, or only its own. */
export class BulkParsingDto extends PartialType(ParsingDto) {}

/** What one device has of its own: it wins over what the request says for all. */
export class BulkDeviceDto extends PartialType(
  PickType(JobRequestDto, [
    'connection_args',
    'credential',
    'driver_args',
    'command',
    'config',
    'device_name',
  ] as const),
) {
  @ApiPropertyOptional({
    type: BulkRenderingDto,
    description: 'Merged into the `rendering` for all; a template replaces what is done.',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => BulkRenderingDto)
  rendering?: BulkRenderingDto;

  @ApiPropertyOptional({ type: BulkParsingDto, description: 'Merged into the `parsing` for all.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => BulkParsingDto)
  parsing?: BulkParsingDto;
}

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
      'The devices. `connection_args` and `driver_args` are merged field by field into those for all, and so are `rendering` and `parsing`; a `command`, a `config` or a template replaces what is done.',
  })
  devices: BulkDeviceDto[];
}
