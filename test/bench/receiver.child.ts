import { WebhookReceiver } from '../lab/webhook-receiver/webhook-receiver.js';
import { serve } from './child.js';

let receiver: WebhookReceiver | undefined;

serve({
  async start() {
    receiver = await WebhookReceiver.start();
    return receiver.url('/bench');
  },

  /** Resolves when this many webhooks have come since the last call. */
  async arrived({ count }: { count: number }) {
    if (!receiver) throw new Error('not started');
    while (receiver.requests.length < count) await new Promise((resolve) => setTimeout(resolve, 2));
    receiver.clear();
  },

  async stop() {
    await receiver?.stop();
  },
});
