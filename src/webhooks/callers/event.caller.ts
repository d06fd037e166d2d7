import { BaseWebhookCaller, WebhookCaller, type CallContext, type Receipt } from '../base-webhook-caller.js';
import { WebhookHttpClient } from '../webhook-http.client.js';
import type { BatchEvent, WebhookEvent } from '../job-event.js';
import { eventPayload } from './event-payload.js';

/** `name: "event"`: sends the whole story, in NetPulse 0.4's structured form. */
@WebhookCaller('event', {
  description: 'Sends the whole event: status, times, device, commands, outputs, error.',
})
export class EventCaller extends BaseWebhookCaller {
  constructor(private readonly http: WebhookHttpClient) {
    super();
  }

  call(context: CallContext<object, WebhookEvent>): Promise<Receipt> {
    return this.http.send(context, { body: eventPayload(context.event) });
  }

  override callBatch(context: CallContext<object, BatchEvent>): Promise<Receipt> {
    return this.call(context);
  }
}
