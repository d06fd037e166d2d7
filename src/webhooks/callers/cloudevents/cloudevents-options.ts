import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, ValidateIf } from 'class-validator';
import { Satisfies } from '../../rules/satisfies.js';

const CLOUDEVENTS_MODES = ['structured', 'binary'] as const;
export type CloudEventsMode = (typeof CLOUDEVENTS_MODES)[number];

const DEFAULT_SOURCE = '/netpulse';
const MAX_SOURCE_LENGTH = 256;
/** RFC 3986: what a URI reference is made of. It becomes an HTTP header in binary mode. */
const URI_REFERENCE = /^(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$/;

function sourceRule(value: unknown): string | undefined {
  const isRight = typeof value === 'string' && value.length <= MAX_SOURCE_LENGTH && URI_REFERENCE.test(value);
  return isRight
    ? undefined
    : `must be a URI reference of 1 to ${MAX_SOURCE_LENGTH} characters, such as ${DEFAULT_SOURCE}`;
}

/** `options` of the caller `cloudevents`. */
export class CloudEventsOptions {
  @ApiPropertyOptional({
    enum: CLOUDEVENTS_MODES,
    default: 'structured',
    description: 'structured: the whole event is the body; binary: its attributes are ce-* headers.',
  })
  @ValidateIf((_object, value) => value !== undefined)
  @IsIn(CLOUDEVENTS_MODES, { message: `must be one of: ${CLOUDEVENTS_MODES.join(', ')}` })
  mode: CloudEventsMode = 'structured';

  @ApiPropertyOptional({
    default: DEFAULT_SOURCE,
    description: "The event's source, a URI reference: tells this NetPulse from others.",
  })
  @ValidateIf((_object, value) => value !== undefined)
  @Satisfies(sourceRule)
  source: string = DEFAULT_SOURCE;
}
