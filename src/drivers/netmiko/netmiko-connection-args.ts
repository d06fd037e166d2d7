import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Allow, IsBoolean, IsNumber, IsOptional, Max, Min } from 'class-validator';
import { IsPassword } from '../ssh/login-rules.js';
import { SshConnectionArgs } from '../ssh/ssh-connection-args.js';
import { IsDeviceType } from './is-device-type.js';
import { deviceTypes } from './platforms/platform-registry.js';

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

  /** What netmiko's users send and what has no meaning here: keys come with the request, and nothing sleeps. */
  @Allow()
  use_keys?: unknown;
  @Allow()
  allow_agent?: unknown;
  @Allow()
  system_host_keys?: unknown;
  @Allow()
  fast_cli?: unknown;
  @Allow()
  global_delay_factor?: unknown;
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
  auto_connect?: unknown;
  @Allow()
  verbose?: unknown;
}
