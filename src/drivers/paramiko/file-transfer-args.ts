import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateIf,
} from 'class-validator';
import { IsHashOfContent } from './is-hash-of-content.js';

const LONGEST_PATH = 4_096;
const NO_NUL = /^[^\0]*$/;
/** Base64 makes four of three, and a request's body has 10 MiB. */
const MAX_CONTENT_CHARS = 9_000_000;
const DEFAULT_DOWNLOAD_BYTES = 1024 * 1024;
/** The content is kept with the job's result. */
const MAX_DOWNLOAD_BYTES = 5 * 1024 * 1024;

/** `driver_args.upload`: a file that is written before anything is run. */
export class UploadArgs {
  @ApiProperty({ example: '/etc/motd', description: 'Path on the host; what is there is replaced at once.' })
  @IsString()
  @MinLength(1)
  @MaxLength(LONGEST_PATH)
  @Matches(NO_NUL, { message: '$property must not contain NUL' })
  path: string;

  @ApiPropertyOptional({ example: 'Welcome\n', description: 'Content as text; this or `content_base64`.' })
  @ValidateIf((args: UploadArgs) => (args.content_base64 ?? null) === null)
  @IsString()
  @MaxLength(MAX_CONTENT_CHARS)
  content?: string;

  @ApiPropertyOptional({ description: 'Content as base64, up to 9,000,000 characters; this or `content`.' })
  @IsOptional()
  @ValidateIf((args: UploadArgs) => (args.content_base64 ?? null) !== null)
  @MaxLength(MAX_CONTENT_CHARS)
  @Matches(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/, {
    message: '$property must be base64',
  })
  content_base64?: string;

  @ApiPropertyOptional({
    example: '0644',
    description: 'Octal permissions, as text; those of the file that is there, or 0644, when left out.',
  })
  @IsOptional()
  @Matches(/^0?[0-7]{3,4}$/, { message: '$property must be octal permissions in quotes, such as "0644"' })
  mode?: string;

  @ApiPropertyOptional({ description: 'SHA-256 of the content, 64 hexadecimal digits; checked at submit.' })
  @IsOptional()
  @IsHashOfContent()
  sha256?: string;
}

/** `driver_args.download`: a file that is read after everything was run. */
export class DownloadArgs {
  @ApiProperty({ example: '/var/log/syslog', description: 'Path on the host.' })
  @IsString()
  @MinLength(1)
  @MaxLength(LONGEST_PATH)
  @Matches(NO_NUL, { message: '$property must not contain NUL' })
  path: string;

  @ApiPropertyOptional({
    minimum: 1,
    maximum: MAX_DOWNLOAD_BYTES,
    default: DEFAULT_DOWNLOAD_BYTES,
    description: 'Bytes; a larger file is refused.',
  })
  @IsInt()
  @Min(1)
  @Max(MAX_DOWNLOAD_BYTES)
  max_bytes = DEFAULT_DOWNLOAD_BYTES;

  @ApiPropertyOptional({
    enum: ['base64', 'utf8'],
    default: 'base64',
    description: "How the content stands in the result's `stdout`.",
  })
  @IsIn(['base64', 'utf8'])
  encoding: 'base64' | 'utf8' = 'base64';

  @ApiPropertyOptional({ description: 'SHA-256 that the file must have, 64 hexadecimal digits.' })
  @IsOptional()
  @Matches(/^[0-9a-f]{64}$/, { message: '$property must be 64 hexadecimal digits in lower case' })
  sha256?: string;
}
