import { getQueueToken } from '@nestjs/bull';
import type { Queue } from 'bull';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import type { JobDto } from '../src/jobs/job.dto.js';
import { JOB_KEYS } from '../src/jobs/job-keys.js';
import { RedisConnections } from '../src/redis/redis-connections.js';
import { Sealer } from '../src/secrets/sealer.js';
import { DELIVERY_QUEUE } from '../src/webhooks/delivery/delivery.js';
import type { DeliveryDto } from '../src/webhooks/log/delivery.dto.js';
import type { NewSecretDto, SubscriptionDto } from '../src/webhooks/subscriptions/subscription-answer.dto.js';
import { WebhookDto } from '../src/webhooks/webhook.dto.js';
import { sealWebhook, toWebhook } from '../src/webhooks/webhook.mapper.js';
import { WebhookService } from '../src/webhooks/webhook.service.js';
import type { SealedWebhook } from '../src/webhooks/webhook.js';
import type { ApiClient } from './harness/api-client.js';
import { aJob } from './harness/job-requests.js';
import { RunningService } from './harness/running-service.js';
import { ServiceProcess } from './harness/service-process.js';
import { RedisServer } from './harness/redis-server.js';
import { SshDevice } from './lab/ssh-device/ssh-device.js';
import { aJobEvent } from './lab/webhook-receiver/a-job-event.js';
import { after, status } from './lab/webhook-receiver/answers.js';
import { textOf, type ReceivedRequest } from './lab/webhook-receiver/received-request.js';
import { WebhookReceiver } from './lab/webhook-receiver/webhook-receiver.js';

const PATH = '/webhooks/subscriptions';
const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const VERSION = 'Cisco IOS Software, Version 15.2(4)E10';
/** Long enough that no retry comes by itself while a test runs. */
const LATER = [3_600];

interface Refusal {
  readonly errors: { field: string; message: string }[];
}

describe('subscriptions over REST', () => {
  let service: RunningService;
  let device: SshDevice;
  let receiver: WebhookReceiver;
  let api: ApiClient;

  beforeAll(async () => {
    [service, device, receiver] = await Promise.all([
      RunningService.start(),
      SshDevice.start({ commands: { 'show version': VERSION } }),
      WebhookReceiver.start(),
    ]);
    api = service.api;
  });
  afterAll(() => Promise.all([service.stop(), device.stop(), receiver.stop()]));
  afterEach(async () => {
    const { body } = await api.get<SubscriptionDto[]>(`${PATH}?limit=100`);
    await Promise.all(body.map(({ id }) => api.delete(`${PATH}/${id}`)));
    receiver.clear();
  });

  async function subscribe(fields: object = {}): Promise<SubscriptionDto> {
    const {
      status: code,
      body,
      text,
    } = await api.post<SubscriptionDto>(PATH, {
      url: receiver.url('/subscribed'),
      ...fields,
    });
    if (code !== 201) throw new Error(`Not created: ${code} ${text}`);
    return body;
  }

  const read = async (id: string): Promise<SubscriptionDto> =>
    (await api.get<SubscriptionDto>(`${PATH}/${id}`)).body;
  const act = (id: string, action: string, body: object = {}) =>
    api.post<SubscriptionDto>(`${PATH}/${id}/${action}`, body);
  const deliveriesOf = async (jobId: string): Promise<DeliveryDto[]> =>
    (await api.get<DeliveryDto[]>(`/webhooks/deliveries?job_id=${jobId}`)).body;
  const deliveryOf = async (jobId: string, { id }: SubscriptionDto): Promise<DeliveryDto | undefined> =>
    (await deliveriesOf(jobId)).find((delivery) => delivery.subscription_id === id);

  async function untilDelivery(
    jobId: string,
    subscription: SubscriptionDto,
    wanted: DeliveryDto['status'],
  ): Promise<DeliveryDto> {
    await vi.waitFor(async () => expect((await deliveryOf(jobId, subscription))?.status).toBe(wanted), {
      timeout: 8_000,
      interval: 20,
    });
    const delivery = await deliveryOf(jobId, subscription);
    if (!delivery) throw new Error('The delivery is gone');
    return delivery;
  }

  describe('create, list, read, delete', () => {
    it('answers 201 with the subscription and where to find it', async () => {
      const {
        status: code,
        headers,
        body,
      } = await api.post<SubscriptionDto>(PATH, {
        url: receiver.url('/subscribed'),
        description: 'Monitoring',
      });

      expect(code).toBe(201);
      expect(headers.get('location')).toBe(`${PATH}/${body.id}`);
      expect(body).toEqual({
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        description: 'Monitoring',
        enabled: true,
        name: 'basic',
        url: receiver.url('/subscribed'),
        destination: `http://127.0.0.1:${receiver.port}`,
        method: 'POST',
        header_names: [],
        cookie_names: [],
        option_names: [],
        has_auth: false,
        has_secret: false,
        old_secret_until: null,
        timeout: 5,
        max_retries: null,
        retry_intervals: [10, 30, 120],
        events: ['job.completed', 'job.failed', 'job.canceled', 'job.expired', 'batch.completed'],
        filter: { driver: null, host: null, device_type: null, batch: null },
        created_at: expect.stringMatching(/Z$/),
        changed_at: body.created_at,
        last_delivery: null,
      });
      expect(await read(body.id)).toEqual(body);
    });

    it('lists page by page, newest first', async () => {
      const made: string[] = [];
      for (let index = 0; index < 5; index++) made.push((await subscribe()).id);

      const first = await api.get<SubscriptionDto[]>(`${PATH}?limit=3`);
      const next = /^<(.+)>; rel="next"$/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
      const second = await api.get<SubscriptionDto[]>(next);

      const listed = [...first.body, ...second.body];
      expect(first.body).toHaveLength(3);
      expect(second.headers.get('link')).toBeNull();
      expect(listed.map(({ id }) => id).sort()).toEqual([...made].sort());
      expect(listed.map((one) => one.created_at)).toEqual(
        [...listed.map((one) => one.created_at)].sort().reverse(),
      );
    });

    it.each(['limit=0', 'limit=101', 'cursor=x', 'surprise=1'])('refuses the query %s', async (query) => {
      expect((await api.get(`${PATH}?${query}`)).status).toBe(422);
    });

    it('deletes with 204, and knows it no more', async () => {
      const { id } = await subscribe();

      expect(await api.delete(`${PATH}/${id}`)).toMatchObject({ status: 204, text: '' });

      expect((await api.get(`${PATH}/${id}`)).status).toBe(404);
    });

    it.each([UNKNOWN_ID, '%00', '..%2Fversion'])('has no subscription %s', async (id) => {
      const answers = await Promise.all([
        api.get(`${PATH}/${id}`),
        api.patch(`${PATH}/${id}`, { timeout: 3 }),
        api.post(`${PATH}/${id}/pause`, {}),
        api.post(`${PATH}/${id}/resume`, {}),
        api.post(`${PATH}/${id}/rotate-secret`, {}),
        api.delete(`${PATH}/${id}`),
      ]);
      expect(answers.map((answer) => answer.status)).toEqual([404, 404, 404, 404, 404, 404]);
    });

    it('needs the API key', async () => {
      expect((await service.strangerApi.get(PATH)).status).toBe(401);
      expect((await service.strangerApi.post(PATH, { url: receiver.url() })).status).toBe(401);
    });

    it.each<[string, object, string, string]>([
      ['no URL', { url: undefined }, 'url', 'URL'],
      ['an unknown caller', { name: 'pigeon' }, 'name', 'basic'],
      ['a scheme that its caller does not reach', { url: 'amqp://127.0.0.1/' }, 'url', 'http://'],
      ['a cloud metadata address', { url: 'http://169.254.169.254/' }, 'url', 'reachable'],
      ['options that its caller does not take', { options: { a: 1 } }, 'options', 'left out'],
      ['a wrong timeout', { timeout: 0.1 }, 'timeout', '0.5 to 120'],
      ['a wrong secret', { secret: 'hunter2' }, 'secret', 'whsec_'],
      ['an unknown event', { events: ['job.lost'] }, 'events', 'job.failed'],
      ['an unknown driver', { filter: { driver: ['pigeon'] } }, 'filter.driver', 'netmiko'],
      ['an empty list', { filter: { host: [] } }, 'filter.host', '1 to 100'],
      ['a range that is none', { filter: { host: ['10.0.0.0/40'] } }, 'filter.host', '10.1.0.0/16'],
      [
        'a device type with a space',
        { filter: { device_type: ['cisco ios'] } },
        'filter.device_type',
        'letters',
      ],
      ['an unknown filter', { filter: { colour: ['red'] } }, 'filter.colour', 'not a known field'],
      ['a filter that is none', { filter: 'all' }, 'filter', 'object'],
      ['a description of two lines', { description: 'a\nb' }, 'description', 'one line'],
      ['enabled that is no yes or no', { enabled: 'yes' }, 'enabled', 'true or false'],
      ['an unknown field', { surprise: 1 }, 'surprise', 'not a known field'],
    ])('refuses %s with 422 and names the field', async (_case, fields, field, hint) => {
      const { status: code, body } = await api.post<Refusal>(PATH, { url: receiver.url(), ...fields });

      expect(code).toBe(422);
      expect(body.errors.find((error) => error.field === field)?.message).toContain(hint);
    });
  });

  describe('a job that ends', () => {
    it("is told to a subscription besides the job's own webhook, under another id", async () => {
      const subscription = await subscribe({ secret: SECRET });
      const job = await api.run(aJob(device, { webhook: { url: receiver.url('/own'), secret: SECRET } }));

      const own = await receiver.next(({ path }) => path === '/own');
      await untilDelivery(job.id, subscription, 'delivered');

      const told = receiver.requests.find(({ path }) => path === '/subscribed');
      expect(told && textOf(told)).toBe(textOf(own));
      expect(told?.headers['webhook-id']).toBe(`${job.id}_completed_${subscription.id}`);
      expect(own.headers['webhook-id']).toBe(`${job.id}_completed`);
      const ids = (await deliveriesOf(job.id)).map((delivery) => delivery.subscription_id);
      expect(ids.sort()).toEqual([null, subscription.id].sort());
    });

    it('is told when it has no webhook of its own', async () => {
      await subscribe();
      const job = await api.run(aJob(device));
      expect(JSON.parse(textOf(await receiver.next()))).toEqual({ id: job.id, result: VERSION });
    });

    it('is told to those alone whose filters match', async () => {
      const matching = await Promise.all([
        subscribe({ filter: null }),
        subscribe({ filter: { driver: ['netmiko'] } }),
        subscribe({ filter: { host: ['core-*', '127.0.0.0/8'] } }),
        subscribe({ filter: { host: ['127.*'], device_type: ['cisco_*'] } }),
        subscribe({ events: ['job.completed'] }),
      ]);
      await Promise.all([
        subscribe({ filter: { host: ['10.0.0.0/8'] } }),
        subscribe({ filter: { driver: ['netmiko'], device_type: ['arista_eos'] } }),
        subscribe({ events: ['job.failed', 'job.canceled'] }),
        subscribe({ enabled: false }),
      ]);

      const job = await api.run(aJob(device));

      const told = (await deliveriesOf(job.id)).map((delivery) => delivery.subscription_id);
      expect(told.sort()).toEqual(matching.map(({ id }) => id).sort());
    });

    it('is told when it failed', async () => {
      await subscribe({ events: ['job.failed'] });
      const job = await api.run(aJob(device, { command: 'show nonsense' }));
      expect(JSON.parse(textOf(await receiver.next()))).toMatchObject({ id: job.id });
    });

    it('is told once, however often its end is found', async () => {
      const subscription = await subscribe();
      const webhooks = service.get(WebhookService);
      const event = aJobEvent();

      await Promise.all([1, 2, 3].map(() => webhooks.jobFinished(event, null)));
      await untilDelivery(event.jobId, subscription, 'delivered');
      await webhooks.jobFinished(event, null);

      expect(await deliveriesOf(event.jobId)).toHaveLength(1);
      expect(receiver.requests).toHaveLength(1);
    });
  });

  describe('secrets', () => {
    const SECRETS = ['hunter2-user', 'hunter2-pass', 'hunter2-query', 'hunter2-head', 'hunter2-cook', SECRET];

    it('are sent, and are found in no answer, no log line and nothing in Redis', async () => {
      const created = await api.post<SubscriptionDto>(PATH, {
        url: receiver.url('/subscribed?token=hunter2-query').replace('//', '//hunter2-user:hunter2-pass@'),
        headers: { 'X-Token': 'hunter2-head' },
        cookies: { session: 'hunter2-cook' },
        secret: SECRET,
      });
      await api.run(aJob(device));

      const request = await receiver.next();
      expect(request.path).toBe('/subscribed?token=hunter2-query');
      expect(request.headers).toMatchObject({
        'x-token': 'hunter2-head',
        cookie: 'session=hunter2-cook',
        authorization: `Basic ${Buffer.from('hunter2-user:hunter2-pass').toString('base64')}`,
      });
      expect(created.body).toMatchObject({
        url: receiver.url('/subscribed?token=***'),
        header_names: ['X-Token'],
        cookie_names: ['session'],
        has_auth: true,
        has_secret: true,
      });
      const answers = await Promise.all([
        api.get(`${PATH}/${created.body.id}`),
        api.get(PATH),
        api.patch(`${PATH}/${created.body.id}`, { timeout: 3 }),
        act(created.body.id, 'pause'),
        api.get('/webhooks/deliveries'),
      ]);
      const shown = [
        created.text,
        ...answers.map(({ text }) => text),
        service.log,
        await everythingInRedis(),
      ];
      for (const secret of SECRETS) expect(shown.join('\n')).not.toContain(secret);
    });

    async function everythingInRedis(): Promise<string> {
      const { commands } = service.get(RedisConnections);
      const dumps = (await commands.keys('*')).map(async (key) => {
        const isHash = (await commands.type(key)) === 'hash';
        return isHash ? JSON.stringify(await commands.hgetall(key)) : await commands.dump(key);
      });
      return (await Promise.all(dumps)).join('\n');
    }
  });

  describe('change', () => {
    it('changes what is given and leaves the rest, secrets too', async () => {
      const { id } = await subscribe({
        headers: { 'X-Token': 'hunter2-head' },
        secret: SECRET,
        max_retries: 2,
        filter: { device_type: ['cisco_ios'] },
      });

      const { status: code, body } = await api.patch<SubscriptionDto>(`${PATH}/${id}`, {
        url: receiver.url('/moved'),
        timeout: 3,
        filter: { host: ['127.0.0.1'] },
      });

      expect(code).toBe(200);
      expect(body).toMatchObject({
        url: receiver.url('/moved'),
        timeout: 3,
        max_retries: 2,
        has_secret: true,
        filter: { driver: null, host: ['127.0.0.1'], device_type: null, batch: null },
      });
      await api.run(aJob(device));
      const request = await receiver.next();
      expect(request).toMatchObject({ path: '/moved', headers: { 'x-token': 'hunter2-head' } });
      expect(verifies(request, SECRET)).toBe(true);
    });

    it('takes secrets away with null', async () => {
      const { id } = await subscribe({ headers: { a: 'b' }, auth: ['u', 'p'], secret: SECRET });
      const { body } = await api.patch<SubscriptionDto>(`${PATH}/${id}`, {
        headers: null,
        auth: null,
        secret: null,
      });
      expect(body).toMatchObject({ header_names: [], has_auth: false, has_secret: false });
    });

    it('takes user and password out of a new URL', async () => {
      const { id } = await subscribe({ auth: ['old', 'old'] });
      await api.patch(`${PATH}/${id}`, { url: receiver.url().replace('//', '//new:pw@') });
      await api.run(aJob(device));
      const { headers } = await receiver.next();
      expect(headers.authorization).toBe(`Basic ${Buffer.from('new:pw').toString('base64')}`);
    });

    it('carries no secret to another server unless it is given again', async () => {
      const elsewhere = await WebhookReceiver.start();
      const { id } = await subscribe({ headers: { 'X-Token': 'hunter2' }, auth: ['u', 'p'], secret: SECRET });

      const refused = await api.patch<Refusal>(`${PATH}/${id}`, { url: elsewhere.url() });
      const allowed = await api.patch(`${PATH}/${id}`, {
        url: elsewhere.url(),
        headers: { 'X-Token': 'another' },
        auth: null,
      });
      await api.run(aJob(device));
      const { headers } = await elsewhere.next();

      expect(refused.status).toBe(422);
      expect(refused.body.errors.map(({ field }) => field)).toEqual(['headers', 'auth']);
      expect(allowed.status).toBe(200);
      expect(headers).toMatchObject({ 'x-token': 'another' });
      expect(headers.authorization).toBeUndefined();
      await elsewhere.stop();
    });

    it.each<[unknown, string]>([
      [{ timeout: 0 }, 'timeout'],
      [{ name: 'pigeon' }, 'name'],
      [{ url: 'x' }, 'url'],
      [{ filter: { host: 'a' } }, 'filter.host'],
      [{ id: UNKNOWN_ID }, 'id'],
      [{ header_names: [] }, 'header_names'],
      [['timeout'], 'body'],
    ])('refuses the change %j and leaves all as it was', async (changes, field) => {
      const { id } = await subscribe();
      const { status: code, body } = await api.patch<Refusal>(`${PATH}/${id}`, changes);
      expect(code).toBe(422);
      expect(body.errors.map((error) => error.field)).toContain(field);
      const after = await read(id);
      expect(after.changed_at).toBe(after.created_at);
    });

    it('loses none of several changes at once', async () => {
      const { id } = await subscribe();
      const changes = [
        { timeout: 7 },
        { description: 'Changed' },
        { max_retries: 3 },
        { events: ['job.failed'] },
        { retry_intervals: [1] },
      ];
      const answers = await Promise.all(changes.map((change) => api.patch(`${PATH}/${id}`, change)));
      expect(answers.map((answer) => answer.status)).toEqual(changes.map(() => 200));
      expect(await read(id)).toMatchObject(Object.assign({}, ...changes) as object);
    });

    it('goes for what is queued as well: a retry goes to the new URL', async () => {
      receiver.answer = status(500);
      const subscription = await subscribe({ max_retries: 1, retry_intervals: [1] });
      const { id } = await api.run(aJob(device));
      await receiver.next();
      receiver.answer = status(200);
      await api.patch(`${PATH}/${subscription.id}`, { url: receiver.url('/moved') });

      const retried = await receiver.next(({ path }) => path === '/moved');

      expect(retried.headers['webhook-id'] ?? `${id}_completed_${subscription.id}`).toContain(
        subscription.id,
      );
      await untilDelivery(id, subscription, 'delivered');
    });
  });

  describe('pause and delete', () => {
    it('tells a paused subscription of nothing, and of what comes after it was resumed', async () => {
      const subscription = await subscribe();
      expect((await act(subscription.id, 'pause')).body).toMatchObject({ enabled: false });
      const missed = await api.run(aJob(device));
      expect((await act(subscription.id, 'resume')).body).toMatchObject({ enabled: true });
      const told = await api.run(aJob(device));

      await untilDelivery(told.id, subscription, 'delivered');

      expect(await deliveriesOf(missed.id)).toEqual([]);
      expect(receiver.requests).toHaveLength(1);
    });

    it.each<[string, (id: string) => Promise<unknown>, string]>([
      ['paused', (id) => act(id, 'pause'), 'is paused'],
      ['deleted', (id) => api.delete(`${PATH}/${id}`), 'was deleted'],
    ])('sends nothing any more that was queued when it was %s', async (_case, end, reason) => {
      receiver.answer = status(500);
      const subscription = await subscribe({ max_retries: 1, retry_intervals: [1] });
      const { id } = await api.run(aJob(device));
      await untilDelivery(id, subscription, 'retrying');

      await end(subscription.id);

      const { attempts } = await untilDelivery(id, subscription, 'failed');
      expect(attempts.map(({ error }) => error?.code)).toEqual(['http_status', 'unsubscribed']);
      expect(attempts[1]?.error?.message).toContain(reason);
      expect(receiver.requests).toHaveLength(1);
    });

    it('sends by a resend what a pause had ended', async () => {
      receiver.answer = status(500);
      const subscription = await subscribe({ max_retries: 1, retry_intervals: [1] });
      const { id } = await api.run(aJob(device));
      await untilDelivery(id, subscription, 'retrying');
      await act(subscription.id, 'pause');
      const ended = await untilDelivery(id, subscription, 'failed');

      await act(subscription.id, 'resume');
      receiver.answer = status(200);
      expect((await api.post(`/webhooks/deliveries/${ended.id}/resend`, {})).status).toBe(202);

      await untilDelivery(id, subscription, 'delivered');
    });
  });

  describe('what ended or waited', () => {
    it('goes out by its retry when the subscription was resumed in time', async () => {
      receiver.answerOnce(status(500));
      const subscription = await subscribe({ max_retries: 1, retry_intervals: [1] });
      const { id } = await api.run(aJob(device));
      await untilDelivery(id, subscription, 'retrying');
      await act(subscription.id, 'pause');
      await act(subscription.id, 'resume');
      await untilDelivery(id, subscription, 'delivered');
    });

    it('is not sent again by a resend when the subscription is gone', async () => {
      const subscription = await subscribe();
      const { id } = await api.run(aJob(device));
      const delivered = await untilDelivery(id, subscription, 'delivered');
      await api.delete(`${PATH}/${subscription.id}`);

      await api.post(`/webhooks/deliveries/${delivered.id}/resend`, {});

      const { attempts } = await untilDelivery(id, subscription, 'failed');
      expect(attempts.map(({ error }) => error?.code)).toEqual([undefined, 'unsubscribed']);
      expect(receiver.requests).toHaveLength(1);
    });

    it('is told by the reconciler when a worker died before it could', async () => {
      const { id } = await api.run(aJob(device));
      await subscribe();

      await service.get(RedisConnections).commands.zrem(JOB_KEYS.settled, id);

      expect(textOf(await receiver.next(() => true, { withinMs: 15_000 }))).toContain(id);
    });
  });

  describe('rotate-secret', () => {
    const rotate = async (id: string, body?: object): Promise<NewSecretDto> => {
      const {
        status: code,
        body: answer,
        text,
      } = await api.post<NewSecretDto>(`${PATH}/${id}/rotate-secret`, body ?? {});
      if (code !== 200) throw new Error(`${code} ${text}`);
      return answer;
    };

    it('answers with a new secret once, and signs with the old one as well for a day', async () => {
      const { id } = await subscribe({ secret: SECRET });
      const before = Date.now();

      const { secret, public_key, old_secret_until } = await rotate(id);
      await api.run(aJob(device));
      const request = await receiver.next();

      expect(public_key).toBeNull();
      const until = Date.parse(old_secret_until ?? '');
      expect(until).toBeGreaterThanOrEqual(before + 86_400_000);
      expect(until).toBeLessThan(before + 86_400_000 + 10_000);
      expect(verifies(request, secret) && verifies(request, SECRET)).toBe(true);
      expect((await api.get(`${PATH}/${id}`)).text).not.toContain(secret);
      expect(service.log).not.toContain(secret);
      expect(await read(id)).toMatchObject({ has_secret: true, old_secret_until });
    });

    it('drops the old secret when the overlap is over, also for what was queued before', async () => {
      receiver.answerOnce(status(500));
      const subscription = await subscribe({ secret: SECRET, max_retries: 1, retry_intervals: [2] });
      const job = await api.run(aJob(device));
      await receiver.next();

      const { secret } = await rotate(subscription.id, { overlap: 1 });
      await untilDelivery(job.id, subscription, 'delivered');

      const [first, retried] = receiver.requests;
      expect(first && verifies(first, SECRET)).toBe(true);
      expect(retried && verifies(retried, secret)).toBe(true);
      expect(retried && verifies(retried, SECRET)).toBe(false);
      expect(await read(subscription.id)).toMatchObject({ old_secret_until: null });
    });

    it('drops a leaked secret at once with an overlap of 0', async () => {
      const { id } = await subscribe({ secret: SECRET });
      const { secret, old_secret_until } = await rotate(id, { overlap: 0 });
      await api.run(aJob(device));
      const request = await receiver.next();
      expect(old_secret_until).toBeNull();
      expect(verifies(request, secret)).toBe(true);
      expect(verifies(request, SECRET)).toBe(false);
    });

    it('begins to sign where there was no secret', async () => {
      const { id } = await subscribe();
      const { secret, old_secret_until } = await rotate(id);
      await api.run(aJob(device));
      expect(verifies(await receiver.next(), secret)).toBe(true);
      expect(old_secret_until).toBeNull();
    });

    it('takes a secret of your own, and makes key pairs', async () => {
      const { id } = await subscribe();
      expect(await rotate(id, { secret: SECRET })).toMatchObject({ secret: SECRET, public_key: null });
      const pair = await rotate(id, { scheme: 'v1a' });
      expect(pair).toMatchObject({
        secret: expect.stringMatching(/^whsk_/),
        public_key: expect.stringMatching(/^whpk_/),
      });
      await api.run(aJob(device));
      const signatures = String((await receiver.next()).headers['webhook-signature']).split(' ');
      expect(signatures.map((signature) => signature.split(',')[0])).toEqual(['v1a', 'v1']);
    });

    it('keeps an old secret through other changes, and forgets it when the secret is set', async () => {
      const { id } = await subscribe({ secret: SECRET });
      await rotate(id);
      expect((await api.patch(`${PATH}/${id}`, { timeout: 3 })).body).toMatchObject({
        old_secret_until: expect.any(String),
      });
      expect((await api.patch(`${PATH}/${id}`, { secret: SECRET })).body).toMatchObject({
        old_secret_until: null,
      });
    });

    it('answers 409 when five secrets are signing', async () => {
      const { id } = await subscribe({ secret: SECRET });
      for (let index = 0; index < 4; index++) await rotate(id);
      expect((await act(id, 'rotate-secret')).status).toBe(409);
      expect(await rotate(id, { overlap: 0 })).toMatchObject({ old_secret_until: null });
    });

    it.each([
      { overlap: -1 },
      { overlap: 1.5 },
      { overlap: 604_801 },
      { scheme: 'v2' },
      { secret: 'x' },
      { a: 1 },
    ])('refuses %j', async (body) => {
      const { id } = await subscribe();
      expect((await act(id, 'rotate-secret', body)).status).toBe(422);
    });
  });

  describe('last delivery', () => {
    it('tells of the last attempt and success, and counts failures in a row', async () => {
      const { id } = await subscribe({ max_retries: 1, retry_intervals: LATER });
      const lastOf = async () => (await read(id)).last_delivery;
      await api.run(aJob(device));
      await vi.waitFor(async () => expect(await lastOf()).not.toBeNull());
      const success = await lastOf();

      receiver.answer = status(503);
      await api.run(aJob(device));
      await api.run(aJob(device));
      await vi.waitFor(async () => expect((await lastOf())?.consecutive_failures).toBe(2));
      const failure = await lastOf();
      receiver.answer = status(204);
      await api.run(aJob(device));
      await vi.waitFor(async () => expect((await lastOf())?.consecutive_failures).toBe(0));

      expect(success).toMatchObject({ status_code: 200, error: null, consecutive_failures: 0 });
      expect(success?.last_success_at).toBe(success?.last_attempt_at);
      expect(failure).toMatchObject({
        status_code: 503,
        error: { code: 'http_status' },
        last_success_at: success?.last_success_at,
      });
      expect(await lastOf()).toMatchObject({ status_code: 204, error: null });
      expect((await api.get<SubscriptionDto[]>(PATH)).body[0]?.last_delivery).toEqual(await lastOf());
    });
  });
});

describe('deliveries of a subscription that stand in the line of a destination', () => {
  let service: RunningService;
  let receiver: WebhookReceiver;
  let elsewhere: WebhookReceiver;
  let api: ApiClient;

  beforeEach(async () => {
    const environment = { NETPULSE_WEBHOOK_DESTINATION_CONCURRENCY: '1' };
    [service, receiver, elsewhere] = await Promise.all([
      RunningService.start({ environment }),
      WebhookReceiver.start(),
      WebhookReceiver.start(),
    ]);
    api = service.api;
  });
  afterEach(() => Promise.all([service.stop(), receiver.stop(), elsewhere.stop()]));

  const subscribe = async (path: string): Promise<string> =>
    (await api.post<SubscriptionDto>(PATH, { url: receiver.url(path) })).body.id;
  const end = (): Promise<void> => service.get(WebhookService).jobFinished(aJobEvent(), null);
  const pathsAt = ({ requests }: WebhookReceiver): string[] => requests.map(({ path }) => path);
  const queue = (): Queue => service.get<Queue>(getQueueToken(DELIVERY_QUEUE));
  const untilWaiting = (count: number): Promise<void> =>
    vi.waitFor(
      async () => {
        const { body } = await api.get<{ waiting: number }[]>('/webhooks/destinations');
        expect(body[0]?.waiting).toBe(count);
      },
      { timeout: 5_000, interval: 20 },
    );
  const codes = async (): Promise<(string | null)[]> =>
    (await api.get<DeliveryDto[]>('/webhooks/deliveries?limit=100')).body.map(
      ({ attempts }) => attempts.at(-1)?.error?.code ?? null,
    );

  it('go to its new server at once, when the old one has answered 410', async () => {
    const id = await subscribe('/');
    receiver.answer = status(410);
    await end();
    await receiver.next();
    await vi.waitFor(async () => expect(await codes()).toEqual(['http_status']));
    await end();
    await untilWaiting(1);

    await api.patch(`${PATH}/${id}`, { url: elsewhere.url('/moved') });

    expect((await elsewhere.next()).path).toBe('/moved');
    const { body } = await api.get<DeliveryDto[]>(`/webhooks/deliveries?limit=1`);
    expect(body[0]?.destination).toBe(`http://127.0.0.1:${elsewhere.port}`);
    expect(receiver.requests).toHaveLength(1);
  });

  it.each<[string, (id: string) => Promise<unknown>]>([
    ['paused', (id) => api.post(`${PATH}/${id}/pause`, {})],
    ['deleted', (id) => api.delete(`${PATH}/${id}`)],
  ])('end at once when it is %s, and hold up nobody', async (_case, stop) => {
    let release = (): void => undefined;
    receiver.answer = after(new Promise<void>((resolve) => (release = resolve)));
    await service.get(WebhookService).jobFinished(aJobEvent(), await anOwnWebhook());
    await receiver.next();
    const stopped = await subscribe('/stopped');
    for (let index = 0; index < 20; index++) await end();
    await untilWaiting(20);

    await stop(stopped);
    await vi.waitFor(async () =>
      expect((await codes()).filter((code) => code === 'unsubscribed')).toHaveLength(20),
    );
    await subscribe('/other');
    await end();
    release();

    await receiver.next(({ path }) => path === '/other');
    expect(pathsAt(receiver)).toEqual(['/own', '/other']);
  });

  it('give up a turn that they were called for just before', async () => {
    let release = (): void => undefined;
    receiver.answer = after(new Promise<void>((resolve) => (release = resolve)));
    await service.get(WebhookService).jobFinished(aJobEvent(), await anOwnWebhook());
    await receiver.next();
    const first = await subscribe('/deleted');
    await end();
    await untilWaiting(1);
    await queue().pause();
    await subscribe('/other');
    release();
    await untilWaiting(0);
    await api.delete(`${PATH}/${first}`);
    await end();
    await queue().resume();

    expect((await receiver.next(() => true, { withinMs: 5_000 })).path).toBe('/other');
  });

  async function anOwnWebhook(): Promise<SealedWebhook> {
    const dto = Object.assign(new WebhookDto(), { url: receiver.url('/own'), timeout: 60 });
    return sealWebhook(toWebhook(dto), service.get(Sealer));
  }
});

describe('the limit of subscriptions', () => {
  it('is kept, also by requests at the same moment', async () => {
    const service = await RunningService.start({ environment: { NETPULSE_WEBHOOK_SUBSCRIPTIONS: '3' } });
    const requests = Array.from({ length: 10 }, () =>
      service.api.post<{ detail: string }>(PATH, { url: 'http://127.0.0.1:9/' }),
    );

    const answers = await Promise.all(requests);

    const codes = answers.map((answer) => answer.status).sort();
    expect(codes).toEqual([...Array<number>(3).fill(201), ...Array<number>(7).fill(409)]);
    expect(answers.find((answer) => answer.status === 409)?.body.detail).toContain(
      'NETPULSE_WEBHOOK_SUBSCRIPTIONS',
    );
    await service.stop();
  });
});

describe('subscriptions, after a change of the encryption key', () => {
  it('are listed, paused and deleted; changing what is sealed is refused with a reason', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'netpulse-rekeyed-'));
    const before = await RunningService.start({ dataDir });
    const { body } = await before.api.post<SubscriptionDto>(PATH, {
      url: 'http://127.0.0.1:9/',
      secret: SECRET,
    });
    await before.stop();
    const after = await RunningService.start({
      dataDir,
      environment: { NETPULSE_ENCRYPTION_KEY: Buffer.alloc(32, 9).toString('base64') },
    });

    expect((await after.api.get<SubscriptionDto[]>(PATH)).body).toEqual([body]);
    expect((await after.api.post(`${PATH}/${body.id}/pause`, {})).status).toBe(200);
    expect(await after.api.patch(`${PATH}/${body.id}`, { timeout: 3 })).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('NETPULSE_ENCRYPTION_KEY') },
    });
    expect((await after.api.delete(`${PATH}/${body.id}`)).status).toBe(204);
    await after.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
});

describe('two processes over one Redis', () => {
  const folders = ['a', 'b'].map((name) => mkdtempSync(join(tmpdir(), `netpulse-${name}-`)));
  const processes: ServiceProcess[] = [];
  let redis: RedisServer;
  let receiver: WebhookReceiver;
  let device: SshDevice;

  beforeAll(async () => {
    [redis, receiver, device] = await Promise.all([
      RedisServer.start(),
      WebhookReceiver.start(),
      SshDevice.start({ commands: { 'show version': VERSION } }),
    ]);
  });
  afterAll(async () => {
    await Promise.all(processes.map((process) => process.stop()));
    await Promise.all([redis.stop(), receiver.stop(), device.stop()]);
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  async function start(folder = ''): Promise<ServiceProcess> {
    const process = ServiceProcess.spawn(folder, {
      NETPULSE_REDIS_URL: redis.url,
      NETPULSE_ENCRYPTION_KEY: Buffer.alloc(32, 5).toString('base64'),
    });
    processes.push(process);
    await process.says(/ready at http/);
    return process;
  }

  /** One after the other: either process takes some of them. */
  async function runSome(api: ApiClient): Promise<JobDto[]> {
    const jobs: JobDto[] = [];
    for (let index = 0; index < 6; index++) jobs.push(await api.run(aJob(device)));
    return jobs;
  }

  it("see each other's changes with the next job that ends, and keep them over a restart", async () => {
    const [a, b] = await Promise.all([start(folders[0]), start(folders[1])]);

    for (const [here, there] of [
      [a.api, b.api],
      [b.api, a.api],
    ] as const) {
      const { body } = await here.post<SubscriptionDto>(PATH, { url: receiver.url() });
      const told = await runSome(there);
      await vi.waitFor(() => expect(jobsAt(receiver)).toEqual(told.map(({ id }) => id).sort()));
      expect((await there.get<SubscriptionDto>(`${PATH}/${body.id}`)).body.id).toBe(body.id);

      receiver.clear();
      await there.post(`${PATH}/${body.id}/pause`, {});
      for (const { id } of await runSome(here)) {
        expect((await here.get(`/webhooks/deliveries?job_id=${id}`)).body).toEqual([]);
      }
      await there.post(`${PATH}/${body.id}/resume`, {});
      await here.run(aJob(device));
      await receiver.next();
      expect((await here.delete(`${PATH}/${body.id}`)).status).toBe(204);
      receiver.clear();
    }

    await a.api.post(PATH, { url: receiver.url('/after-restart') });
    await Promise.all([a.stop(), b.stop()]);
    const again = await start(folders[0]);
    await again.api.run(aJob(device));
    expect((await receiver.next()).path).toBe('/after-restart');
  }, 90_000);

  function jobsAt(receiver: WebhookReceiver): string[] {
    return receiver.requests.map((request) => (JSON.parse(textOf(request)) as { id: string }).id).sort();
  }
});

/** Judged by the public library, as a receiver would. */
function verifies({ headers, body }: ReceivedRequest, secret: string): boolean {
  try {
    new StandardWebhook(secret).verify(body, headers as Record<string, string>);
    return true;
  } catch {
    return false;
  }
}
