import type { Answer } from '../lab/webhook-receiver/answers.js';
import * as answers from '../lab/webhook-receiver/answers.js';
import { WebhookReceiver } from '../lab/webhook-receiver/webhook-receiver.js';
import { serve } from './child.js';
import { preciseNow } from './precise-now.js';

const receivers: WebhookReceiver[] = [];
/** By the job's id, ms since the epoch. */
const arrived = new Map<string, number>();

const note: Answer = (exchange) => {
  const { id } = JSON.parse(exchange.request.body.toString()) as { id: string };
  arrived.set(id, preciseNow());
  return answers.ok(exchange);
};

serve({
  /** @returns the URLs of `healthy` receivers that answer, and of one that breaks connections and one that never answers */
  async start({ healthy }: { healthy: number }) {
    for (let index = 0; index < healthy + 2; index++) receivers.push(await WebhookReceiver.start());
    for (const receiver of receivers) receiver.answer = note;
    const [dead, hanging] = receivers.slice(healthy);
    if (dead) dead.answer = answers.reset;
    if (hanging) hanging.answer = answers.never;
    const urls = receivers.map((receiver) => receiver.url());
    return { healthy: urls.slice(0, healthy), bad: urls.slice(healthy) };
  },

  /** When each job's webhook came to one of the healthy, by the job's id; all of `count` since the last call. */
  async arrivals({ count }: { count: number }) {
    while (arrived.size < count) await new Promise((resolve) => setTimeout(resolve, 5));
    const times = Object.fromEntries(arrived);
    arrived.clear();
    for (const receiver of receivers) receiver.requests.length = 0;
    return times;
  },

  async stop() {
    await Promise.all(receivers.map((receiver) => receiver.stop()));
  },
});
