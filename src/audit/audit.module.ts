import { Module } from '@nestjs/common';
import { AuditController } from './audit.controller.js';
import { AuditSearch } from './audit-search.js';
import { AuditStream } from './audit-stream.js';
import { AuditTrail } from './audit-trail.js';
import { RequestLog } from './request-log.js';

/** Keeps the audit trail and answers /audit. */
@Module({
  controllers: [AuditController],
  providers: [AuditStream, AuditTrail, AuditSearch, RequestLog],
  exports: [AuditTrail, AuditStream, RequestLog],
})
export class AuditModule {}
