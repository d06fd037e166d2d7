import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config/settings.js';
import { KEY_PREFIX } from '../redis/key-prefix.js';
import { RedisConnections } from '../redis/redis-connections.js';
import type { AuditRecordDto } from './audit-record.dto.js';

const KEY = `${KEY_PREFIX}:audit`;

/** Lua: appends a record to a stream that keeps so many. */
export const APPEND_RECORD = `
  local function appendRecord(stream, keep, record)
    redis.call('XADD', stream, 'MAXLEN', '~', keep, '*', 'record', record)
  end`;

/**
 * KEYS stream. ARGV how many to keep, records. One command however many there are: in a client a command costs several times
 * what it does in Redis.
 */
const APPEND = `${APPEND_RECORD}
  for i = 2, #ARGV do appendRecord(KEYS[1], ARGV[1], ARGV[i]) end`;

/** A record with its place in the stream. */
export interface StoredRecord {
  /** Redis' id of it: `<ms since the epoch>-<number>`. */
  readonly place: string;
  readonly record: AuditRecordDto;
}

/** The audit trail in Redis: the last NETPULSE_AUDIT_KEEP records, give or take a hundred. */
@Injectable()
export class AuditStream {
  constructor(
    private readonly redis: RedisConnections,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'auditKeep'>,
  ) {}

  get isOn(): boolean {
    return this.settings.auditKeep > 0;
  }

  /** For scripts that append along with what else they do: {@link APPEND_RECORD}. */
  get place(): { readonly key: string; readonly keep: number } {
    return { key: KEY, keep: this.settings.auditKeep };
  }

  async append(lines: readonly string[]): Promise<void> {
    await this.redis.commands.eval(APPEND, 1, KEY, this.settings.auditKeep, ...lines);
  }

  /** Records from `before` (exclusive; null: the newest) back to `since` (ms since the epoch), newest first. */
  async back(before: string | null, since: number, count: number): Promise<StoredRecord[]> {
    const from = before === null ? '+' : `(${before}`;
    const entries = await this.redis.commands.xrevrange(KEY, from, since, 'COUNT', count);
    return entries.map(([place, [, text = '{}']]) => ({ place, record: JSON.parse(text) as AuditRecordDto }));
  }
}
