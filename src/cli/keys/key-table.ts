import type { KeyDto } from '../../auth/keys/key.dto.js';
import { harmless } from '../terminal-text.js';

const HEADINGS = ['ID', 'NAME', 'SCOPES', 'DEVICES', 'EXPIRES', 'LAST USED'];
/** From an ISO 8601 moment: its day and minute. */
const MINUTE_LENGTH = 16;

/** The keys as a table for a terminal. */
export function keyTable(keys: readonly KeyDto[]): string {
  const rows = [HEADINGS, ...keys.map(rowOf)];
  const widths = HEADINGS.map((_heading, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
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

function minute(time: string | null): string | null {
  return time && `${time.slice(0, MINUTE_LENGTH).replace('T', ' ')} UTC`;
}
