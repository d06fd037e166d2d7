import type { Attempt, Delivery } from '../delivery/delivery.js';

/** Where a delivery stands: `retrying` has failed at least once and will be tried again. */
export const DELIVERY_STATUSES = ['pending', 'retrying', 'delivered', 'failed'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** A delivery as the log shows it. Times are milliseconds since the epoch. */
export interface DeliveryRecord extends Delivery {
  readonly id: string;
  readonly status: DeliveryStatus;
  readonly createdAt: number;
  readonly endedAt: number | null;
  /** When the next attempt is due; null when there is none, it is due now, or it waits for its destination. */
  readonly nextAttemptAt: number | null;
  /** Oldest first. */
  readonly attempts: readonly Attempt[];
}
