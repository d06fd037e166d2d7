import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsNumber, IsOptional, Max, Min } from 'class-validator';

/** `driver_args` of the pyeapi driver: how commands and configuration are run. */
export class PyeapiDriverArgs {
  @ApiPropertyOptional({
    enum: ['json', 'text'],
    default: 'json',
    description:
      'Structured answers (in `parsed`, and as JSON text in `stdout`), or the text of the command line.',
  })
  @IsIn(['json', 'text'])
  encoding: 'json' | 'text' = 'json';

  @ApiPropertyOptional({ default: true, description: 'Whether commands run in the privileged mode.' })
  @IsBoolean()
  send_enable = true;

  @ApiPropertyOptional({ default: false, description: 'Whether abbreviated commands are taken (`sh ver`).' })
  @IsBoolean()
  autocomplete = false;

  @ApiPropertyOptional({ default: false, description: "Whether the switch's own aliases are taken." })
  @IsBoolean()
  expand_aliases = false;

  @ApiPropertyOptional({
    example: 60,
    minimum: 0.1,
    maximum: 86_400,
    description: "Seconds until the whole answer to a request is there. Default: the connection's `timeout`.",
  })
  @IsOptional()
  @IsNumber()
  @Min(0.1)
  @Max(86_400)
  read_timeout?: number;

  @ApiPropertyOptional({
    default: true,
    description:
      'Whether configuration goes through a config session: all lines or none, and its diff in `stdout`. `false` enters each line at once.',
  })
  @IsBoolean()
  config_session = true;

  @ApiPropertyOptional({
    default: false,
    description: 'Whether the config session is thrown away after its diff was taken.',
  })
  @IsBoolean()
  dry_run = false;

  @ApiPropertyOptional({
    default: false,
    description: 'Whether the running configuration is written to the startup configuration afterwards.',
  })
  @IsBoolean()
  save = false;
}
