import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayNotEmpty, ArrayUnique, IsArray, IsIn, ValidateIf } from 'class-validator';
import { AsSent } from '../problems/as-sent.js';
import { WEBHOOK_EVENT_TYPES, type WebhookEventType } from './job-event.js';
import { authRule } from './rules/auth-rule.js';
import { cookiesRule, headersRule } from './rules/header-rules.js';
import { optionsRule } from './rules/options-rule.js';
import {
  DEFAULT_RETRY_INTERVALS_SECONDS,
  MAX_RETRIES,
  maxRetriesRule,
  retryIntervalsRule,
} from './rules/retry-rules.js';
import { Satisfies } from './rules/satisfies.js';
import { secretRule } from './rules/secret-rule.js';
import { urlRule } from './rules/url-rule.js';
import { WEBHOOK_METHODS, type WebhookMethod } from './webhook.js';

const MIN_TIMEOUT_SECONDS = 0.5;
const MAX_TIMEOUT_SECONDS = 120;
const DEFAULT_TIMEOUT_SECONDS = 5;
const MAX_NAME_LENGTH = 64;

function nameRule(value: unknown): string | undefined {
  const isName = typeof value === 'string' && value !== '' && value.length <= MAX_NAME_LENGTH;
  return isName ? undefined : 'must be the name of a webhook caller';
}

function timeoutRule(value: unknown): string | undefined {
  const isRight = typeof value === 'number' && value >= MIN_TIMEOUT_SECONDS && value <= MAX_TIMEOUT_SECONDS;
  return isRight
    ? undefined
    : `must be a number of seconds from ${MIN_TIMEOUT_SECONDS} to ${MAX_TIMEOUT_SECONDS}`;
}

/** Only a field that was left out takes its default: null is allowed where the default is null, and nowhere else. */
function MayBeLeftOut(): PropertyDecorator {
  return ValidateIf((_object, value) => value !== undefined);
}

/** Whom to tell how the job ended. */
export class WebhookDto {
  @ApiPropertyOptional({
    default: 'basic',
    description: 'Kind of webhook; GET /webhooks/callers lists them.',
  })
  @MayBeLeftOut()
  @Satisfies(nameRule)
  name: string = 'basic';

  @ApiProperty({
    example: 'http://127.0.0.1:8080/callback',
    description: 'Where it goes: http or https, unless the caller says otherwise.',
  })
  @Satisfies(urlRule)
  url: string;

  @ApiPropertyOptional({
    enum: WEBHOOK_METHODS,
    default: 'POST',
    description: 'HTTP method. Every method, GET and DELETE too, carries the same body.',
  })
  @MayBeLeftOut()
  @IsIn(WEBHOOK_METHODS, { message: `must be one of: ${WEBHOOK_METHODS.join(', ')}` })
  method: WebhookMethod = 'POST';

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'string' },
    nullable: true,
    default: null,
    example: { Authorization: 'Bearer your-token' },
    description:
      'HTTP headers, at most 64 and 16 KiB. Content-Type is application/json unless given. Stored sealed.',
  })
  @MayBeLeftOut()
  @AsSent()
  @Satisfies(headersRule)
  headers: Record<string, string> | null = null;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'string' },
    nullable: true,
    default: null,
    description: 'Cookies, sent in one Cookie header. Stored sealed.',
  })
  @MayBeLeftOut()
  @AsSent()
  @Satisfies(cookiesRule)
  cookies: Record<string, string> | null = null;

  @ApiPropertyOptional({
    type: 'array',
    items: { type: 'string' },
    minItems: 2,
    maxItems: 2,
    nullable: true,
    default: null,
    description: 'Basic authentication: [user, password]. Wins over an Authorization header. Stored sealed.',
  })
  @MayBeLeftOut()
  @Satisfies(authRule)
  auth: [user: string, password: string] | null = null;

  @ApiPropertyOptional({
    minimum: MIN_TIMEOUT_SECONDS,
    maximum: MAX_TIMEOUT_SECONDS,
    default: DEFAULT_TIMEOUT_SECONDS,
    description:
      'Seconds for the whole exchange, from DNS to the last byte of the answer. Connecting may take 10 of them at most.',
  })
  @MayBeLeftOut()
  @Satisfies(timeoutRule)
  timeout: number = DEFAULT_TIMEOUT_SECONDS;

  @ApiPropertyOptional({
    minimum: 0,
    maximum: MAX_RETRIES,
    description:
      'How often a failed delivery is tried again. Left out: NETPULSE_WEBHOOK_MAX_RETRIES, which is 0 unless set.',
  })
  @MayBeLeftOut()
  @Satisfies(maxRetriesRule)
  max_retries?: number;

  @ApiPropertyOptional({
    type: 'array',
    items: { type: 'number' },
    minItems: 1,
    maxItems: MAX_RETRIES,
    default: DEFAULT_RETRY_INTERVALS_SECONDS,
    description:
      'Seconds before the first, second ... retry, 1 to 86400 each; the last one repeats. Up to a fifth is added at random.',
  })
  @MayBeLeftOut()
  @Satisfies(retryIntervalsRule)
  retry_intervals: number[] = [...DEFAULT_RETRY_INTERVALS_SECONDS];

  @ApiPropertyOptional({
    oneOf: [
      { type: 'string', nullable: true },
      { type: 'array', items: { type: 'string' } },
    ],
    default: null,
    example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    description:
      'Signs every request (Standard Webhooks): whsec_ for HMAC-SHA256, whsk_ for ed25519; a list while it is changed. Stored sealed.',
  })
  @MayBeLeftOut()
  @Satisfies(secretRule)
  secret: string | string[] | null = null;

  @ApiPropertyOptional({
    enum: WEBHOOK_EVENT_TYPES,
    isArray: true,
    default: WEBHOOK_EVENT_TYPES,
    description:
      'Which events are told. Left out: all of them. batch.completed comes once for a bulk request.',
  })
  @MayBeLeftOut()
  @IsArray({ message: 'must be a list of events' })
  @ArrayNotEmpty({ message: 'must name at least one event' })
  @ArrayUnique({ message: 'must name each event once' })
  @IsIn(WEBHOOK_EVENT_TYPES, { each: true, message: `must be of: ${WEBHOOK_EVENT_TYPES.join(', ')}` })
  events: WebhookEventType[] = [...WEBHOOK_EVENT_TYPES];

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    default: null,
    description:
      'What the caller needs besides; GET /webhooks/callers and the schemas ...Options say what that is. Stored sealed.',
  })
  @MayBeLeftOut()
  @AsSent()
  @Satisfies(optionsRule)
  options: Record<string, unknown> | null = null;
}
