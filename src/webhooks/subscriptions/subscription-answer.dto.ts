import { ApiProperty } from '@nestjs/swagger';
import { AttemptErrorDto } from '../log/attempt.dto.js';
import { WEBHOOK_EVENT_TYPES, type WebhookEventType } from '../job-event.js';
import { WEBHOOK_METHODS, type WebhookMethod } from '../webhook.js';

/** How the deliveries of a subscription went last. */
export class LastDeliveryDto {
  @ApiProperty({ format: 'date-time' })
  last_attempt_at: string;

  @ApiProperty({ format: 'date-time', nullable: true, type: String })
  last_success_at: string | null;

  @ApiProperty({ nullable: true, type: Number, example: 200, description: 'Of the last attempt.' })
  status_code: number | null;

  @ApiProperty({
    type: AttemptErrorDto,
    nullable: true,
    description: 'Of the last attempt; null when it succeeded.',
  })
  error: AttemptErrorDto | null;

  @ApiProperty({ example: 0, description: 'Attempts that failed since the last success.' })
  consecutive_failures: number;
}

/** Which jobs a subscription is told of. Null: whatever the job has. */
export class ShownFilterDto {
  @ApiProperty({ type: [String], nullable: true })
  driver: readonly string[] | null;

  @ApiProperty({ type: [String], nullable: true })
  host: readonly string[] | null;

  @ApiProperty({ type: [String], nullable: true })
  device_type: readonly string[] | null;

  @ApiProperty({ type: [String], nullable: true })
  batch: readonly string[] | null;
}

/** A subscription, without its secrets. */
export class SubscriptionDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ nullable: true, type: String, example: 'Monitoring' })
  description: string | null;

  @ApiProperty({ description: 'False while it is paused.' })
  enabled: boolean;

  @ApiProperty({ example: 'standard', description: 'The caller.' })
  name: string;

  @ApiProperty({
    example: 'https://monitor.example.com/callback?token=***',
    description:
      'Without user and password; values of the query, and parts of the path that are no plain words, are masked.',
  })
  url: string;

  @ApiProperty({ example: 'https://monitor.example.com', description: 'Scheme, host and port.' })
  destination: string;

  @ApiProperty({ enum: WEBHOOK_METHODS })
  method: WebhookMethod;

  @ApiProperty({ type: [String], example: ['Authorization'], description: 'The values are not shown.' })
  header_names: readonly string[];

  @ApiProperty({ type: [String], description: 'The values are not shown.' })
  cookie_names: readonly string[];

  @ApiProperty({ type: [String], description: 'The values are not shown.' })
  option_names: readonly string[];

  @ApiProperty({ description: 'Whether it has a user and password.' })
  has_auth: boolean;

  @ApiProperty({ description: 'Whether its requests are signed.' })
  has_secret: boolean;

  @ApiProperty({
    format: 'date-time',
    nullable: true,
    type: String,
    description: 'When the last secret that was replaced stops signing as well; null when none does.',
  })
  old_secret_until: string | null;

  @ApiProperty({ example: 5, description: 'Seconds for an attempt.' })
  timeout: number;

  @ApiProperty({ nullable: true, type: Number, description: 'Null: NETPULSE_WEBHOOK_MAX_RETRIES.' })
  max_retries: number | null;

  @ApiProperty({ type: [Number], example: [10, 30, 120] })
  retry_intervals: readonly number[];

  @ApiProperty({ enum: WEBHOOK_EVENT_TYPES, isArray: true })
  events: readonly WebhookEventType[];

  @ApiProperty({ type: ShownFilterDto })
  filter: ShownFilterDto;

  @ApiProperty({ format: 'date-time' })
  created_at: string;

  @ApiProperty({ format: 'date-time' })
  changed_at: string;

  @ApiProperty({ type: LastDeliveryDto, nullable: true, description: 'Null before the first attempt.' })
  last_delivery: LastDeliveryDto | null;
}

/** The new secret: shown this once. */
export class NewSecretDto {
  @ApiProperty({ example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' })
  secret: string;

  @ApiProperty({
    nullable: true,
    type: String,
    example: null,
    description: 'For v1a: what receivers verify with. Null for v1: they need the secret itself.',
  })
  public_key: string | null;

  @ApiProperty({
    format: 'date-time',
    nullable: true,
    type: String,
    description: 'Until when replaced secrets sign as well; null when there are none.',
  })
  old_secret_until: string | null;
}
