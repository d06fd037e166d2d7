import { useRedis } from '../../../test/harness/spec-redis.js';
import { WebhooksApp } from '../../../test/harness/webhooks-app.js';
import { aFailedJobEvent, aJobEvent } from '../../../test/lab/webhook-receiver/a-job-event.js';
import * as answers from '../../../test/lab/webhook-receiver/answers.js';
import { textOf } from '../../../test/lab/webhook-receiver/received-request.js';
import { WebhookReceiver } from '../../../test/lab/webhook-receiver/webhook-receiver.js';
import { deliveryId } from '../delivery/delivery.js';
import type { JobEvent } from '../job-event.js';
import type { AttemptDto } from './attempt.dto.js';
import type { DeliveryDto } from './delivery.dto.js';

describe('the delivery log', () => {
  const redis = useRedis();
  let receiver: WebhookReceiver;
  let app: WebhooksApp;

  beforeAll(async () => {
    receiver = await WebhookReceiver.start();
    app = await WebhooksApp.start(redis.socketPath);
  });
  afterAll(async () => {
    await app.stop();
    await receiver.stop();
  });
  beforeEach(async () => {
    receiver.clear();
    await app.forgetEverything();
  });

  const read = (event: JobEvent) => app.read<DeliveryDto>('GET', `/webhooks/deliveries/${deliveryId(event)}`);
  const resend = (event: JobEvent) => app.request('POST', `/webhooks/deliveries/${deliveryId(event)}/resend`);

  async function delivered(event = aJobEvent(), path = '/'): Promise<JobEvent> {
    await app.finish(event, { url: receiver.url(path) });
    await app.ended(event);
    return event;
  }

  it('shows a delivery with its attempt', async () => {
    receiver.answer = answers.status(202, 'taken');
    const event = await delivered();

    expect(await read(event)).toEqual({
      id: deliveryId(event),
      job_id: event.jobId,
      subscription_id: null,
      event: 'job.completed',
      caller: 'basic',
      destination: `http://127.0.0.1:${receiver.port}`,
      status: 'delivered',
      created_at: expect.stringMatching(/Z$/) as string,
      ended_at: expect.stringMatching(/Z$/) as string,
      next_attempt_at: null,
      attempts: [
        {
          at: expect.stringMatching(/Z$/) as string,
          duration_ms: expect.any(Number) as number,
          status_code: 202,
          answer: 'taken',
          error: null,
          address: '127.0.0.1',
          connection_reused: false,
          timing: {
            dns_ms: null,
            connect_ms: expect.any(Number) as number,
            tls_ms: null,
            first_byte_ms: expect.any(Number) as number,
          },
          request_headers: {
            'Content-Type': 'application/json',
            'User-Agent': expect.stringMatching(/^NetPulse/) as string,
            Accept: '*/*',
            'Accept-Encoding': 'identity',
          },
        },
      ],
    });
  });

  it('says when a failed delivery is tried again', async () => {
    receiver.answer = answers.status(500);
    const event = aJobEvent();
    await app.finish(event, { url: receiver.url(), max_retries: 1, retry_intervals: [60] });
    await expect.poll(async () => (await read(event)).status).toBe('retrying');

    const { next_attempt_at: next, attempts } = await read(event);
    expect(Date.parse(next ?? '') - Date.now()).toBeGreaterThan(50_000);
    expect(Date.parse(next ?? '') - Date.now()).toBeLessThan(73_000);
    expect(attempts).toMatchObject([{ status_code: 500, error: { code: 'http_status' } }]);
  });

  it('lists newest first, page by page, without a gap', async () => {
    const events: JobEvent[] = [];
    for (let i = 0; i < 5; i++) events.push(await delivered());

    const seen: string[] = [];
    let url: string | undefined = '/webhooks/deliveries?limit=2';
    while (url) {
      const { body, headers } = await app.request('GET', url);
      seen.push(...(body as DeliveryDto[]).map(({ job_id }) => job_id));
      url = /<(.*)>; rel="next"/.exec(String(headers['link'] ?? ''))?.[1];
    }
    expect(seen).toEqual(events.map(({ jobId }) => jobId).reverse());
  });

  it('filters by job, status, caller and time', async () => {
    const good = await delivered();
    const since = new Date().toISOString();
    receiver.answer = answers.status(500);
    const bad = aFailedJobEvent();
    await app.finish(bad, { url: receiver.url(), name: 'event' });
    await app.ended(bad);

    const jobs = async (query: string) =>
      (await app.read<DeliveryDto[]>('GET', `/webhooks/deliveries?${query}`)).map(({ job_id }) => job_id);
    expect(await jobs('')).toEqual([bad.jobId, good.jobId]);
    expect(await jobs(`job_id=${good.jobId}`)).toEqual([good.jobId]);
    expect(await jobs('status=failed')).toEqual([bad.jobId]);
    expect(await jobs('status=delivered')).toEqual([good.jobId]);
    expect(await jobs('status=pending')).toEqual([]);
    expect(await jobs('caller=basic')).toEqual([good.jobId]);
    expect(await jobs(`since=${since}`)).toEqual([bad.jobId]);
    expect(await jobs(`job_id=${bad.jobId}&status=delivered`)).toEqual([]);
  });

  it.each(['status=lost', 'limit=0', 'limit=101', 'since=yesterday', 'cursor=x', 'surprise=1'])(
    'refuses the query %s',
    async (query) => {
      expect(await app.request('GET', `/webhooks/deliveries?${query}`)).toMatchObject({ status: 422 });
    },
  );

  it.each(['nothing_completed', 'wait', 'completed', 'id', '%00', '..%2Fwait'])(
    'has no delivery %s',
    async (id) => {
      expect(await app.request('GET', `/webhooks/deliveries/${id}`)).toMatchObject({ status: 404 });
      expect(await app.request('POST', `/webhooks/deliveries/${id}/resend`)).toMatchObject({ status: 404 });
    },
  );

  it.each([
    ['delivered', 200],
    ['failed', 500],
  ])('sends a delivery again that was %s: same body, same id, all attempts kept', async (status, code) => {
    receiver.answerOnce(answers.status(code));
    const event = aJobEvent();
    await app.finish(event, { url: receiver.url(), name: 'standard' });
    await app.ended(event);
    expect((await read(event)).status).toBe(status);

    expect(await resend(event)).toMatchObject({ status: 202 });

    await expect.poll(() => receiver.requests.length).toBe(2);
    await expect.poll(async () => (await read(event)).status).toBe('delivered');
    const [before, after] = receiver.requests;
    expect(after && textOf(after)).toBe(before && textOf(before));
    expect(after?.headers['webhook-id']).toBe(before?.headers['webhook-id']);
    expect((await read(event)).attempts.map(({ status_code }) => status_code)).toEqual([code, 200]);
  });

  it('keeps the success before a resend that fails', async () => {
    const event = await delivered();
    receiver.answer = answers.status(500);
    await resend(event);
    await expect.poll(async () => (await read(event)).status).toBe('failed');
    expect((await read(event)).attempts.map(({ status_code }) => status_code)).toEqual([200, 500]);
  });

  it('has one pending send of a delivery at most', async () => {
    const event = await delivered();
    let release = (): void => undefined;
    receiver.answer = answers.after(new Promise<void>((resolve) => (release = resolve)));

    const resends = await Promise.all([resend(event), resend(event), resend(event)]);
    await expect.poll(() => receiver.requests.length).toBe(2);
    const late = await resend(event);
    release();

    expect(resends.map(({ status }) => status).sort()).toEqual([202, 409, 409]);
    expect(late.status).toBe(409);
    await expect.poll(async () => (await read(event)).status).toBe('delivered');
    expect(receiver.requests).toHaveLength(2);
    expect((await read(event)).attempts).toHaveLength(2);
  });

  it('lists the callers', async () => {
    const callers = await app.read<{ name: string }[]>('GET', '/webhooks/callers');
    expect(callers.map(({ name }) => name)).toEqual(expect.arrayContaining(['basic', 'event', 'standard']));
    expect(callers).toContainEqual(
      expect.objectContaining({ name: 'basic', schemes: ['http', 'https'], options: null }),
    );
  });

  it.each([
    ['job.completed', 'This is a test of the webhook'],
    ['job.failed', 'This is a test of the webhook'],
  ])('sends a test of %s and answers with what happened', async (event, result) => {
    receiver.answer = answers.status(201, 'hello');
    const attempt = await app.read<AttemptDto>('POST', '/webhooks/test', {
      webhook: { url: receiver.url() },
      event,
    });
    expect(attempt).toMatchObject({ status_code: 201, answer: 'hello', error: null });
    expect(JSON.parse(textOf(await receiver.next()))).toMatchObject({ result });
    expect(await app.read('GET', '/webhooks/deliveries')).toEqual([]);
  });

  it('answers a test that fails with the reason', async () => {
    receiver.answer = answers.never;
    const attempt = await app.read<AttemptDto>('POST', '/webhooks/test', {
      webhook: { url: receiver.url(), timeout: 0.5 },
    });
    expect(attempt).toMatchObject({ status_code: null, error: { code: 'timeout' } });
  });

  it.each([
    ['webhook.url', { webhook: { url: 'http://169.254.169.254/' } }],
    ['webhook.url', { webhook: { url: 'x' } }],
    ['webhook.name', { webhook: { url: 'http://example.com/', name: 'pigeon' } }],
    ['webhook.timeout', { webhook: { url: 'http://example.com/', timeout: 0 } }],
    ['webhook', {}],
    ['event', { webhook: { url: 'http://example.com/' }, event: 'x' }],
  ])('refuses a test with a wrong %s', async (field, body) => {
    const answer = await app.request('POST', '/webhooks/test', body);
    expect(answer.status).toBe(422);
    expect((answer.body as { errors: { field: string }[] }).errors.map((error) => error.field)).toContain(
      field,
    );
  });
});
