import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateIf,
} from 'class-validator';
import { IsDeviceHost } from '../is-device-host.js';
import { AUTH_PROTOCOLS, PRIV_PROTOCOLS, type AuthProtocol, type PrivProtocol } from './snmp-client.js';

const LONGEST_SECRET = 1_024;
/** RFC 3414, 11.2: agents refuse shorter passwords, and so make them fail in obscure ways. */
const SHORTEST_KEY = 8;
/** RFC 3411: names and contexts are SnmpAdminStrings of up to 32 bytes. */
const LONGEST_NAME = 32;

/** `connection_args` of the snmp driver: the agent, and a community (2c) or a user (3). */
export class SnmpConnectionArgs {
  @ApiProperty({ example: '192.168.1.1', description: 'Host name or IP address.' })
  @IsDeviceHost()
  host: string;

  @ApiPropertyOptional({ example: 161, default: 161, minimum: 1, maximum: 65_535, description: 'UDP port.' })
  @IsInt()
  @Min(1)
  @Max(65_535)
  port = 161;

  @ApiPropertyOptional({ enum: ['2c', '3'], default: '2c', description: 'Version of SNMP.' })
  @IsIn(['2c', '3'])
  version: '2c' | '3' = '2c';

  @ApiPropertyOptional({
    example: 'public',
    description: 'Community, up to 1,024 characters; needed with version 2c.',
  })
  @ValidateIf((args: SnmpConnectionArgs) => args.version === '2c' || isGiven(args.community))
  @IsString()
  @MinLength(1)
  @MaxLength(LONGEST_SECRET)
  community?: string;

  @ApiPropertyOptional({
    example: 'monitor',
    description: 'User, 1 to 32 characters; needed with version 3.',
  })
  @ValidateIf((args: SnmpConnectionArgs) => args.version === '3' || isGiven(args.username))
  @IsString()
  @MinLength(1)
  @MaxLength(LONGEST_NAME)
  username?: string;

  @ApiPropertyOptional({
    enum: AUTH_PROTOCOLS,
    description: 'Authentication of version 3; needed with `auth_key` or privacy.',
  })
  @ValidateIf((args: SnmpConnectionArgs) =>
    isAnyGiven(args.auth_protocol, args.auth_key, args.priv_protocol, args.priv_key),
  )
  @IsIn(AUTH_PROTOCOLS)
  auth_protocol?: AuthProtocol;

  @ApiPropertyOptional({
    description: 'Authentication password, 8 to 1,024 characters; needed with `auth_protocol`.',
  })
  @ValidateIf((args: SnmpConnectionArgs) =>
    isAnyGiven(args.auth_protocol, args.auth_key, args.priv_protocol, args.priv_key),
  )
  @IsString()
  @MinLength(SHORTEST_KEY)
  @MaxLength(LONGEST_SECRET)
  auth_key?: string;

  @ApiPropertyOptional({
    enum: PRIV_PROTOCOLS,
    description:
      'Encryption of version 3; `aes` is AES-128, `aes256r` is how Cisco does AES-256. Needed with `priv_key`.',
  })
  @ValidateIf((args: SnmpConnectionArgs) => isAnyGiven(args.priv_protocol, args.priv_key))
  @IsIn(PRIV_PROTOCOLS)
  priv_protocol?: PrivProtocol;

  @ApiPropertyOptional({
    description: 'Encryption password, 8 to 1,024 characters; needed with `priv_protocol`.',
  })
  @ValidateIf((args: SnmpConnectionArgs) => isAnyGiven(args.priv_protocol, args.priv_key))
  @IsString()
  @MinLength(SHORTEST_KEY)
  @MaxLength(LONGEST_SECRET)
  priv_key?: string;

  @ApiPropertyOptional({ example: 'vlan-10', description: 'Context of version 3, up to 32 characters.' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_NAME)
  context?: string;

  @ApiPropertyOptional({
    example: 3,
    default: 3,
    minimum: 0.1,
    maximum: 120,
    description: 'Seconds until an answer must be there, for each try.',
  })
  @IsNumber()
  @Min(0.1)
  @Max(120)
  timeout = 3;

  @ApiPropertyOptional({
    example: 2,
    default: 2,
    minimum: 0,
    maximum: 10,
    description: 'How often an unanswered request is sent again: datagrams get lost.',
  })
  @IsInt()
  @Min(0)
  @Max(10)
  retries = 2;
}

function isAnyGiven(...values: unknown[]): boolean {
  return values.some(isGiven);
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}
