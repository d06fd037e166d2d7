import { ApiProperty } from '@nestjs/swagger';

/** One fault of a request. */
export class FieldErrorDto {
  @ApiProperty({ example: 'webhook.timeout', description: 'Path of the field.' })
  field: string;

  @ApiProperty({
    example: 'must be a number of seconds from 0.5 to 120',
    description: 'What would be right.',
  })
  message: string;
}

/** RFC 9457 problem details: every answer that is not a success. */
export class ProblemDto {
  @ApiProperty({
    example: 'urn:netpulse:problem:invalid',
    description: 'Stable name of the kind of problem.',
  })
  type: string;

  @ApiProperty({ example: 'Invalid request' })
  title: string;

  @ApiProperty({ example: 422, description: 'The HTTP status code.' })
  status: number;

  @ApiProperty({ example: 'webhook.timeout: must be a number of seconds from 0.5 to 120' })
  detail: string;

  @ApiProperty({ type: [FieldErrorDto], required: false, description: 'Each field that is wrong.' })
  errors?: FieldErrorDto[];

  @ApiProperty({
    example: '0b0c9d7e-5a0e-4b57-8d1c-0f4f4f1f2f3f',
    description: 'Also in the log, and in X-Request-Id.',
  })
  request_id: string;
}
