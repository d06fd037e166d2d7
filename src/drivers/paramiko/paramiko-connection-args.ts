import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsNumber, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { Ignored } from '../ignored-argument.js';
import { SshConnectionArgs } from '../ssh/ssh-connection-args.js';

const NO_KEYS_HERE = 'a key comes with the request, as pkey';

/** `connection_args` of the paramiko driver: the host, and how to log in. */
export class ParamikoConnectionArgs extends SshConnectionArgs {
  @ApiPropertyOptional({
    description: 'Password for sudo, up to 1,024 characters; `password` when left out.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(1_024)
  @Matches(/^[^\p{Cc}]*$/u, { message: '$property must not contain control characters' })
  secret?: string;

  @ApiPropertyOptional({
    example: 30,
    default: 30,
    minimum: 0,
    maximum: 86_400,
    description:
      'Seconds for each command, script and file; `driver_args.read_timeout` wins. 0: as long as the job may run.',
  })
  @IsNumber()
  @Min(0)
  @Max(86_400)
  read_timeout = 30;

  /** What is sent to netmiko for the same host, or to the Python driver, and has no meaning here. */
  @Ignored('it is a Linux host in any case')
  device_type?: unknown;
  @Ignored(NO_KEYS_HERE)
  look_for_keys?: unknown;
  @Ignored(NO_KEYS_HERE)
  allow_agent?: unknown;
}
