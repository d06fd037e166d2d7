import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  IsBoolean,
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
import { IsDeviceHost } from '../netmiko/is-device-host.js';
import type { SshHop, SshTarget } from './ssh-target.js';

const LONGEST_SECRET = 1_024;
const LONGEST_KEY = 32_768;
/** No line ends and other control characters: what is typed on a terminal must stay one line. */
const ONE_LINE = /^[^\p{Cc}]*$/u;
const ONE_LINE_MESSAGE = { message: '$property must not contain control characters' };
const PEM = /^\s*-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/;
const PEM_MESSAGE = { message: '$property must be the text of a private key (PEM)' };
/** OpenSSH's form: base64 of 32 bytes without padding. */
const FINGERPRINT = /^SHA256:[A-Za-z0-9+/]{43}$/;
const FINGERPRINT_MESSAGE = {
  message: '$property must be a SHA-256 fingerprint as OpenSSH shows it (SHA256:...)',
};

const SSH_PORT = 22;
const MS_PER_SECOND = 1_000;

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
  @IsString()
  @MinLength(1)
  @MaxLength(256)
  @Matches(ONE_LINE, ONE_LINE_MESSAGE)
  username: string;

  @ApiPropertyOptional({
    example: 'pwd123',
    description: 'Password, up to 1,024 characters; may be left out with `pkey`.',
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

  @ApiPropertyOptional({
    example: 'SHA256:uNiVztksCsDhcc0u9e8BrWsfRl5xGkzGXtO1xVxT0eY',
    description:
      'The only SSH host key to accept, as `ssh-keygen -l` shows it; instead of the known hosts file.',
  })
  @IsOptional()
  @Matches(FINGERPRINT, FINGERPRINT_MESSAGE)
  host_key_fingerprint?: string;

  @ApiPropertyOptional({
    example: 10,
    default: 10,
    minimum: 0.1,
    maximum: 600,
    description: 'Seconds for TCP connect, key exchange and login together, a jump host included.',
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
  @IsString()
  @MinLength(1)
  @MaxLength(256)
  @Matches(ONE_LINE, ONE_LINE_MESSAGE)
  proxy_username?: string;

  @ApiPropertyOptional({
    description: 'Password at the jump host, up to 1,024 characters. That of the device is never sent there.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_SECRET)
  @Matches(ONE_LINE, ONE_LINE_MESSAGE)
  proxy_password?: string;

  @ApiPropertyOptional({ description: 'Private key for the jump host, up to 32,768 characters.' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_KEY)
  @Matches(PEM, PEM_MESSAGE)
  proxy_pkey?: string;

  @ApiPropertyOptional({ description: 'Passphrase of `proxy_pkey`.' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_SECRET)
  proxy_passphrase?: string;

  @ApiPropertyOptional({ description: 'The only SSH host key to accept of the jump host (SHA256:...).' })
  @IsOptional()
  @Matches(FINGERPRINT, FINGERPRINT_MESSAGE)
  proxy_host_key_fingerprint?: string;
}

/** How these arguments reach a device. `withLegacyByDefault` is NETPULSE_SSH_LEGACY_ALGORITHMS. */
export function sshTargetOf(args: SshConnectionArgs, withLegacyByDefault: boolean): SshTarget {
  return {
    host: args.host,
    port: args.port ?? SSH_PORT,
    username: args.username,
    password: args.password,
    privateKey: args.pkey,
    passphrase: args.passphrase,
    hostKeyFingerprint: args.host_key_fingerprint,
    jump: args.proxy_host === undefined ? null : jumpHostOf(args, args.proxy_host),
    connectTimeoutMs: args.conn_timeout * MS_PER_SECOND,
    withLegacyAlgorithms: args.legacy_algorithms ?? withLegacyByDefault,
    keepaliveMs: args.keepalive * MS_PER_SECOND,
  };
}

function jumpHostOf(args: SshConnectionArgs, host: string): SshHop {
  return {
    host,
    port: args.proxy_port ?? SSH_PORT,
    username: args.proxy_username ?? args.username,
    password: args.proxy_password,
    privateKey: args.proxy_pkey,
    passphrase: args.proxy_passphrase,
    hostKeyFingerprint: args.proxy_host_key_fingerprint,
  };
}
