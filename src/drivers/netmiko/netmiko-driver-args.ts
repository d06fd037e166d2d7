import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsNumber, IsOptional, Max, Min } from 'class-validator';
import { Ignored } from '../ignored-argument.js';
import { NetmikoConfigArgs } from './netmiko-config-args.js';
import { IsUserPattern } from './user-pattern.js';

/** Why netmiko's delays are ignored. */
export const NO_DELAY = 'prompts are read as they come, so there is no delay to scale';

/** `driver_args` of the netmiko driver: how commands are run and configuration is entered. */
export class NetmikoDriverArgs extends NetmikoConfigArgs {
  @ApiPropertyOptional({
    example: 30,
    minimum: 0,
    maximum: 86_400,
    description: 'Seconds until the prompt must be back after a command; 0 waits as long as the job may run.',
  })
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(86_400)
  read_timeout?: number;

  @ApiPropertyOptional({
    default: true,
    description: 'Whether the output of a command goes without the prompt behind it.',
  })
  @IsOptional()
  @IsBoolean()
  strip_prompt?: boolean;

  @ApiPropertyOptional({
    default: true,
    description: 'Whether the output of a command goes without the command itself as its first line.',
  })
  @IsOptional()
  @IsBoolean()
  strip_command?: boolean;

  @ApiPropertyOptional({
    example: '\\d+ bytes copied',
    maxLength: 1_000,
    description:
      'Regular expression, up to 1,000 characters: a line that it matches ends the wait for the output of a command, ' +
      'and no prompt before it does. Where the prompt does not follow within half a second, the session is closed after the job.',
  })
  @IsOptional()
  @IsUserPattern()
  expect_string?: string;

  @ApiPropertyOptional({
    default: true,
    description: 'Whether a prompt only counts when the device has repeated the command before it.',
  })
  @IsOptional()
  @IsBoolean()
  cmd_verify?: boolean;

  @ApiPropertyOptional({
    default: false,
    description:
      'Whether a command is over, too, when nothing came for `last_read` seconds (send_command_timing). Where no prompt ' +
      'had come by then, the session is closed after the job. Ignored with `expect_string`.',
  })
  @IsOptional()
  @IsBoolean()
  use_timing?: boolean;

  @ApiPropertyOptional({
    example: 2,
    default: 2,
    minimum: 0.1,
    maximum: 600,
    description: 'Seconds without output that end a command with `use_timing`.',
  })
  @IsOptional()
  @IsNumber()
  @Min(0.1)
  @Max(600)
  last_read?: number;

  @ApiPropertyOptional({
    description:
      'Accepted for compatibility and ignored: prompts are read as they come, so there is no delay to scale.',
  })
  @Ignored(NO_DELAY)
  delay_factor?: unknown;

  @ApiPropertyOptional({ description: 'Accepted for compatibility and ignored, like `delay_factor`.' })
  @Ignored(NO_DELAY)
  max_loops?: unknown;
}
