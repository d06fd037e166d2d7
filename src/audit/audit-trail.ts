import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SETTINGS, type Settings } from '../config/settings.js';
import { auditLogWriter } from './audit-log.js';
import type { NotedEnd } from './audit-note.js';
import type { AuditRecordDto } from './audit-record.dto.js';
import { isAudited, jobEndRecord, requestRecord, type AuditDetail } from './audit-records.js';
import { AuditStream } from './audit-stream.js';
import { RecordBuffer } from './record-buffer.js';
import { StrangerRecords } from './stranger-records.js';

type TrailSettings = Pick<Settings, 'auditLog' | 'auditCommands'>;

/** Writes down who did what to which device, from where, and how it ended: to the log that the operator named, and to Redis. */
@Injectable()
export class AuditTrail implements OnApplicationShutdown {
  private readonly log: RecordBuffer | null;
  private readonly stored: RecordBuffer | null;
  private readonly detail: AuditDetail;
  private readonly strangers = new StrangerRecords();

  /** @throws AuditLogError when the log cannot be written */
  constructor(
    private readonly stream: AuditStream,
    @Inject(SETTINGS) { auditLog, auditCommands }: TrailSettings,
  ) {
    this.detail = { withCommands: auditCommands };
    this.log = auditLog === null ? null : new RecordBuffer(auditLog, auditLogWriter(auditLog), gapLine);
    this.stored = stream.isOn
      ? new RecordBuffer('Redis', (lines) => this.stream.append(lines), gapLine)
      : null;
  }

  /** Records a request that has been answered, if it belongs into the trail. */
  answered(request: FastifyRequest, reply: FastifyReply): void {
    if (!this.isKept || !isAudited(request, reply.statusCode)) return;
    const record = requestRecord(request, reply, this.detail);
    const admitted = record.actor === null ? this.strangers.admit(record, Date.now()) : record;
    if (!admitted) return;
    const line = JSON.stringify(admitted);
    this.log?.add(line);
    this.stored?.add(line);
  }

  /**
   * Records a job's end in the log, where whoever settles it again after a crash writes it again. Gives the line that belongs
   * into Redis, to be written together with the note that the job is settled, and so once.
   */
  jobEnded(job: NotedEnd): string | null {
    if (!this.isKept) return null;
    const line = JSON.stringify(jobEndRecord(job, this.detail));
    this.log?.add(line);
    return this.stream.isOn ? line : null;
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.log?.close(), this.stored?.close()]);
  }

  private get isKept(): boolean {
    return this.log !== null || this.stored !== null;
  }
}

function gapLine(missing: number): string {
  const record: AuditRecordDto = {
    time: new Date().toISOString(),
    event: 'audit.gap',
    actor: null,
    missing,
  };
  return JSON.stringify(record);
}
