import { Injectable, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LogLine, type LogSubject } from '../observability/log-line.js';
import { knownNoteOf, type AuditNote } from './audit-note.js';

/** Joins requests in the log with the jobs that they were about: what comes of a job later has its id alone. */
@Injectable()
export class RequestLog {
  private readonly logger = new Logger('Http');

  answered(request: FastifyRequest, { statusCode }: FastifyReply): void {
    const note = knownNoteOf(request);
    const subject = note && subjectOf(note);
    if (!subject) return;
    const about = subject.batch_id === undefined ? `job ${subject.job_id}` : `batch ${subject.batch_id}`;
    const text = `${request.method} ${request.routeOptions.url}: ${statusCode}, ${about}`;
    this.logger.debug(new LogLine(text, { request_id: request.id, ...subject }));
  }
}

/** Jobs that were submitted together are found by their batch. */
function subjectOf({ jobs: [job], batchId = job?.data.batchId }: AuditNote): LogSubject | undefined {
  if (batchId !== undefined) return { batch_id: batchId };
  return job && { job_id: job.id };
}
