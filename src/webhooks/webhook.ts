import type { Sealed } from '../secrets/sealer.js';
import type { WebhookEventType } from './job-event.js';

export const WEBHOOK_METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'] as const;
export type WebhookMethod = (typeof WEBHOOK_METHODS)[number];

/** A validated webhook: where a job's event goes, and how. Holds credentials: sealed wherever it rests. */
export interface Webhook<Options extends object = object> {
  /** The caller's name. */
  readonly name: string;
  readonly url: string;
  readonly method: WebhookMethod;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: Readonly<Record<string, string>>;
  readonly auth: readonly [user: string, password: string] | null;
  /** The whole exchange, from DNS to the last byte of the answer. */
  readonly timeoutSeconds: number;
  readonly retries: Retries;
  /** What signs its requests (Standard Webhooks); several while they are being changed. */
  readonly secrets: readonly string[];
  /** Secrets that have been replaced and sign as well for a while. */
  readonly retiringSecrets?: readonly RetiringSecret[];
  /** The events that are told. */
  readonly events: readonly WebhookEventType[];
  /** What the caller needs besides. */
  readonly options: Options;
}

/** A signing secret and the moment at which it stops signing, ms since the epoch. */
export interface RetiringSecret {
  readonly secret: string;
  readonly until: number;
}

/** How often and when a failed delivery is tried again. */
export interface Retries {
  /** Null: as NETPULSE_WEBHOOK_MAX_RETRIES says. */
  readonly max: number | null;
  /** Waits before the first, second ... retry; the last one repeats. */
  readonly intervalsSeconds: readonly number[];
}

/** A webhook as it travels through queues: what filters and logs need in clear, the rest sealed. */
export interface SealedWebhook {
  readonly caller: string;
  /** Scheme, host and port (several for brokers); never path, query or userinfo, which may be secrets. */
  readonly destination: string;
  readonly events: readonly WebhookEventType[];
  readonly retries: Retries;
  readonly sealed: Sealed<Webhook>;
}
