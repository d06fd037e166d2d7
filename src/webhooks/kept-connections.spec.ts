import { aWebhook } from '../../test/lab/webhook-receiver/a-webhook.js';
import * as answers from '../../test/lab/webhook-receiver/answers.js';
import { WebhookReceiver } from '../../test/lab/webhook-receiver/webhook-receiver.js';
import type { Receipt } from './base-webhook-caller.js';
import { EgressPolicy } from './egress/egress-policy.js';
import { GuardedAgents } from './http/guarded-agents.js';
import { webhookHttpService } from './http/webhook-axios.js';
import type { Webhook } from './webhook.js';
import { WebhookHttpClient } from './webhook-http.client.js';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

describe('a kept connection', () => {
  let receiver: WebhookReceiver;
  let agents: GuardedAgents;
  let client: WebhookHttpClient;

  beforeAll(async () => {
    receiver = await WebhookReceiver.start();
  });
  afterAll(() => receiver.stop());

  beforeEach(async () => {
    agents = new GuardedAgents(new EgressPolicy({ host: '127.0.0.1', webhookAllow: [], webhookDeny: [] }));
    client = new WebhookHttpClient(webhookHttpService(agents));
    await send(aWebhook(receiver.url('/first')));
    receiver.clear();
  });
  afterEach(() => agents.onApplicationShutdown());

  function send(webhook: Webhook): Promise<Receipt> {
    return client.send(
      { webhook, deliveryId: 'a-delivery', signal: AbortSignal.timeout(5_000) },
      { body: '{}' },
    );
  }

  it('is used again', async () => {
    const before = receiver.connectionCount;

    for (let i = 0; i < 5; i++) await send(aWebhook(receiver.url()));

    expect(receiver.connectionCount).toBe(before);
  });

  it('that the destination has closed is seen to be before anything is sent', async () => {
    receiver.hangUp();

    expect(await send(aWebhook(receiver.url()))).toMatchObject({ statusCode: 200 });
    expect(receiver.requests).toHaveLength(1);
  });

  it('that breaks once the request is there is a failure: the destination may have worked on it', async () => {
    receiver.answerOnce(answers.reset);

    await expect(send(aWebhook(receiver.url()))).rejects.toMatchObject({ code: 'reset' });
    expect(receiver.requests).toHaveLength(1);
  });

  it.each([
    ['by PUT, which may be done twice', { method: 'PUT' as const }],
    ['with a webhook-id, by which a receiver knows it again', { secrets: [SECRET] }],
  ])('that breaks under a request %s, is replaced', async (_what, changes) => {
    receiver.answerOnce(answers.reset);

    expect(await send(aWebhook(receiver.url(), changes))).toMatchObject({ statusCode: 200 });
    expect(receiver.requests).toHaveLength(2);
    const [first, second] = receiver.requests.map(({ headers }) => headers['webhook-id']);
    expect(first).toBe(second);
  });

  it('is replaced only once', async () => {
    receiver.answerOnce(answers.reset, answers.reset);

    await expect(send(aWebhook(receiver.url(), { method: 'PUT' }))).rejects.toMatchObject({ code: 'reset' });
    expect(receiver.requests).toHaveLength(2);
  });
});
