import type { CallContext } from '../../base-webhook-caller.js';
import type { WebhookEvent } from '../../job-event.js';
import { signatureHeaders } from '../../signature/signature.js';
import { eventPayload } from '../event-payload.js';

/** What a broker is given, whichever it is. */
export interface BrokerMessage {
  /** JSON of the whole event. */
  readonly body: Buffer;
  /**
   * The webhook's own headers and those of Standard Webhooks: `webhook-id`, by which consumers dedupe, `webhook-timestamp`,
   * and `webhook-signature` when there is a secret. While traces are made also `traceparent`, by which OpenTelemetry's consumers
   * join the trace (semantic conventions for messaging; W3C Trace Context).
   */
  readonly headers: Readonly<Record<string, string>>;
}

/** The event as a message, signed when the webhook has a secret. */
export function brokerMessage({
  event,
  webhook,
  deliveryId: id,
  traceparent,
}: Pick<
  CallContext<object, WebhookEvent>,
  'event' | 'webhook' | 'deliveryId' | 'traceparent'
>): BrokerMessage {
  const body = Buffer.from(JSON.stringify(eventPayload(event)));
  const timestampSeconds = Math.floor(Date.now() / 1_000);
  const signature = signatureHeaders({ id, timestampSeconds, body }, webhook.secrets);
  const tracing: Record<string, string> = traceparent === undefined ? {} : { traceparent };
  return { body, headers: { ...webhook.headers, ...tracing, ...signature } };
}
