import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, ValidateIf } from 'class-validator';
import { Satisfies } from '../../rules/satisfies.js';

/** AMQP 0-9-1, 4.2.5.3: a short string. */
const MAX_NAME_BYTES = 255;

function exchangeRule(value: unknown): string | undefined {
  return isShortString(value)
    ? undefined
    : `must be the name of an exchange, a string of at most ${MAX_NAME_BYTES} bytes; "" is the default exchange`;
}

function routingKeyRule(value: unknown): string | undefined {
  return isShortString(value) ? undefined : `must be a string of at most ${MAX_NAME_BYTES} bytes`;
}

function isShortString(value: unknown): boolean {
  return typeof value === 'string' && Buffer.byteLength(value) <= MAX_NAME_BYTES && !value.includes('\0');
}

/** `options` of the caller `rabbitmq`. */
export class RabbitmqOptions {
  @ApiProperty({
    example: 'netpulse',
    description:
      'Exchange to publish to; it must exist. "" is the default exchange, whose keys are queue names.',
  })
  @Satisfies(exchangeRule)
  exchange: string;

  @ApiPropertyOptional({
    example: 'job.completed',
    description: 'Routing key. Left out: the type of the event, such as job.completed.',
  })
  @ValidateIf((_object, value) => value !== undefined)
  @Satisfies(routingKeyRule)
  routing_key?: string;

  @ApiPropertyOptional({
    default: true,
    description: 'Whether durable queues keep the message over a restart of the broker.',
  })
  @ValidateIf((_object, value) => value !== undefined)
  @IsBoolean({ message: 'must be true or false' })
  persistent: boolean = true;
}
