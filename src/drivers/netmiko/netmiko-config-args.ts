import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { NetmikoAnswer } from './netmiko-answer.js';
import { IsUserPattern } from './user-pattern.js';

const LONGEST_COMMENT = 255;
const MOST_ANSWERS = 50;

/** `driver_args` of the netmiko driver for configuration jobs. */
export class NetmikoConfigArgs {
  @ApiPropertyOptional({
    default: true,
    description:
      'Whether to commit on platforms that need it; `false` tries the lines on the device and drops them. ' +
      'Ignored where each line takes effect at once.',
  })
  @IsOptional()
  @IsBoolean()
  commit?: boolean;

  @ApiPropertyOptional({
    example: 'CHG0042',
    description:
      'Comment of the commit, up to 255 characters without `"`; ignored where the device takes none.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_COMMENT)
  @Matches(/^[^"\p{Cc}]*$/u, { message: '$property must not contain quotation marks or control characters' })
  commit_comment?: string;

  @ApiPropertyOptional({
    default: false,
    description:
      'Whether to save the configuration for the next restart; ignored where the device does that by itself.',
  })
  @IsOptional()
  @IsBoolean()
  save?: boolean;

  @ApiPropertyOptional({
    default: true,
    description:
      'Whether to stop at the first line that the device rejects. With `false` the other lines are entered too; ' +
      'the job fails all the same, with all complaints, and nothing is committed.',
  })
  @IsOptional()
  @IsBoolean()
  stop_on_error?: boolean;

  @ApiPropertyOptional({
    example: '(?i)^warning',
    description:
      'Regular expression, up to 1,000 characters; a line of the answer that it matches counts as a complaint, ' +
      "besides the platform's own.",
  })
  @IsOptional()
  @IsUserPattern()
  error_pattern?: string;

  @ApiPropertyOptional({
    default: true,
    description:
      'Whether to leave configuration mode at the end. With `false` the session is closed instead of kept, and the ' +
      'device leaves by itself.',
  })
  @IsOptional()
  @IsBoolean()
  exit_config_mode?: boolean;

  @ApiPropertyOptional({
    type: [NetmikoAnswer],
    maxItems: MOST_ANSWERS,
    description:
      'What to answer when a command or a configuration line asks something (`[confirm]`), up to 50. To each command ' +
      'each of them is given once, in whatever order the device asks; one that is to be given twice is listed twice.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_ANSWERS)
  @ValidateNested({ each: true })
  @Type(() => NetmikoAnswer)
  answers?: NetmikoAnswer[];
}
