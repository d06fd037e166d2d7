import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { AsSent } from '../../problems/as-sent.js';
import { DownloadArgs, UploadArgs } from './file-transfer-args.js';
import { IsEnvironment } from './is-environment.js';

/** The host's shell reads it byte by byte. */
const LONGEST_SCRIPT = 256 * 1024;
const NO_NUL = /^[^\0]*$/;

/** `driver_args` of the paramiko driver: how commands are run, and work besides commands. */
export class ParamikoDriverArgs {
  @ApiPropertyOptional({
    example: 30,
    minimum: 0,
    maximum: 86_400,
    description:
      'Seconds for each command, script and file; then it is killed. 0: as long as the job may run.',
  })
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(86_400)
  read_timeout?: number;

  @ApiPropertyOptional({
    default: false,
    description:
      'Run commands and script by sudo, whose password is `connection_args.secret`, or else `password`.',
  })
  @IsBoolean()
  sudo = false;

  @ApiPropertyOptional({ default: 'root', description: 'The user that sudo makes; up to 64 characters.' })
  @Matches(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}$/, { message: '$property must be the name of a user' })
  sudo_user = 'root';

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { LANG: 'C' },
    description: "Environment variables, whatever the host's AcceptEnv says.",
  })
  @IsOptional()
  @AsSent()
  @IsEnvironment()
  environment?: Record<string, string>;

  @ApiPropertyOptional({
    example: '/srv/app',
    description: 'Directory in which commands and script are run.',
  })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(4_096)
  @Matches(NO_NUL, { message: '$property must not contain NUL' })
  working_directory?: string;

  @ApiPropertyOptional({ description: 'A script, run after the commands, up to 262,144 characters.' })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(LONGEST_SCRIPT)
  @Matches(NO_NUL, { message: '$property must not contain NUL' })
  script_content?: string;

  @ApiPropertyOptional({
    default: '/bin/sh',
    example: 'python3',
    description: 'What runs the script, with options.',
  })
  @Matches(/^[\w./+-]+(?: [\w./+=:,@%-]+){0,20}$/, {
    message: '$property must be a program, and options if any',
  })
  script_interpreter = '/bin/sh';

  @ApiPropertyOptional({
    default: false,
    description: 'Run with a terminal for the output; both streams then are `stdout`.',
  })
  @IsBoolean()
  pty = false;

  @ApiPropertyOptional({
    default: false,
    description:
      'Whether an exit status other than 0 fails the job; else it is told, and the next command is run.',
  })
  @IsBoolean()
  stop_on_error = false;

  @ApiPropertyOptional({ type: UploadArgs, description: 'A file to write by SFTP, first of all.' })
  @IsOptional()
  @IsObject({ message: 'must be an object' })
  @ValidateNested()
  @Type(() => UploadArgs)
  upload?: UploadArgs;

  @ApiPropertyOptional({ type: DownloadArgs, description: 'A file to read by SFTP, last of all.' })
  @IsOptional()
  @IsObject({ message: 'must be an object' })
  @ValidateNested()
  @Type(() => DownloadArgs)
  download?: DownloadArgs;
}
