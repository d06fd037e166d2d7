import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, Length, Matches } from 'class-validator';

/** The `options` of a webhook named `slack`. */
export class SlackOptions {
  @ApiProperty({ example: '#noc', description: 'Channel, with its # or @.' })
  @Matches(/^[#@][\w.-]{1,80}$/, { message: 'must be a channel such as #noc, or a person such as @alice' })
  channel: string;

  @ApiPropertyOptional({ default: 'NetPulse', description: 'Name of the sender, 1 to 80 characters.' })
  @IsOptional()
  @Length(1, 80, { message: 'must be a text of 1 to 80 characters' })
  username: string = 'NetPulse';
}
