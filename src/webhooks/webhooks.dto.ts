import { ApiProperty, ApiPropertyOptional, generateSchema } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsDefined, IsIn, IsObject, ValidateIf, ValidateNested } from 'class-validator';
import type { PluginDescription } from '../plugins/plugin.js';
import { JOB_EVENT_TYPES, type JobEventType } from './job-event.js';
import { WebhookDto } from './webhook.dto.js';

/** A kind of webhook that can be asked for by name. */
export class WebhookCallerDto {
  @ApiProperty({ example: 'basic', description: "What a webhook's `name` asks for." })
  name: string;

  @ApiProperty({ example: "Sends the job's id and its result, or its error message, as a string." })
  description: string;

  @ApiProperty({ type: [String], example: ['http', 'https'], description: 'What its URL may begin with.' })
  schemes: readonly string[];

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    description: "JSON Schema of a webhook's `options`; null when it takes none.",
  })
  options: object | null;
}

/** What a caller says about itself, as a client sees it. */
export function toWebhookCallerDto({
  name,
  description,
  parts,
  schemes = [],
}: PluginDescription): WebhookCallerDto {
  const options = parts.options ? generateSchema(parts.options).schema : null;
  return { name, description, schemes, options };
}

/** Whom to send a test event. */
export class WebhookTestDto {
  @ApiProperty({ type: WebhookDto, description: 'As in a job.' })
  @IsDefined({ message: 'must be given' })
  @IsObject({ message: 'must be an object' })
  @ValidateNested()
  @Type(() => WebhookDto)
  webhook: WebhookDto;

  @ApiPropertyOptional({
    enum: JOB_EVENT_TYPES,
    default: 'job.completed',
    description: 'The event to make up.',
  })
  @ValidateIf((_object, value) => value !== undefined)
  @IsIn(JOB_EVENT_TYPES, { message: `must be one of: ${JOB_EVENT_TYPES.join(', ')}` })
  event: JobEventType = 'job.completed';
}
