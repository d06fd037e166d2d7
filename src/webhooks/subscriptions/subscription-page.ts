import type { Subscription } from './subscription.js';

/** A page of subscriptions, newest first, and where the next one begins; null at the end. */
export interface SubscriptionPage {
  readonly subscriptions: readonly Subscription[];
  readonly nextCursor: string | null;
}

/** What a cursor looks like: the place of the last subscription of a page. */
export const CURSOR_PATTERN = /^\d{1,16}~[0-9a-f-]{36}$/;

/** Cuts a page out of all subscriptions. A cursor's subscription may be gone by now: its place is still there. */
export function pageOf(all: readonly Subscription[], limit: number, cursor?: string): SubscriptionPage {
  const inOrder = [...all].sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1));
  const [createdAt = '', id = ''] = cursor?.split('~') ?? [];
  const rest =
    cursor === undefined
      ? inOrder
      : inOrder.filter(
          (one) => one.createdAt < Number(createdAt) || (one.createdAt === Number(createdAt) && one.id > id),
        );
  const subscriptions = rest.slice(0, limit);
  const last = subscriptions.at(-1);
  const nextCursor = last && rest.length > limit ? `${last.createdAt}~${last.id}` : null;
  return { subscriptions, nextCursor };
}
