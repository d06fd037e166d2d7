import { ApiProperty } from '@nestjs/swagger';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';

/** Where the worker finds the login of the device. */
export class CredentialDto {
  @ApiProperty({ example: 'env', description: 'The provider: env, file, vault_kv, or one of a plugin.' })
  @IsString()
  @IsNotEmpty()
  name: string;

  @ApiProperty({
    example: 'LAB',
    description: 'Which of its credentials, up to 512 characters; no secret: it is kept and shown in errors.',
  })
  @IsString()
  @IsNotEmpty()
  @MaxLength(512)
  ref: string;
}
