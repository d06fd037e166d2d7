import type { Webhook } from '../../../src/webhooks/webhook.js';

/** A basic webhook to `url` with the document's defaults, changed by `fields`. */
export function aWebhook(url: string, fields: Partial<Webhook> = {}): Webhook {
  return {
    name: 'basic',
    url,
    method: 'POST',
    headers: {},
    cookies: {},
    auth: null,
    timeoutSeconds: 5,
    retries: { max: null, intervalsSeconds: [10, 30, 120] },
    secrets: [],
    events: ['job.completed', 'job.failed', 'job.canceled', 'job.expired'],
    options: {},
    ...fields,
  };
}
