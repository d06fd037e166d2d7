import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** What a record may be about. */
const AUDIT_EVENTS = ['request', 'job.ended', 'audit.gap'] as const;
export type AuditEvent = (typeof AUDIT_EVENTS)[number];

/** Who did it. */
export class AuditActorDto {
  @ApiProperty({ example: 'key:5f0c2a9e41', description: '`root`, `key:<id>` or `oidc:<subject>`.' })
  id: string;

  @ApiProperty({ example: 'ci-pipeline' })
  name: string;
}

/** A line of the audit trail: the same in the file, on standard output and in GET /audit. What does not apply is left out. */
export class AuditRecordDto {
  @ApiProperty({ format: 'date-time' })
  time: string;

  @ApiProperty({
    enum: AUDIT_EVENTS,
    description:
      '`request`: something was asked for; `job.ended`: a job has ended; `audit.gap`: records before this one were lost.',
  })
  event: AuditEvent;

  @ApiProperty({ type: AuditActorDto, nullable: true, description: 'Null: nobody known.' })
  actor: AuditActorDto | null;

  @ApiPropertyOptional({ example: '192.0.2.7', description: 'Where the request came from.' })
  remote_address?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'As in X-Request-Id and in the log.' })
  request_id?: string;

  @ApiPropertyOptional({ example: 'POST /jobs', description: 'Method and route.' })
  action?: string;

  @ApiPropertyOptional({ example: 'run_command', description: 'The tool, over MCP.' })
  tool?: string;

  @ApiPropertyOptional({ example: '/jobs', description: 'The path that was asked for, without its query.' })
  path?: string;

  @ApiPropertyOptional({
    example: '/keys/5f0c2a9e41',
    description: 'What the request made, or sent again, unless it is a job.',
  })
  location?: string;

  @ApiPropertyOptional({ example: 202, description: 'HTTP status code of the answer.' })
  status?: number;

  @ApiPropertyOptional({ example: 'scope-missing', description: 'Name of the problem, when it was one.' })
  problem?: string;

  @ApiPropertyOptional({
    type: [String],
    example: ['10.1.0.1'],
    description: 'Devices; of many the first 100.',
  })
  hosts?: string[];

  @ApiPropertyOptional({
    example: 1,
    description: 'How many devices were refused because they are in none of the networks of the key.',
  })
  refused?: number;

  @ApiPropertyOptional({
    type: [String],
    example: ['192.0.2.55'],
    description: 'These devices, or the hosts on the way to them; of many the first 100.',
  })
  refused_hosts?: string[];

  @ApiPropertyOptional({ example: 1, description: 'How many jobs the request made or touched.' })
  jobs?: number;

  @ApiPropertyOptional({ format: 'uuid', description: 'The job, where it is one.' })
  job_id?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  batch_id?: string;

  @ApiPropertyOptional({ example: 'netmiko' })
  driver?: string;

  @ApiPropertyOptional({ enum: ['command', 'config', 'test'] })
  operation?: string;

  @ApiPropertyOptional({ example: 1, description: 'How many commands or lines.' })
  command_count?: number;

  @ApiPropertyOptional({ type: [String], description: 'Their text, with NETPULSE_AUDIT_COMMANDS=true.' })
  commands?: string[];

  @ApiPropertyOptional({ example: 'failed', description: 'How the job ended.' })
  job_status?: string;

  @ApiPropertyOptional({ example: 'CommandRejected', description: 'Why it failed.' })
  error_type?: string;

  @ApiPropertyOptional({ example: 'noc-1-4711-k3x9', description: 'Who ran it.' })
  worker?: string;

  @ApiPropertyOptional({
    example: 12,
    description:
      'Records that are missing before this one: refused requests without a key beyond ten a minute, or lost ones.',
  })
  missing?: number;
}
