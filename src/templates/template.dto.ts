import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsNotEmpty, IsObject, IsOptional, IsString, MaxLength } from 'class-validator';
import { AsSent } from '../problems/as-sent.js';

/** Longest template or text, in characters. */
const MAX_TEXT = 1_000_000;
const MAX_OUTPUT = 8_000_000;

/** Which template: at most one of `template` and `template_name`. */
class TemplateDto {
  @ApiPropertyOptional({ description: "The template's own text, up to 1,000,000 characters." })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_TEXT)
  template?: string;

  @ApiPropertyOptional({
    example: 'switch/vlans.j2',
    description: 'A template of the folder that the operator named (NETPULSE_TEMPLATES_DIR).',
  })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(255)
  template_name?: string;
}

/** Makes text of a template and a context. */
export class RenderingDto extends TemplateDto {
  @ApiProperty({ example: 'jinja2', description: 'The renderer.' })
  @IsString()
  @IsNotEmpty()
  name: string;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: "The template's variables.",
    example: { vlans: [{ id: 10, name: 'users' }] },
  })
  @IsOptional()
  @AsSent()
  @IsObject({ message: 'must be an object' })
  context?: Record<string, unknown>;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: 'Options of the renderer.',
  })
  @IsOptional()
  @AsSent()
  @IsObject({ message: 'must be an object' })
  options?: Record<string, unknown>;
}

/** Makes structured data of an output. */
export class ParsingDto extends TemplateDto {
  @ApiProperty({ example: 'textfsm', description: 'The parser.' })
  @IsString()
  @IsNotEmpty()
  name: string;
}

/** Renders without a device. */
export class RenderRequestDto extends RenderingDto {}

export class RenderedDto {
  @ApiProperty({ example: 'vlan 10\n name users', description: 'What the template made.' })
  rendered: string;
}

/** Parses without a device. */
export class ParseRequestDto extends ParsingDto {
  @ApiProperty({ description: 'What a device printed, up to 8,000,000 characters.' })
  @IsString()
  @MaxLength(MAX_OUTPUT)
  output: string;

  @ApiPropertyOptional({
    example: 'cisco_ios',
    description: 'device_type as netmiko names it; chooses a template with `command`.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(255)
  platform?: string;

  @ApiPropertyOptional({ example: 'show version', description: 'The command that printed it.' })
  @IsOptional()
  @IsString()
  @MaxLength(MAX_TEXT)
  command?: string;
}

export class ParsedDto {
  @ApiProperty({
    oneOf: [
      { type: 'array', items: {} },
      { type: 'object', additionalProperties: true },
    ],
    example: [{ version: '15.2' }],
    description: "What the parser made, in the template's shape.",
  })
  parsed: object;
}
