import type { RecoveryDto } from './recovery.dto.js';
import type { Recovery } from './recovery.js';

export function toRecoveryDto(recovery: Recovery): RecoveryDto {
  const { id, status, filter, rate, matched, resent, createdAt, endedAt } = recovery;
  const { since, until, ...rest } = filter;
  return {
    id,
    status,
    filter: { ...rest, since: isoTime(since), until: isoTime(until) },
    rate,
    matched,
    resent,
    skipped: status === 'finished' ? Math.max(0, matched - resent) : null,
    created_at: new Date(createdAt).toISOString(),
    ended_at: isoTime(endedAt),
  };
}

function isoTime(ms: number | null | undefined): string | null {
  return ms === undefined || ms === null ? null : new Date(ms).toISOString();
}
