import { Injectable } from '@nestjs/common';
import { TurnBatch } from '../../redis/turn-batch.js';
import { SubscriptionMatcher } from './subscription-matcher.js';
import { SubscriptionStore } from './subscription-store.js';
import type { Subscription } from './subscription.js';

/** The subscriptions as they are while a question is asked. */
export interface SubscriptionSet {
  readonly version: string | null;
  readonly byId: ReadonlyMap<string, Subscription>;
  readonly matcher: SubscriptionMatcher;
}

const NONE: SubscriptionSet = { version: null, byId: new Map(), matcher: new SubscriptionMatcher([]) };

/**
 * Has all subscriptions in memory, and never old ones: each question first asks Redis for their version, one short command
 * for everybody who asks in the same turn of the event loop. Announcements over pub/sub would be cheaper and can be
 * missed; whoever asks here after a change was answered sees it, in every process.
 */
@Injectable()
export class CurrentSubscriptions {
  private known = NONE;
  private readonly asking = new TurnBatch<null, SubscriptionSet>((askers) => this.answer(askers.length));

  constructor(private readonly store: SubscriptionStore) {}

  /** Waits for a Redis that is away. */
  get(): Promise<SubscriptionSet> {
    return this.asking.add(null);
  }

  private async answer(askers: number): Promise<SubscriptionSet[]> {
    const set = await this.refreshed();
    return Array.from({ length: askers }, () => set);
  }

  private async refreshed(): Promise<SubscriptionSet> {
    if ((await this.store.version()) === this.known.version) return this.known;
    const { version, subscriptions } = await this.store.readForWorker();
    const byId = new Map(subscriptions.map((subscription) => [subscription.id, subscription]));
    return (this.known = { version, byId, matcher: new SubscriptionMatcher(subscriptions) });
  }
}
