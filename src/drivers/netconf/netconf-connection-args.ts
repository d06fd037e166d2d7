import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, Max, Min } from 'class-validator';
import { SshConnectionArgs } from '../ssh/ssh-connection-args.js';

/** RFC 6242, 4: the port of NETCONF over SSH. */
const NETCONF_PORT = 830;

/** `connection_args` of the netconf driver: those of SSH, at NETCONF's port. */
export class NetconfConnectionArgs extends SshConnectionArgs {
  @ApiPropertyOptional({
    example: NETCONF_PORT,
    default: NETCONF_PORT,
    minimum: 1,
    maximum: 65_535,
    description: 'Port of NETCONF over SSH.',
  })
  @IsInt()
  @Min(1)
  @Max(65_535)
  override port = NETCONF_PORT;
}
