import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsInt,
  IsObject,
  IsOptional,
  Matches,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { Satisfies } from '../rules/satisfies.js';
import { secretRule } from '../rules/secret-rule.js';
import { WebhookDto } from '../webhook.dto.js';
import { batchesRule, descriptionRule, deviceTypesRule, driversRule, hostsRule } from './filter-rules.js';
import { SIGNATURE_SCHEMES, type SignatureScheme } from './secret-rotation.js';
import { PageCursor, PageLimit } from '../../http/paging.js';
import { CURSOR_PATTERN } from './subscription-page.js';

export const DEFAULT_PAGE_SIZE = 20;
const MAX_PAGE_SIZE = 100;
const DAY_SECONDS = 86_400;
const MAX_OVERLAP_SECONDS = 7 * DAY_SECONDS;

/** Which jobs are told of: those that match all lists that are given. */
export class SubscriptionFilterDto {
  @ApiPropertyOptional({
    type: [String],
    nullable: true,
    default: null,
    example: ['netmiko'],
    description: 'Drivers.',
  })
  @ValidateIf((_object, value) => value !== undefined)
  @Satisfies(driversRule)
  driver: string[] | null = null;

  @ApiPropertyOptional({
    type: [String],
    nullable: true,
    default: null,
    example: ['core-*', '10.1.0.0/16'],
    description:
      'Names as jobs give them, with * and ? as wildcards; or addresses and CIDR ranges, which match jobs whose host is an address: names are not looked up.',
  })
  @ValidateIf((_object, value) => value !== undefined)
  @Satisfies(hostsRule)
  host: string[] | null = null;

  @ApiPropertyOptional({
    type: [String],
    nullable: true,
    default: null,
    example: ['cisco_*'],
    description: 'Device types, with * and ? as wildcards.',
  })
  @ValidateIf((_object, value) => value !== undefined)
  @Satisfies(deviceTypesRule)
  device_type: string[] | null = null;

  @ApiPropertyOptional({
    type: [String],
    nullable: true,
    default: null,
    description: 'Batches, by the `batch_id` that a bulk request was answered with.',
  })
  @ValidateIf((_object, value) => value !== undefined)
  @Satisfies(batchesRule)
  batch: string[] | null = null;
}

/** A destination to be told of all jobs that match: a job's `webhook`, and which jobs. */
export class SubscriptionRequestDto extends WebhookDto {
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    default: null,
    example: 'Monitoring',
    description: 'For people. One line.',
  })
  @ValidateIf((_object, value) => value !== undefined)
  @Satisfies(descriptionRule)
  description: string | null = null;

  @ApiPropertyOptional({ default: true, description: 'False: paused.' })
  @ValidateIf((_object, value) => value !== undefined)
  @IsBoolean({ message: 'must be true or false' })
  enabled: boolean = true;

  @ApiPropertyOptional({
    type: SubscriptionFilterDto,
    nullable: true,
    description: 'Left out or null: every job. A change replaces it as a whole.',
  })
  @ValidateIf((_object, value) => value !== undefined && value !== null)
  @IsObject({ message: 'must be an object' })
  @ValidateNested()
  @Type(() => SubscriptionFilterDto)
  filter: SubscriptionFilterDto | null = null;
}

/** How to replace the signing secret. */
export class SecretRotationDto {
  @ApiPropertyOptional({
    enum: SIGNATURE_SCHEMES,
    description:
      'v1 (whsec_, HMAC-SHA256) or v1a (whsk_, ed25519). Left out: that of the first secret, else v1.',
  })
  @IsOptional()
  @Matches(/^v1a?$/, { message: `must be one of: ${SIGNATURE_SCHEMES.join(', ')}` })
  scheme?: SignatureScheme;

  @ApiPropertyOptional({
    description: 'One of your own; left out: one is made. Its own kind decides the scheme.',
  })
  @IsOptional()
  @Satisfies(oneSecretRule)
  secret?: string;

  @ApiPropertyOptional({
    minimum: 0,
    maximum: MAX_OVERLAP_SECONDS,
    default: DAY_SECONDS,
    description: 'Seconds that the old secret signs as well. 0 drops it at once.',
  })
  @ValidateIf((_object, value) => value !== undefined)
  @IsInt({ message: `must be a whole number of seconds from 0 to ${MAX_OVERLAP_SECONDS}` })
  @Min(0, { message: `must be a whole number of seconds from 0 to ${MAX_OVERLAP_SECONDS}` })
  @Max(MAX_OVERLAP_SECONDS, { message: `must be a whole number of seconds from 0 to ${MAX_OVERLAP_SECONDS}` })
  overlap: number = DAY_SECONDS;
}

/** Which part of the list of subscriptions to read. */
export class SubscriptionListQueryDto {
  @PageLimit({ byDefault: DEFAULT_PAGE_SIZE, most: MAX_PAGE_SIZE })
  limit?: number;

  @PageCursor(CURSOR_PATTERN)
  cursor?: string;
}

function oneSecretRule(value: unknown): string | undefined {
  return Array.isArray(value) ? 'must be one secret' : secretRule(value);
}
