import { BaseWebhookCaller, WebhookCaller, type CallContext, type Receipt } from '../base-webhook-caller.js';
import { signatureHeaders } from '../signature/signature.js';
import { WebhookHttpClient } from '../webhook-http.client.js';
import type { BatchEvent, WebhookEvent } from '../job-event.js';
import { eventPayload } from './event-payload.js';

/**
 * `name: "standard"`: a Standard Webhooks 1.0.0 envelope, with `webhook-id` and `webhook-timestamp` even when no secret
 * signs it.
 */
@WebhookCaller('standard', {
  description: 'Sends a Standard Webhooks envelope: type, timestamp and the event as data.',
})
export class StandardCaller extends BaseWebhookCaller {
  constructor(private readonly http: WebhookHttpClient) {
    super();
  }

  call(context: CallContext<object, WebhookEvent>): Promise<Receipt> {
    const { event, deliveryId: id } = context;
    const envelope = { type: event.type, timestamp: event.endedAt, data: eventPayload(event) };
    const body = Buffer.from(JSON.stringify(envelope));
    const timestampSeconds = Math.floor(Date.now() / 1_000);
    return this.http.send(context, { body, headers: signatureHeaders({ id, timestampSeconds, body }, []) });
  }

  override callBatch(context: CallContext<object, BatchEvent>): Promise<Receipt> {
    return this.call(context);
  }
}
