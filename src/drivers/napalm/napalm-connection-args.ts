import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  buildMessage,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateBy,
  ValidateNested,
  type ValidationArguments,
} from 'class-validator';
import { NetmikoConnectionArgs } from '../netmiko/netmiko-connection-args.js';

const PLATFORM_NAMES = {
  ios: 'ios',
  cisco_ios: 'ios',
  cisco_xe: 'ios',
  eos: 'eos',
  arista_eos: 'eos',
  nxos: 'nxos',
  nxos_ssh: 'nxos',
  cisco_nxos: 'nxos',
  junos: 'junos',
  juniper: 'junos',
  juniper_junos: 'junos',
} as const;

export type NapalmPlatform = (typeof PLATFORM_NAMES)[keyof typeof PLATFORM_NAMES];
export type NapalmTransport = 'ssh' | 'http' | 'https';

const TRANSPORTS: readonly NapalmTransport[] = ['ssh', 'https', 'http'];
const LONGEST_CA = 262_144;

/** eAPI is Arista's: the other platforms are reached by SSH only. */
function IsTransport(): PropertyDecorator {
  return ValidateBy({
    name: 'isTransport',
    validator: {
      validate: (value: unknown, args?: ValidationArguments) =>
        value === 'ssh' || (TRANSPORTS.some((name) => name === value) && !isOtherThanEos(args?.object)),
      defaultMessage: buildMessage(
        (each) => `${each}$property must be one of: ${TRANSPORTS.join(', ')}; other than ssh for eos only`,
      ),
    },
  });
}

/** `optional_args` has no device_type of its own: there the driver looks again. */
function isOtherThanEos(object: object | undefined): boolean {
  if (!(object instanceof NapalmConnectionArgs)) return false;
  return platformOf(object) !== 'eos';
}

/** NAPALM's `optional_args`, those that have a meaning here; they win over the fields of the same name. */
export class NapalmOptionalArgs {
  @ApiPropertyOptional({ minimum: 1, maximum: 65_535, description: 'As `port`.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(65_535)
  port?: number;

  @ApiPropertyOptional({ description: 'As `secret`.' })
  @IsOptional()
  @IsString()
  @MaxLength(1_024)
  @Matches(/^[^\p{Cc}]*$/u, { message: '$property must not contain control characters' })
  secret?: string;

  @ApiPropertyOptional({ enum: TRANSPORTS, description: 'As `transport`.' })
  @IsOptional()
  @IsTransport()
  transport?: NapalmTransport;
}

/** `connection_args` of the napalm driver: netmiko's, with NAPALM's platform names, and eAPI for eos. */
export class NapalmConnectionArgs extends OmitType(NetmikoConnectionArgs, ['device_type', 'port'] as const) {
  @ApiProperty({
    enum: Object.keys(PLATFORM_NAMES),
    example: 'ios',
    description: "NAPALM's driver name, or netmiko's name of the same platform.",
  })
  @IsIn(Object.keys(PLATFORM_NAMES), {
    message: `$property must be one of: ${Object.keys(PLATFORM_NAMES).join(', ')}`,
  })
  device_type: keyof typeof PLATFORM_NAMES;

  @ApiPropertyOptional({
    enum: TRANSPORTS,
    default: 'ssh',
    description: 'The command line over SSH, or eAPI (eos only).',
  })
  @IsOptional()
  @IsTransport()
  transport?: NapalmTransport;

  @ApiPropertyOptional({
    minimum: 1,
    maximum: 65_535,
    description: 'TCP port. Default: 22 for ssh, 443 for https, 80 for http.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(65_535)
  port?: number;

  @ApiPropertyOptional({ default: true, description: "Whether eAPI's certificate must be trusted." })
  @IsBoolean()
  verify = true;

  @ApiPropertyOptional({ description: 'Certificates (PEM) to trust for eAPI.' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_CA)
  @Matches(/-----BEGIN CERTIFICATE-----/, { message: '$property must be PEM text with a certificate' })
  ca?: string;

  @ApiPropertyOptional({ type: NapalmOptionalArgs, description: "NAPALM's optional_args." })
  @IsOptional()
  @ValidateNested()
  @Type(() => NapalmOptionalArgs)
  optional_args?: NapalmOptionalArgs;
}

export function platformOf({ device_type: name }: Pick<NapalmConnectionArgs, 'device_type'>): NapalmPlatform {
  return PLATFORM_NAMES[name];
}
