import { ApiPropertyOptional } from '@nestjs/swagger';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator';
import { IsNamespaces } from './is-namespaces.js';
import { IsXmlFilter } from './is-xml-filter.js';

const LONGEST_FILTER = 100_000;

/** `driver_args` of the netconf driver: what is read, and how configuration is changed. Names are RFC 6241's. */
export class NetconfDriverArgs {
  @ApiPropertyOptional({
    enum: ['running', 'candidate', 'startup'],
    default: 'running',
    description: 'Datastore that `get-config` reads when the command names none.',
  })
  @IsOptional()
  @IsIn(['running', 'candidate', 'startup'])
  source?: string;

  @ApiPropertyOptional({
    example: '<interfaces xmlns="urn:ietf:params:xml:ns:yang:ietf-interfaces"/>',
    description:
      'What `get` and `get-config` bring: a subtree, or an XPath expression; up to 100,000 characters.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_FILTER)
  @IsXmlFilter()
  filter?: string;

  @ApiPropertyOptional({
    example: { if: 'urn:ietf:params:xml:ns:yang:ietf-interfaces' },
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'Prefixes of an XPath filter and their namespaces.',
  })
  @IsOptional()
  @IsNamespaces()
  filter_namespaces?: Record<string, string>;

  @ApiPropertyOptional({
    enum: ['report-all', 'report-all-tagged', 'trim', 'explicit'],
    description: 'Whether default values are shown (RFC 6243).',
  })
  @IsOptional()
  @IsIn(['report-all', 'report-all-tagged', 'trim', 'explicit'])
  with_defaults?: string;

  @ApiPropertyOptional({
    enum: ['candidate', 'running'],
    description: 'Datastore that is changed; `candidate` where the device has one when left out.',
  })
  @IsOptional()
  @IsIn(['candidate', 'running'])
  target?: 'candidate' | 'running';

  @ApiPropertyOptional({
    enum: ['merge', 'replace', 'none'],
    description: 'How elements without an operation are meant.',
  })
  @IsOptional()
  @IsIn(['merge', 'replace', 'none'])
  default_operation?: string;

  @ApiPropertyOptional({
    enum: ['test-then-set', 'set', 'test-only'],
    description: 'Whether the edit is validated before it is made; needs a device that can validate.',
  })
  @IsOptional()
  @IsIn(['test-then-set', 'set', 'test-only'])
  test_option?: string;

  @ApiPropertyOptional({
    enum: ['stop-on-error', 'continue-on-error', 'rollback-on-error'],
    description: 'What the device does with an edit of which a part fails.',
  })
  @IsOptional()
  @IsIn(['stop-on-error', 'continue-on-error', 'rollback-on-error'])
  error_option?: string;

  @ApiPropertyOptional({
    description: 'Whether the candidate is validated before the commit; where the device can when left out.',
  })
  @IsOptional()
  @IsBoolean()
  validate?: boolean;

  @ApiPropertyOptional({
    default: true,
    description:
      'Whether the candidate is committed. When false it is left changed and is not locked, for an unlock discards.',
  })
  @IsBoolean()
  commit = true;

  @ApiPropertyOptional({
    default: false,
    description: 'Whether everything is done but the commit, and then discarded.',
  })
  @IsBoolean()
  dry_run = false;

  @ApiPropertyOptional({
    default: false,
    description:
      'Whether the device goes back by itself unless `commit PERSIST` follows in time; needs `persist`.',
  })
  @IsBoolean()
  confirmed = false;

  @ApiPropertyOptional({
    example: 600,
    default: 600,
    minimum: 1,
    maximum: 86_400,
    description: 'Seconds in which a confirmed commit must be confirmed.',
  })
  @IsInt()
  @Min(1)
  @Max(86_400)
  confirm_timeout = 600;

  @ApiPropertyOptional({
    example: 'change-4711',
    description: 'Name of a confirmed commit, 1 to 64 characters, by which a later job confirms it.',
  })
  @ValidateIf((args: NetconfDriverArgs) => args.confirmed || args.persist !== undefined)
  @IsString()
  @Matches(/^[\w.-]{1,64}$/, {
    message: '$property must be 1 to 64 letters, digits, dots, dashes or underscores',
  })
  persist?: string;

  @ApiPropertyOptional({
    default: true,
    description:
      'Whether the datastores are locked while they are changed; one that is left uncommitted never is.',
  })
  @IsBoolean()
  lock = true;

  @ApiPropertyOptional({
    default: false,
    description: 'Whether running is copied to startup, where the device has one.',
  })
  @IsBoolean()
  save = false;

  @ApiPropertyOptional({
    example: 60,
    default: 60,
    minimum: 0.1,
    maximum: 86_400,
    description: 'Seconds until the answer to a request must be there as a whole.',
  })
  @IsNumber()
  @Min(0.1)
  @Max(86_400)
  read_timeout = 60;
}
