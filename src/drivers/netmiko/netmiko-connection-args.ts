import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsNumber, IsOptional, Max, Min } from 'class-validator';
import { Ignored } from '../ignored-argument.js';
import { IsPassword } from '../ssh/login-rules.js';
import { SshConnectionArgs } from '../ssh/ssh-connection-args.js';
import { IsDeviceType } from './is-device-type.js';
import { NO_DELAY } from './netmiko-driver-args.js';
import { deviceTypes } from './platforms/platform-registry.js';

const NO_KEYS_HERE = 'a key comes with the request, as pkey';
const OTHER_TIMEOUTS = 'conn_timeout is for the whole login, and read_timeout for each command';
const NOT_OVER_REST = 'it has no meaning over REST';

/** `connection_args` of the netmiko driver: the device, and how to log in. Names and defaults are netmiko's. */
export class NetmikoConnectionArgs extends SshConnectionArgs {
  @ApiProperty({
    example: 'cisco_ios',
    enum: deviceTypes(),
    description: 'Kind of device; `autodetect` finds it out after login.',
  })
  @IsDeviceType()
  device_type: string;

  @ApiPropertyOptional({
    description:
      'Secret of the privileged mode (`enable`, `sudo`). When it is given, commands run in that mode.',
  })
  @IsOptional()
  @IsPassword()
  secret?: string;

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
    description: 'As `cmd_verify` of `driver_args`, over which it wins, as in netmiko.',
  })
  @IsOptional()
  @IsBoolean()
  global_cmd_verify?: boolean;

  /** What netmiko's users send and what has no meaning here. */
  @Ignored(NO_KEYS_HERE)
  use_keys?: unknown;
  @Ignored(NO_KEYS_HERE)
  allow_agent?: unknown;
  @Ignored("NetPulse's own known hosts file is always read")
  system_host_keys?: unknown;
  @Ignored(NO_DELAY)
  fast_cli?: unknown;
  @Ignored(NO_DELAY)
  global_delay_factor?: unknown;
  @Ignored(OTHER_TIMEOUTS)
  auth_timeout?: unknown;
  @Ignored(OTHER_TIMEOUTS)
  banner_timeout?: unknown;
  @Ignored(OTHER_TIMEOUTS)
  blocking_timeout?: unknown;
  @Ignored(OTHER_TIMEOUTS)
  session_timeout?: unknown;
  @Ignored(OTHER_TIMEOUTS)
  timeout?: unknown;
  @Ignored(NOT_OVER_REST)
  auto_connect?: unknown;
  @Ignored(NOT_OVER_REST)
  verbose?: unknown;
}
