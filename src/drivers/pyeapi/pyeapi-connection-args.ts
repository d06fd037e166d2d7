import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
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
  MinLength,
} from 'class-validator';
import { IsDeviceHost } from '../is-device-host.js';

const LONGEST_SECRET = 1_024;
const LONGEST_CA = 262_144;
export const DEFAULT_PORTS = { http: 80, https: 443 } as const;

/** Whether anybody in between can read along, or nobody but the request says whose certificate is good. */
export function isEapiUnprotected({
  transport,
  verify,
  ca,
}: Pick<PyeapiConnectionArgs, 'transport' | 'verify' | 'ca'>): boolean {
  return transport === 'http' || !verify || (ca !== undefined && ca !== null);
}

/** `connection_args` of the pyeapi driver: the switch, and how to log in to its eAPI. Names are pyeapi's. */
export class PyeapiConnectionArgs {
  @ApiProperty({ example: '192.168.1.2', description: 'Host name or IP address.' })
  @IsDeviceHost()
  host: string;

  @ApiPropertyOptional({
    enum: ['https', 'http'],
    default: 'https',
    description: 'How eAPI is reached. `http` sends the password in clear.',
  })
  @IsIn(['https', 'http'])
  transport: 'http' | 'https' = 'https';

  @ApiPropertyOptional({
    minimum: 1,
    maximum: 65_535,
    description: 'TCP port. Default: 443 for https, 80 for http.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(65_535)
  port?: number;

  @ApiProperty({ example: 'admin', description: 'Login name, 1 to 256 characters, without a colon.' })
  @IsString()
  @MinLength(1)
  @MaxLength(256)
  // RFC 7617, 2: a colon would end the name; control characters are not allowed.
  @Matches(/^[^:\p{Cc}]+$/u, { message: '$property must not contain a colon or control characters' })
  username: string;

  @ApiPropertyOptional({ example: 'pwd123', description: 'Password, up to 1,024 characters.' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_SECRET)
  @Matches(/^[^\p{Cc}]*$/u, { message: '$property must not contain control characters' })
  password?: string;

  @ApiPropertyOptional({ description: 'Secret of `enable`, where the switch asks for one.' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_SECRET)
  @Matches(/^[^\p{Cc}]*$/u, { message: '$property must not contain control characters' })
  secret?: string;

  @ApiPropertyOptional({
    default: true,
    description:
      "Whether the switch's certificate must be trusted and be for `host`. `false` lets anybody in between read along.",
  })
  @IsBoolean()
  verify = true;

  @ApiPropertyOptional({
    description:
      'Certificates (PEM) to trust instead of the public authorities; the own one of a switch is possible.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_CA)
  @Matches(/-----BEGIN CERTIFICATE-----/, { message: '$property must be PEM text with a certificate' })
  ca?: string;

  @ApiPropertyOptional({
    example: 10,
    default: 10,
    minimum: 0.1,
    maximum: 600,
    description: 'Seconds for DNS, TCP and TLS together.',
  })
  @IsNumber()
  @Min(0.1)
  @Max(600)
  conn_timeout = 10;

  @ApiPropertyOptional({
    example: 60,
    default: 60,
    minimum: 0.1,
    maximum: 86_400,
    description: 'Seconds until the whole answer to a request is there; `driver_args.read_timeout` wins.',
  })
  @IsNumber()
  @Min(0.1)
  @Max(86_400)
  timeout = 60;
}
