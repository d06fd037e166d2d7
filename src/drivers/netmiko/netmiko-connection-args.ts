import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  Allow,
  IsBoolean,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import { IsDeviceHost } from './is-device-host.js';
import { IsDeviceType } from './is-device-type.js';
import { deviceTypes } from './platforms/platform-registry.js';

const LONGEST_SECRET = 1_024;
const LONGEST_KEY = 32_768;
/** No line ends and other control characters: what is typed on a terminal must stay one line. */
const ONE_LINE = /^[^\p{Cc}]*$/u;
const ONE_LINE_MESSAGE = '$property must not contain control characters';

/** `connection_args` of the netmiko driver: the device, and how to log in. Names and defaults are netmiko's. */
export class NetmikoConnectionArgs {
  @ApiProperty({ example: 'cisco_ios', enum: deviceTypes(), description: 'Kind of device.' })
  @IsDeviceType()
  device_type: string;

  @ApiProperty({ example: '192.168.1.1', description: 'Host name or IP address.' })
  @IsDeviceHost()
  host: string;

  @ApiPropertyOptional({ example: 22, default: 22, minimum: 1, maximum: 65_535, description: 'SSH port.' })
  @IsInt()
  @Min(1)
  @Max(65_535)
  port = 22;

  @ApiProperty({ example: 'admin', description: 'Login name, 1 to 256 characters.' })
  @IsString()
  @MinLength(1)
  @MaxLength(256)
  @Matches(ONE_LINE, { message: ONE_LINE_MESSAGE })
  username: string;

  @ApiPropertyOptional({
    example: 'pwd123',
    description: 'Password, up to 1,024 characters; may be left out with `pkey`.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_SECRET)
  @Matches(ONE_LINE, { message: ONE_LINE_MESSAGE })
  password?: string;

  @ApiPropertyOptional({
    description:
      'Secret of the privileged mode (`enable`, `sudo`). When it is given, commands run in that mode.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_SECRET)
  @Matches(ONE_LINE, { message: ONE_LINE_MESSAGE })
  secret?: string;

  @ApiPropertyOptional({ description: 'Private key as PEM or OpenSSH text, up to 32,768 characters.' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_KEY)
  @Matches(/^\s*-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/, {
    message: '$property must be the text of a private key (PEM)',
  })
  pkey?: string;

  @ApiPropertyOptional({ description: 'Passphrase of `pkey`.' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_SECRET)
  passphrase?: string;

  @ApiPropertyOptional({
    example: 10,
    default: 10,
    minimum: 0.1,
    maximum: 600,
    description: 'Seconds for TCP connect, key exchange and login together.',
  })
  @IsNumber()
  @Min(0.1)
  @Max(600)
  conn_timeout = 10;

  @ApiPropertyOptional({
    example: 30,
    default: 30,
    minimum: 0,
    maximum: 86_400,
    description:
      'Seconds until the prompt must be back after a command; `driver_args.read_timeout` wins. 0: no limit.',
  })
  @IsNumber()
  @Min(0)
  @Max(86_400)
  read_timeout = 30;

  @ApiPropertyOptional({
    description:
      'Whether to offer the SSH algorithms of old gear behind the modern ones; as the service is set when left out.',
  })
  @IsOptional()
  @IsBoolean()
  legacy_algorithms?: boolean;

  /** What netmiko's users send and what has no meaning here: keys come with the request, and nothing sleeps. */
  @Allow()
  use_keys?: unknown;
  @Allow()
  allow_agent?: unknown;
  @Allow()
  ssh_strict?: unknown;
  @Allow()
  system_host_keys?: unknown;
  @Allow()
  fast_cli?: unknown;
  @Allow()
  global_delay_factor?: unknown;
  @Allow()
  global_cmd_verify?: unknown;
  @Allow()
  auth_timeout?: unknown;
  @Allow()
  banner_timeout?: unknown;
  @Allow()
  blocking_timeout?: unknown;
  @Allow()
  session_timeout?: unknown;
  @Allow()
  timeout?: unknown;
  @Allow()
  keepalive?: unknown;
  @Allow()
  auto_connect?: unknown;
  @Allow()
  verbose?: unknown;
}
