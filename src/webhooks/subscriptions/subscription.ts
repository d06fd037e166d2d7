import type { SealedWebhook, WebhookMethod } from '../webhook.js';

/**
 * A destination that is told of every job whose end it asks for, whoever submitted the job. All of it may be read but
 * `webhook.sealed`. Times are milliseconds since the epoch.
 */
export interface Subscription {
  readonly id: string;
  /** Counts its changes, so that of two at once none is lost. */
  readonly revision: number;
  readonly description: string | null;
  /** False while it is paused: then it is told of nothing. */
  readonly isEnabled: boolean;
  readonly filter: SubscriptionFilter;
  readonly webhook: SealedWebhook;
  readonly shown: ShownWebhook;
  readonly createdAt: number;
  readonly changedAt: number;
}

/** Which jobs are told of: those that match every list, by any of its entries. Null: whatever the job has. */
export interface SubscriptionFilter {
  /** Names of drivers. */
  readonly drivers: readonly string[] | null;
  /** Names, patterns of names, addresses, and ranges of addresses; see {@link hostMatcher}. */
  readonly hosts: readonly string[] | null;
  /** Names of device types, or patterns of them. */
  readonly deviceTypes: readonly string[] | null;
  /** Ids of batches; missing in what was stored before there were any. */
  readonly batches?: readonly string[] | null;
}

/** What may be shown of a sealed webhook beyond what is readable anyhow. Kept in clear, so that listing needs no key. */
export interface ShownWebhook {
  /** Without credentials; see {@link maskUrl}. */
  readonly url: string;
  readonly method: WebhookMethod;
  readonly timeoutSeconds: number;
  readonly headerNames: readonly string[];
  readonly cookieNames: readonly string[];
  readonly optionNames: readonly string[];
  readonly hasAuth: boolean;
  readonly hasSecret: boolean;
  /** When the last replaced secret stops signing; null when none has been replaced. */
  readonly oldSecretUntil: number | null;
}
