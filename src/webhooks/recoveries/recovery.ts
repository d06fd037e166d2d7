import { KEY_PREFIX } from '../../redis/key-prefix.js';
import type { DeliveryFilter } from '../log/delivery-scan.js';

export const RECOVERY_STATUSES = ['running', 'finished', 'canceled'] as const;
export type RecoveryStatus = (typeof RECOVERY_STATUSES)[number];

/** What can be sent again: whatever has ended. */
export const RECOVERABLE_STATUSES = ['failed', 'delivered'] as const;

export interface RecoveryFilter extends DeliveryFilter {
  readonly status: (typeof RECOVERABLE_STATUSES)[number];
}

/** Many deliveries that are sent again, oldest first. Times are milliseconds since the epoch. */
export interface Recovery {
  readonly id: string;
  readonly status: RecoveryStatus;
  /** Its `until` is no later than the recovery's begin. */
  readonly filter: RecoveryFilter;
  /** Deliveries a second. */
  readonly rate: number;
  /** How many matched when it began. */
  readonly matched: number;
  /** How many it has queued so far. */
  readonly resent: number;
  readonly createdAt: number;
  readonly endedAt: number | null;
}

const BASE = `${KEY_PREFIX}:recoveries`;

export const RECOVERY_KEYS = {
  /** Sorted set of ids by their begin. */
  all: BASE,
  /** Set of the ids of those that run. */
  running: `${BASE}:running`,
  recovery: (id: string) => `${BASE}:${id}`,
  /** Who works on it; gone when that process is. */
  lease: (id: string) => `${BASE}:${id}:lease`,
  /** Channel that tells of new ones. */
  begun: `${BASE}:begun`,
};
