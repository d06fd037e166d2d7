import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { IsDeviceHost } from '../is-device-host.js';
import { IsHostKeyFingerprint, IsLoginName, IsPassphrase, IsPassword, IsPrivateKey } from './login-rules.js';

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
  @IsLoginName()
  username?: string;

  @ApiPropertyOptional({
    description: 'Password, up to 1,024 characters. That of the device is never sent there.',
  })
  @IsOptional()
  @IsPassword()
  password?: string;

  @ApiPropertyOptional({ description: 'Private key as PEM or OpenSSH text, up to 32,768 characters.' })
  @IsOptional()
  @IsPrivateKey()
  pkey?: string;

  @ApiPropertyOptional({ description: 'Passphrase of `pkey`.' })
  @IsOptional()
  @IsPassphrase()
  passphrase?: string;

  @ApiPropertyOptional({ description: 'The only SSH host key to accept (SHA256:...).' })
  @IsOptional()
  @IsHostKeyFingerprint()
  host_key_fingerprint?: string;
}
