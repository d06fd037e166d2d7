import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, ValidateIf } from 'class-validator';
import { Satisfies } from '../../rules/satisfies.js';

export const KAFKA_ACKS = ['all', 'leader'] as const;
export const KAFKA_SASL_MECHANISMS = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;

/** Kafka's own rule (org.apache.kafka.common.internals.Topic). */
const TOPIC = /^(?!\.{1,2}$)[a-zA-Z0-9._-]{1,249}$/;
const MAX_KEY_BYTES = 1_024;

function topicRule(value: unknown): string | undefined {
  return typeof value === 'string' && TOPIC.test(value)
    ? undefined
    : 'must be the name of a topic: 1 to 249 letters, digits, ".", "_" and "-"';
}

function keyRule(value: unknown): string | undefined {
  const isRight = typeof value === 'string' && value !== '' && Buffer.byteLength(value) <= MAX_KEY_BYTES;
  return isRight ? undefined : `must be a string of 1 to ${MAX_KEY_BYTES} bytes`;
}

/** `options` of the caller `kafka`. */
export class KafkaOptions {
  @ApiProperty({ example: 'netpulse.jobs', description: 'Topic to publish to; it must exist.' })
  @Satisfies(topicRule)
  topic: string;

  @ApiPropertyOptional({
    example: '192.168.1.1',
    description:
      "Key of the record. Left out: the device's host, so that a device's events stay in order on one partition; of a batch its id.",
  })
  @ValidateIf((_object, value) => value !== undefined)
  @Satisfies(keyRule)
  key?: string;

  @ApiPropertyOptional({
    enum: KAFKA_ACKS,
    default: 'all',
    description: 'Who must have stored the record: all in-sync replicas, or the leader alone.',
  })
  @ValidateIf((_object, value) => value !== undefined)
  @IsIn(KAFKA_ACKS, { message: `must be one of: ${KAFKA_ACKS.join(', ')}` })
  acks: (typeof KAFKA_ACKS)[number] = 'all';

  @ApiPropertyOptional({
    enum: KAFKA_SASL_MECHANISMS,
    default: 'plain',
    description: 'How user and password are given, when the webhook has them.',
  })
  @ValidateIf((_object, value) => value !== undefined)
  @IsIn(KAFKA_SASL_MECHANISMS, { message: `must be one of: ${KAFKA_SASL_MECHANISMS.join(', ')}` })
  sasl_mechanism: (typeof KAFKA_SASL_MECHANISMS)[number] = 'plain';
}
