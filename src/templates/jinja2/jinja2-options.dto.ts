import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';

const UNDEFINED = ['default', 'strict'] as const;

/** `options` of the renderer `jinja2`: Jinja2's own, with its defaults. */
export class Jinja2OptionsDto {
  @ApiPropertyOptional({ default: false, description: 'Take the line end behind a block tag.' })
  @IsOptional()
  @IsBoolean()
  trim_blocks?: boolean;

  @ApiPropertyOptional({
    default: false,
    description: 'Take the blanks before a block tag that begins a line.',
  })
  @IsOptional()
  @IsBoolean()
  lstrip_blocks?: boolean;

  @ApiPropertyOptional({ default: false, description: 'Keep the line end at the end of the template.' })
  @IsOptional()
  @IsBoolean()
  keep_trailing_newline?: boolean;

  @ApiPropertyOptional({
    enum: UNDEFINED,
    default: 'default',
    description: '`strict`: what is missing is an error, even when it is only printed.',
  })
  @IsOptional()
  @IsIn(UNDEFINED)
  undefined?: (typeof UNDEFINED)[number];
}
