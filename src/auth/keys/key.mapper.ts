import type { KeyDto } from './key.dto.js';
import { isExpired, prefixOf, type KeyRecord } from './key-record.js';

/** @param lastUsedAt milliseconds since the epoch */
export function toKeyDto(key: KeyRecord, lastUsedAt: number | undefined): KeyDto {
  return {
    id: key.id,
    name: key.name,
    prefix: prefixOf(key.id),
    scopes: [...key.scopes],
    networks: key.networks && [...key.networks],
    rate_limit: key.rateLimit ?? null,
    status: isExpired(key, Date.now()) ? 'expired' : 'active',
    created_at: isoTime(key.createdAt),
    created_by: key.createdBy.id,
    expires_at: key.expiresAt === null ? null : isoTime(key.expiresAt),
    last_used_at: lastUsedAt === undefined ? null : isoTime(lastUsedAt),
  };
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
