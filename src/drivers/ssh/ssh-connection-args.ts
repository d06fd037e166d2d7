import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsNumber,
  IsOptional,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsDeviceHost } from '../is-device-host.js';
import { IsInsteadOf } from './is-instead-of.js';
import { JumpHostArgs } from './jump-host-args.js';
import { IsHostKeyFingerprint, IsLoginName, IsPassphrase, IsPassword, IsPrivateKey } from './login-rules.js';

const MOST_JUMP_HOSTS = 8;

/** The part of `connection_args` that every driver over SSH takes: the host, the way there, and how to log in. */
export class SshConnectionArgs {
  @ApiProperty({ example: '192.168.1.1', description: 'Host name or IP address.' })
  @IsDeviceHost()
  host: string;

  @ApiPropertyOptional({
    example: 22,
    minimum: 1,
    maximum: 65_535,
    description: 'Port; 22 when left out (23 over telnet).',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(65_535)
  port?: number;

  @ApiProperty({ example: 'admin', description: 'Login name, 1 to 256 characters.' })
  @IsLoginName()
  username: string;

  @ApiPropertyOptional({
    example: 'pwd123',
    description: 'Password, up to 1,024 characters; may be left out with `pkey`.',
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

  @ApiPropertyOptional({
    example: 'SHA256:uNiVztksCsDhcc0u9e8BrWsfRl5xGkzGXtO1xVxT0eY',
    description:
      'The only SSH host key to accept, as `ssh-keygen -l` shows it; instead of the known hosts file, ' +
      'but besides it with a credential or NETPULSE_HOST_KEYS=strict.',
  })
  @IsOptional()
  @IsHostKeyFingerprint()
  host_key_fingerprint?: string;

  @ApiPropertyOptional({
    default: false,
    description:
      'Whether an SSH host key that is not known is refused, on the way too; `false` leaves it to NETPULSE_HOST_KEYS.',
  })
  @IsOptional()
  @IsBoolean()
  ssh_strict?: boolean;

  @ApiPropertyOptional({
    example: 10,
    default: 10,
    minimum: 0.1,
    maximum: 600,
    description: 'Seconds for TCP connect, key exchange and login together, jump hosts included.',
  })
  @IsNumber()
  @Min(0.1)
  @Max(600)
  conn_timeout = 10;

  @ApiPropertyOptional({
    example: 30,
    default: 0,
    minimum: 0,
    maximum: 3_600,
    description:
      'Seconds between signs of life on the SSH connection; it is over after three without an answer. 0: none.',
  })
  @IsNumber()
  @Min(0)
  @Max(3_600)
  keepalive = 0;

  @ApiPropertyOptional({
    description:
      'Whether to offer the SSH algorithms of old gear behind the modern ones; as the service is set when left out.',
  })
  @IsOptional()
  @IsBoolean()
  legacy_algorithms?: boolean;

  @ApiPropertyOptional({
    example: 'bastion.example.net',
    description: 'SSH jump host through which the device is reached.',
  })
  @IsOptional()
  @IsDeviceHost()
  proxy_host?: string;

  @ApiPropertyOptional({
    default: 22,
    minimum: 1,
    maximum: 65_535,
    description: 'SSH port of the jump host.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(65_535)
  proxy_port?: number;

  @ApiPropertyOptional({ description: 'Login name at the jump host; `username` when left out.' })
  @IsOptional()
  @IsLoginName()
  proxy_username?: string;

  @ApiPropertyOptional({
    description: 'Password at the jump host, up to 1,024 characters. That of the device is never sent there.',
  })
  @IsOptional()
  @IsPassword()
  proxy_password?: string;

  @ApiPropertyOptional({ description: 'Private key for the jump host, up to 32,768 characters.' })
  @IsOptional()
  @IsPrivateKey()
  proxy_pkey?: string;

  @ApiPropertyOptional({ description: 'Passphrase of `proxy_pkey`.' })
  @IsOptional()
  @IsPassphrase()
  proxy_passphrase?: string;

  @ApiPropertyOptional({ description: 'The only SSH host key to accept of the jump host (SHA256:...).' })
  @IsOptional()
  @IsHostKeyFingerprint()
  proxy_host_key_fingerprint?: string;

  @ApiPropertyOptional({
    type: [JumpHostArgs],
    maxItems: MOST_JUMP_HOSTS,
    description:
      "Several SSH jump hosts, each reached through the one before it, as in OpenSSH's ProxyJump; instead of `proxy_host`.",
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_JUMP_HOSTS)
  @IsInsteadOf('proxy_host')
  @ValidateNested({ each: true })
  @Type(() => JumpHostArgs)
  jump_hosts?: JumpHostArgs[];
}
