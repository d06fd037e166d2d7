import type { FastifyReply } from 'fastify';
import type { AuditNote } from '../audit/audit-note.js';
import type { JobDto } from './job.dto.js';
import { toJobDto } from './job.mapper.js';
import type { JobRecord } from './job-record.js';

/** What a submission is answered with, whichever path it took: the job, and where it is found from now on. */
export function accepted(job: JobRecord, audit: AuditNote, reply: FastifyReply): JobDto {
  audit.jobs = [job];
  void reply.header('Location', `/jobs/${job.id}`);
  return toJobDto(job);
}
