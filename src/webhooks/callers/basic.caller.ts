import { BaseWebhookCaller, WebhookCaller, type CallContext, type Receipt } from '../base-webhook-caller.js';
import type { BatchEvent } from '../job-event.js';
import { WebhookHttpClient } from '../webhook-http.client.js';
import { batchText, resultText } from './result-text.js';

/** `name: "basic"`, the default: sends exactly `{"id": "...", "result": "..."}`; the result is always a string. */
@WebhookCaller('basic', {
  description: "Sends the job's id and its result, or its error message, as a string.",
})
export class BasicCaller extends BaseWebhookCaller {
  constructor(private readonly http: WebhookHttpClient) {
    super();
  }

  call(context: CallContext): Promise<Receipt> {
    const { event } = context;
    return this.http.send(context, { body: { id: event.jobId, result: resultText(event) } });
  }

  override callBatch(context: CallContext<object, BatchEvent>): Promise<Receipt> {
    const { event } = context;
    return this.http.send(context, { body: { id: event.batchId, result: batchText(event) } });
  }
}
