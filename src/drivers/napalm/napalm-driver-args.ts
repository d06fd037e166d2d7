import { ApiPropertyOptional, PickType } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';
import { NetmikoDriverArgs } from '../netmiko/netmiko-driver-args.js';

/** `driver_args` of the napalm driver. */
export class NapalmDriverArgs extends PickType(NetmikoDriverArgs, [
  'read_timeout',
  'commit',
  'commit_comment',
  'save',
] as const) {
  @ApiPropertyOptional({
    default: false,
    description: 'Whether configuration is only compared: its diff, and nothing changed. As `commit: false`.',
  })
  @IsBoolean()
  dry_run = false;

  @ApiPropertyOptional({
    default: false,
    description:
      'Whether `config` is the whole configuration: what is not in it goes. For eos and junos only.',
  })
  @IsBoolean()
  replace = false;
}
