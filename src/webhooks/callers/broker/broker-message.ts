import type { CallContext } from '../../base-webhook-caller.js';
import { signatureHeaders } from '../../signature/signature.js';
import { eventPayload } from '../event-payload.js';

/** What a broker is given, whichever it is. */
export interface BrokerMessage {
  /** JSON of the whole event. */
  readonly body: Buffer;
  /** The webhook's own headers and, when it has a secret, the signature's (Standard Webhooks). */
  readonly headers: Readonly<Record<string, string>>;
}

/** The event as a message, signed when the webhook has a secret. */
export function brokerMessage({
  event,
  webhook,
  deliveryId: id,
}: Pick<CallContext, 'event' | 'webhook' | 'deliveryId'>): BrokerMessage {
  const body = Buffer.from(JSON.stringify(eventPayload(event)));
  if (webhook.secrets.length === 0) return { body, headers: webhook.headers };
  const timestampSeconds = Math.floor(Date.now() / 1_000);
  const signature = signatureHeaders({ id, timestampSeconds, body }, webhook.secrets);
  return { body, headers: { ...webhook.headers, ...signature } };
}
