import { ApiProperty } from '@nestjs/swagger';
import { DELIVERY_ERROR_CODES, type DeliveryErrorCode } from '../delivery-error.js';

/** Why an attempt failed. */
export class AttemptErrorDto {
  @ApiProperty({ enum: DELIVERY_ERROR_CODES, description: 'Stable name.' })
  code: DeliveryErrorCode;

  @ApiProperty({ example: 'http://monitor.example.com answered 503' })
  message: string;
}

/** Where an attempt's time went, in milliseconds. */
export class AttemptTimingDto {
  @ApiProperty({ type: Number, nullable: true, example: 1.4, description: 'Looking up the host name.' })
  dns_ms: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 0.9, description: 'Opening the TCP connection.' })
  connect_ms: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 8.2, description: 'TLS handshake.' })
  tls_ms: number | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    example: 11.7,
    description: "From the attempt's begin until the headers of the answer were in.",
  })
  first_byte_ms: number | null;
}

/** One try to deliver. */
export class AttemptDto {
  @ApiProperty({ format: 'date-time', description: 'When it began.' })
  at: string;

  @ApiProperty({ example: 12, description: 'From DNS to the last byte of the answer, in milliseconds.' })
  duration_ms: number;

  @ApiProperty({ nullable: true, type: Number, example: 200, description: 'Null when nothing was answered.' })
  status_code: number | null;

  @ApiProperty({
    example: 'ok',
    description: 'Start of the answer; the secrets of the webhook are masked in it.',
  })
  answer: string;

  @ApiProperty({ type: AttemptErrorDto, nullable: true, description: 'Null when it succeeded.' })
  error: AttemptErrorDto | null;

  @ApiProperty({
    type: String,
    nullable: true,
    example: '192.0.2.7',
    description: 'The address really dialled. Null when none was, and for callers other than HTTP.',
  })
  address: string | null;

  @ApiProperty({
    type: Boolean,
    nullable: true,
    example: false,
    description:
      'Whether it went over a connection that was still open: no DNS, no connecting, no TLS, and null for their times.',
  })
  connection_reused: boolean | null;

  @ApiProperty({
    type: AttemptTimingDto,
    nullable: true,
    description: 'Null for a step that there was none of, or that did not end.',
  })
  timing: AttemptTimingDto | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    nullable: true,
    example: { 'Content-Type': 'application/json', Authorization: '***', 'webhook-id': 'f3..._completed' },
    description: 'Headers of the request. Every value that may be a secret is `***`.',
  })
  request_headers: Record<string, string> | null;
}
