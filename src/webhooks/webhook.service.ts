import type { JobEvent } from './job-event.js';
import type { SealedWebhook } from './webhook.js';

// Contract sketch; the webhooks helper replaces this file with the real injectable.
export declare class WebhookService {
  /** Adds the delivery to the `webhooks` queue (adding twice is adding once) and returns. */
  jobFinished(event: JobEvent, webhook: SealedWebhook): Promise<void>;
}
