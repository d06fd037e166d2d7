import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { AsSent } from '../problems/as-sent.js';
import { CredentialDto } from '../credentials/credential.dto.js';
import { WebhookDto } from '../webhooks/webhook.dto.js';
import { ParsingDto, RenderingDto } from '../templates/template.dto.js';
import { RetryDto } from './retry.dto.js';
import { IsTextOrList } from './text-or-list.js';
import { IsWholeSeconds } from './whole-seconds.js';

const DAY_SECONDS = 86_400;
const MONTH_SECONDS = 30 * DAY_SECONDS;
const MAX_LINES = 10_000;
const TEXT_OR_LIST_SCHEMA = {
  oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' }, minItems: 1, maxItems: MAX_LINES }],
};

/** What to do on which device, and whom to tell. Exactly one of `command` and `config` is given, or none where `driver_args` are work. */
export class JobRequestDto {
  @ApiProperty({ example: 'netmiko', description: 'The driver that talks to the device.' })
  @IsString()
  @IsNotEmpty()
  driver: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description:
      "How to reach the device and log in; the fields are the driver's. Stored sealed, never shown again.",
    example: { device_type: 'cisco_ios', host: '192.168.1.1', username: 'admin', password: 'pwd123' },
  })
  @AsSent()
  @IsObject({ message: 'must be an object' })
  connection_args: Record<string, unknown>;

  @ApiPropertyOptional({
    type: CredentialDto,
    description:
      'Where the worker finds the login, when the job starts. What `connection_args` itself has of it wins.',
  })
  @IsOptional()
  @IsObject({ message: 'must be an object' })
  @ValidateNested()
  @Type(() => CredentialDto)
  credential?: CredentialDto;

  @ApiPropertyOptional({
    ...TEXT_OR_LIST_SCHEMA,
    example: 'show version',
    description: 'Command, or commands run in turn.',
  })
  @IsOptional()
  @IsTextOrList(MAX_LINES)
  command?: string | string[];

  @ApiPropertyOptional({ ...TEXT_OR_LIST_SCHEMA, description: 'Configuration: text, or a list of lines.' })
  @IsOptional()
  @IsTextOrList(MAX_LINES)
  config?: string | string[];

  @ApiPropertyOptional({ type: 'object', additionalProperties: true, description: 'Options of the driver.' })
  @IsOptional()
  @AsSent()
  @IsObject({ message: 'must be an object' })
  driver_args?: Record<string, unknown>;

  @ApiPropertyOptional({
    type: RenderingDto,
    description:
      'Makes the configuration: of the template that it names, or of `config` or `command` themselves.',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => RenderingDto)
  rendering?: RenderingDto;

  @ApiPropertyOptional({ type: ParsingDto, description: 'Makes structured data of each output: `parsed`.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => ParsingDto)
  parsing?: ParsingDto;

  @ApiPropertyOptional({ type: WebhookDto, description: 'Whom to tell how the job ended.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => WebhookDto)
  webhook?: WebhookDto;

  @ApiPropertyOptional({
    type: RetryDto,
    description: 'When to run it again. Default: never, also when its worker died.',
  })
  @IsOptional()
  @IsObject({ message: 'must be an object' })
  @ValidateNested()
  @Type(() => RetryDto)
  retry?: RetryDto;

  @ApiPropertyOptional({
    example: 'core-1',
    description: 'A name for the device, up to 255 characters. Default: its host.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(255)
  @Matches(/^[^\p{Cc}]+$/u, { message: 'must be one line of text without control characters' })
  device_name?: string;

  @ApiPropertyOptional({
    minimum: 1,
    maximum: MONTH_SECONDS,
    description: 'Seconds the job may wait; then it expires.',
  })
  @IsOptional()
  @IsWholeSeconds(MONTH_SECONDS)
  ttl?: number;

  @ApiPropertyOptional({
    minimum: 1,
    maximum: DAY_SECONDS,
    description: 'Seconds the job may run; then it fails. At most NETPULSE_MAX_EXECUTION_TIMEOUT.',
  })
  @IsOptional()
  @IsWholeSeconds(DAY_SECONDS)
  execution_timeout?: number;

  @ApiPropertyOptional({ minimum: 1, maximum: MONTH_SECONDS, description: 'Seconds the ended job is kept.' })
  @IsOptional()
  @IsWholeSeconds(MONTH_SECONDS)
  result_ttl?: number;
}
