import type { KeyDto } from '../../auth/keys/key.dto.js';
import { minute, table } from '../table.js';
import { harmless } from '../terminal-text.js';

const HEADINGS = ['ID', 'NAME', 'SCOPES', 'DEVICES', 'RATE', 'EXPIRES', 'LAST USED'];
/** The keys as a table for a terminal. */
export function keyTable(keys: readonly KeyDto[]): string {
  return table(HEADINGS, keys.map(rowOf));
}

function rowOf({
  id,
  name,
  scopes,
  networks,
  rate_limit: rate,
  status,
  expires_at: expiresAt,
  last_used_at: usedAt,
}: KeyDto): string[] {
  const end = status === 'expired' ? 'expired' : minute(expiresAt);
  return [
    id,
    harmless(name),
    scopes.join(','),
    networks?.join(',') ?? 'all',
    rateOf(rate),
    end ?? 'never',
    minute(usedAt) ?? '-',
  ];
}

/** A service of an earlier version does not tell. */
function rateOf(rate: number | null | undefined): string {
  if (rate === null || rate === undefined) return '-';
  return rate === 0 ? 'no limit' : `${rate}/min`;
}
