import { CloudEvent, HTTP } from 'cloudevents';
import {
  BaseWebhookCaller,
  WebhookCaller,
  type CallContext,
  type Receipt,
} from '../../base-webhook-caller.js';
import { WebhookHttpClient } from '../../webhook-http.client.js';
import { eventPayload } from '../event-payload.js';
import { subjectOf, type BatchEvent, type WebhookEvent } from '../../job-event.js';
import { CloudEventsOptions } from './cloudevents-options.js';

/**
 * `name: "cloudevents"`: a CloudEvents 1.0 event over HTTP. Its `id` is the delivery's, so `source` and `id` are the same
 * over all attempts, as the specification asks for.
 */
@WebhookCaller('cloudevents', {
  description: 'Sends a CNCF CloudEvents 1.0 event over HTTP, with the whole story as its data.',
  options: CloudEventsOptions,
})
export class CloudEventsCaller extends BaseWebhookCaller<CloudEventsOptions> {
  constructor(private readonly http: WebhookHttpClient) {
    super();
  }

  call(context: CallContext<CloudEventsOptions, WebhookEvent>): Promise<Receipt> {
    const { event, deliveryId, webhook } = context;
    const { mode, source } = webhook.options;
    const cloudEvent = new CloudEvent({
      type: `io.netpulse.${event.type}`,
      source,
      id: deliveryId,
      subject: subjectOf(event),
      time: event.endedAt,
      datacontenttype: 'application/json',
      data: eventPayload(event),
    });
    const { headers, body } = HTTP[mode](cloudEvent);
    return this.http.send(context, { body: String(body), headers: flat(headers) });
  }

  override callBatch(context: CallContext<CloudEventsOptions, BatchEvent>): Promise<Receipt> {
    return this.call(context);
  }
}

function flat(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
