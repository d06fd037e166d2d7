import { ApiProperty } from '@nestjs/swagger';
import { ArrayMinSize, ArrayUnique, IsArray, IsIn, IsInt, Max, Min } from 'class-validator';
import { MOST_RETRIES, RETRYABLE_ERRORS, type RetryableError } from './job-retry.js';

/** When a job is run again. Then it may be run more than once, also when the first run has reached the device. */
export class RetryDto {
  @ApiProperty({
    minimum: 0,
    maximum: MOST_RETRIES,
    example: 3,
    description: 'Further runs after the first, at most; 2 s after it failed, then 4 s, 8 s, ..., 300 s.',
  })
  @IsInt({ message: `must be a whole number from 0 to ${MOST_RETRIES}` })
  @Min(0, { message: `must be a whole number from 0 to ${MOST_RETRIES}` })
  @Max(MOST_RETRIES, { message: `must be a whole number from 0 to ${MOST_RETRIES}` })
  max: number;

  @ApiProperty({
    isArray: true,
    enum: RETRYABLE_ERRORS,
    example: ['WorkerLost', 'ConnectionTimeout'],
    description: 'The types of errors (`result.error.type`) after which it is run again.',
  })
  @IsArray({ message: 'must be a list' })
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(RETRYABLE_ERRORS, { each: true, message: `each must be one of: ${RETRYABLE_ERRORS.join(', ')}` })
  on: RetryableError[];
}
