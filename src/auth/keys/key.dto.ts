import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { SCOPES, type Scope } from '../../scopes.js';
import { IsDeviceNetworks } from './is-device-networks.js';

/** As NETPULSE_RATE_LIMIT has it. */
const MOST_REQUESTS = 1_000_000;

/** The key to be made. */
export class KeyRequestDto {
  @ApiProperty({
    minLength: 1,
    maxLength: 100,
    example: 'ci-pipeline',
    description: 'Who or what it is for.',
  })
  @Matches(/^[^\p{Cc}]{1,100}$/u, { message: 'must be one line of 1 to 100 characters' })
  name: string;

  @ApiProperty({
    enum: SCOPES,
    isArray: true,
    minItems: 1,
    example: ['jobs:read', 'jobs:write'],
    description: 'What it may do; `admin` is everything.',
  })
  @ArrayUnique()
  @IsIn(SCOPES, { each: true })
  @ArrayMinSize(1)
  @ArrayMaxSize(SCOPES.length)
  scopes: Scope[];

  @ApiPropertyOptional({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'From this moment on (ISO 8601) it is refused. Without it: never.',
  })
  @IsOptional()
  @IsISO8601({ strict: true })
  expires_at?: string | null;

  @ApiPropertyOptional({
    type: [String],
    nullable: true,
    minItems: 1,
    maxItems: 200,
    example: ['10.1.0.0/16', '*.lab.example.com'],
    description:
      'Devices that it may use and whose jobs it may see: ranges for hosts that are addresses, names for hosts that are names. Without it: all.',
  })
  @IsOptional()
  @IsDeviceNetworks()
  networks?: string[] | null;

  @ApiPropertyOptional({
    type: 'integer',
    nullable: true,
    minimum: 0,
    maximum: MOST_REQUESTS,
    example: 600,
    description:
      'Requests a minute that it may make, over all processes; 0 sets no limit. Without it: as NETPULSE_RATE_LIMIT says.',
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(MOST_REQUESTS)
  rate_limit?: number | null;
}

/** An API key, without the key. */
export class KeyDto {
  @ApiProperty({ example: '5f0c2a9e41' })
  id: string;

  @ApiProperty({ example: 'ci-pipeline' })
  name: string;

  @ApiProperty({ example: 'np_5f0c2a9e41', description: 'How the key begins.' })
  prefix: string;

  @ApiProperty({ enum: SCOPES, isArray: true })
  scopes: Scope[];

  @ApiProperty({ type: [String], nullable: true, description: 'Null: every device.' })
  networks: string[] | null;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Requests a minute; 0: no limit; null: as NETPULSE_RATE_LIMIT says.',
  })
  rate_limit: number | null;

  @ApiProperty({ enum: ['active', 'expired'] })
  status: 'active' | 'expired';

  @ApiProperty({ format: 'date-time' })
  created_at: string;

  @ApiProperty({ example: 'root', description: 'Who made it: `root`, `key:<id>` or `oidc:<subject>`.' })
  created_by: string;

  @ApiProperty({ format: 'date-time', nullable: true, type: String })
  expires_at: string | null;

  @ApiProperty({
    format: 'date-time',
    nullable: true,
    type: String,
    description: 'Some seconds behind; null when it has not been used.',
  })
  last_used_at: string | null;
}

/** A key that was just made. */
export class NewKeyDto extends KeyDto {
  @ApiProperty({
    example: 'np_5f0c2a9e41_J1mJ4t0b5s1mQm2c8x0kqVh0n3wq9bYx7uQy6d2gXkE',
    description: 'The key itself. It is shown this once.',
  })
  key: string;
}
