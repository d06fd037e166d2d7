import { ApiPropertyOptional } from '@nestjs/swagger';
import { Allow, IsBoolean, IsNumber, IsOptional, Max, Min } from 'class-validator';
import { NetmikoConfigArgs } from './netmiko-config-args.js';

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
    description:
      'Accepted for compatibility and ignored: prompts are read as they come, so there is no delay to scale.',
  })
  @Allow()
  delay_factor?: unknown;

  @ApiPropertyOptional({ description: 'Accepted for compatibility and ignored, like `delay_factor`.' })
  @Allow()
  max_loops?: unknown;
}
