import type { KeyDto } from '../../auth/keys/key.dto.js';
import { minute, table } from '../table.js';
import { harmless } from '../terminal-text.js';

const HEADINGS = ['ID', 'NAME', 'SCOPES', 'DEVICES', 'EXPIRES', 'LAST USED'];
/** The keys as a table for a terminal. */
export function keyTable(keys: readonly KeyDto[]): string {
  return table(HEADINGS, keys.map(rowOf));
}

function rowOf({
  id,
  name,
  scopes,
  networks,
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
    end ?? 'never',
    minute(usedAt) ?? '-',
  ];
}
