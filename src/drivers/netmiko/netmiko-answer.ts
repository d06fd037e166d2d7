import { ApiProperty } from '@nestjs/swagger';
import { IsString, Matches, MaxLength } from 'class-validator';
import type { UserAnswer } from './user-answers.js';
import { IsUserPattern } from './user-pattern.js';

const LONGEST_ANSWER = 1_000;

/** An entry of `answers` in `driver_args`. */
export class NetmikoAnswer implements UserAnswer {
  @ApiProperty({
    example: 'Destination filename',
    maxLength: 1_000,
    description: 'Regular expression, up to 1,000 characters, for the line on which the device asks.',
  })
  @IsUserPattern()
  expect: string;

  @ApiProperty({
    example: 'backup.cfg',
    maxLength: LONGEST_ANSWER,
    description:
      'Typed with a return behind it; empty for the return alone. Up to 1,000 characters without control characters, ' +
      'but for one newline at the end, which is taken for that return. Errors do not show one of 4 characters or more.',
  })
  @IsString()
  @MaxLength(LONGEST_ANSWER)
  @Matches(/^\P{Cc}*(?:\r?\n)?$/u, { message: '$property must be one line without control characters' })
  answer: string;
}
