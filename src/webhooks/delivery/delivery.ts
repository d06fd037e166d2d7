import type { DeliveryErrorCode } from '../delivery-error.js';
import type { ExchangeRecord } from '../http/exchange-trace.js';
import { subjectOf, type WebhookEvent } from '../job-event.js';
import type { SealedWebhook } from '../webhook.js';

/** The queue of deliveries: fresh ones and, delayed, those that will be tried again. */
export const DELIVERY_QUEUE = 'webhooks';

/** Injection name of the same queue as its processor uses it: on connections that wait for Redis to come back. */
export const DELIVERY_WORKER_QUEUE = 'webhooks-worker';

/** One event on its way to one destination; the data of a Bull job. */
export interface Delivery {
  readonly event: WebhookEvent;
  readonly webhook: SealedWebhook;
  /** The subscription that asked for it; undefined when the job did so itself. */
  readonly subscriptionId?: string;
  /** What carries on the trace of the job that has ended (W3C Trace Context); left out when there is none. */
  readonly traceparent?: string;
}

/** What happened when a delivery was tried: on record for the user, so without anything secret. */
export interface Attempt {
  /** When it began, ISO 8601, UTC. */
  readonly at: string;
  readonly durationMs: number;
  /** HTTP status code of the answer, if there was one. */
  readonly statusCode: number | null;
  /** Start of the answer's body. */
  readonly answer: string;
  /** Null when it succeeded. */
  readonly error: { readonly code: DeliveryErrorCode; readonly message: string } | null;
  /** How the HTTP exchange went; null for a caller that made none through WebhookHttpClient. */
  readonly exchange: ExchangeRecord | null;
}

/**
 * The id of a delivery, of its Bull job and, for receivers, `webhook-id`: the same for the same event of the same job and
 * the same subscription, so that adding it twice is adding it once. Bull forbids ":" in ids; Standard Webhooks puts "."
 * behind them.
 */
export function deliveryId(event: WebhookEvent, subscriptionId?: string): string {
  return deliveryIdOf(subjectOf(event), event.type, subscriptionId);
}

/** The same by the id of the job or batch that the event is about. */
export function deliveryIdOf(subject: string, type: WebhookEvent['type'], subscriptionId?: string): string {
  const own = `${subject}_${type.replace('job.', '')}`.replaceAll(/[:.]/g, '-');
  return subscriptionId === undefined ? own : `${own}_${subscriptionId}`;
}

/** Whether {@link deliveryId} could have made this: whatever else a client sends must not become a key in Redis. */
export function isDeliveryId(text: string): boolean {
  return /^[\w-]{1,100}_(completed|failed|canceled|expired|batch-completed)(_[0-9a-f-]{36})?$/.test(text);
}
