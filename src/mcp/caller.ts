import type { AuditNote } from '../audit/audit-note.js';
import type { Actor } from '../auth/actor.js';

/** Who calls a tool, and what the audit trail is to know of it. */
export interface Caller {
  readonly actor: Actor;
  readonly note: AuditNote;
}
