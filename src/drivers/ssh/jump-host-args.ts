import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min, MinLength } from 'class-validator';
import { IsDeviceHost } from '../netmiko/is-device-host.js';
import {
  FINGERPRINT,
  FINGERPRINT_MESSAGE,
  LONGEST_KEY,
  LONGEST_SECRET,
  ONE_LINE,
  ONE_LINE_MESSAGE,
  PEM,
  PEM_MESSAGE,
} from './login-rules.js';

/** One of the SSH jump hosts on the way to a device. */
export class JumpHostArgs {
  @ApiProperty({ example: 'bastion.example.net', description: 'Host name or IP address.' })
  @IsDeviceHost()
  host: string;

  @ApiPropertyOptional({ default: 22, minimum: 1, maximum: 65_535, description: 'SSH port.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(65_535)
  port?: number;

  @ApiPropertyOptional({ description: "Login name; the device's when left out." })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(256)
  @Matches(ONE_LINE, ONE_LINE_MESSAGE)
  username?: string;

  @ApiPropertyOptional({
    description: 'Password, up to 1,024 characters. That of the device is never sent there.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_SECRET)
  @Matches(ONE_LINE, ONE_LINE_MESSAGE)
  password?: string;

  @ApiPropertyOptional({ description: 'Private key as PEM or OpenSSH text, up to 32,768 characters.' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_KEY)
  @Matches(PEM, PEM_MESSAGE)
  pkey?: string;

  @ApiPropertyOptional({ description: 'Passphrase of `pkey`.' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_SECRET)
  passphrase?: string;

  @ApiPropertyOptional({ description: 'The only SSH host key to accept (SHA256:...).' })
  @IsOptional()
  @Matches(FINGERPRINT, FINGERPRINT_MESSAGE)
  host_key_fingerprint?: string;
}
