import { Module } from '@nestjs/common';
import { AuditController } from './audit.controller.js';
import { AuditSearch } from './audit-search.js';
import { AuditStream } from './audit-stream.js';
import { AuditTrail } from './audit-trail.js';

/** Keeps the audit trail and answers /audit. */
@Module({
  controllers: [AuditController],
  providers: [AuditStream, AuditTrail, AuditSearch],
  exports: [AuditTrail, AuditStream],
})
export class AuditModule {}
