import { useRedis } from '../../../test/harness/spec-redis.js';
import { WebhooksApp } from '../../../test/harness/webhooks-app.js';
import { aFailedJobEvent, aJobEvent } from '../../../test/lab/webhook-receiver/a-job-event.js';
import * as answers from '../../../test/lab/webhook-receiver/answers.js';
import { textOf, type ReceivedRequest } from '../../../test/lab/webhook-receiver/received-request.js';
import { WebhookReceiver } from '../../../test/lab/webhook-receiver/webhook-receiver.js';
import { DeliveryRetention } from '../log/delivery-retention.js';
import { deliveryId } from './delivery.js';

function first({ requests: [request] }: WebhookReceiver): ReceivedRequest {
  if (!request) throw new Error('Nothing was received');
  return request;
}

describe('webhook deliveries', () => {
  const redis = useRedis();
  let receiver: WebhookReceiver;
  let app: WebhooksApp;

  beforeAll(async () => {
    app = await WebhooksApp.start(redis.socketPath);
  });
  afterAll(async () => {
    await app.stop();
  });

  // Each has a destination of its own: how one fares has consequences for the next delivery.
  beforeEach(async () => {
    receiver = await WebhookReceiver.start();
    app.logs.clear();
  });
  afterEach(() => receiver.stop());

  async function restart(environment: NodeJS.ProcessEnv = {}): Promise<void> {
    await app.stop();
    app = await WebhooksApp.start(redis.socketPath, environment);
  }

  it.each([
    ['the output of a command that ran', aJobEvent(), 'Version 15.2\n'],
    [
      'the error message of a job that failed',
      aFailedJobEvent(),
      'Connection timeout: Unable to connect to device',
    ],
    [
      'the error message of a job that was canceled',
      aFailedJobEvent({
        type: 'job.canceled',
        status: 'canceled',
        result: { outputs: [], error: { type: 'Canceled', message: 'Canceled before it ran' } },
      }),
      'Canceled before it ran',
    ],
  ])('bring %s, byte for byte', async (_what, event, result) => {
    await app.finish(event, { url: receiver.url('/callback') });

    const request = await receiver.next();
    expect([request.method, request.path]).toEqual(['POST', '/callback']);
    expect(textOf(request)).toBe(`{"id":"${event.jobId}","result":${JSON.stringify(result)}}`);
  });

  it('are recorded with what was answered', async () => {
    receiver.answer = answers.status(201, 'made');
    const event = aJobEvent();
    await app.finish(event, { url: receiver.url() });
    expect(await app.ended(event)).toMatchObject({ statusCode: 201, answer: 'made', error: null });
    expect(app.logs.warnings).toEqual([]);
  });

  it('happen once, however often the event is told', async () => {
    const event = aJobEvent();
    const tell = () => app.finish(event, { url: receiver.url() });
    await Promise.all([tell(), tell(), tell()]);
    await app.ended(event);
    await tell();

    const last = aJobEvent();
    await app.finish(last, { url: receiver.url('/last') });
    await app.ended(last);
    expect(receiver.requests.map(({ path }) => path)).toEqual(['/', '/last']);
  });

  it('leave out the events that were not asked for', async () => {
    const url = receiver.url();
    await app.finish(aJobEvent(), { url, events: ['job.failed', 'job.expired'] });
    const failed = aFailedJobEvent();
    await app.finish(failed, { url, events: ['job.failed', 'job.expired'] });
    await app.ended(failed);
    expect(receiver.requests).toHaveLength(1);
  });

  it.each([
    ['answers 500', answers.status(500, 'out of order'), { code: 'http_status', statusCode: 500 }],
    ['redirects', answers.redirect(302, 'http://127.0.0.1/'), { code: 'redirect', statusCode: 302 }],
    ['breaks off its answer', answers.truncated, { code: 'reset', statusCode: 200 }],
    ['takes longer than the timeout', answers.never, { code: 'timeout', statusCode: null }],
  ])(
    'that a receiver fails which %s are one warning and one attempt on record',
    async (_what, answer, outcome) => {
      receiver.answer = answer;
      const event = aJobEvent();
      const timeout = outcome.code === 'timeout' ? 0.5 : 20;
      await app.finish(event, { url: receiver.url('/secret-path'), timeout });

      const attempt = await app.ended(event);
      expect(attempt).toMatchObject({ statusCode: outcome.statusCode, error: { code: outcome.code } });
      expect(await app.attemptLog.list(deliveryId(event))).toEqual([attempt]);
      await expect
        .poll(() => app.logs.warnings)
        .toEqual([
          `The basic webhook of job ${event.jobId} to http://127.0.0.1:${receiver.port} was not delivered: ${attempt.error?.message}`,
        ]);
      expect(receiver.requests).toHaveLength(1);
    },
  );

  it('are tried again through the same caller, with the same id, until they arrive', async () => {
    receiver.answerOnce(answers.status(500), answers.status(503, 'wait', { 'retry-after': '0' }));
    const event = aFailedJobEvent();
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    await app.finish(event, { url: receiver.url(), max_retries: 5, retry_intervals: [0.05], secret });

    expect(await app.ended(event)).toMatchObject({ statusCode: 200, error: null });
    const failed = await app.attemptLog.list(deliveryId(event));
    expect(failed.map(({ statusCode }) => statusCode)).toEqual([500, 503]);
    expect(receiver.requests.map(textOf)).toEqual(Array.from({ length: 3 }, () => textOf(first(receiver))));
    expect(receiver.requests.map(({ headers }) => headers['webhook-id'])).toEqual(
      Array.from({ length: 3 }, () => deliveryId(event)),
    );
    expect(app.logs.warnings).toEqual([
      expect.stringMatching(/was not delivered, and is tried again: \S+ answered 500$/),
      expect.stringMatching(/was not delivered, and is tried again: \S+ answered 503$/),
    ]);
  });

  it('end after the last retry, with a warning for each attempt', async () => {
    receiver.answer = answers.status(500);
    const event = aJobEvent();
    await app.finish(event, { url: receiver.url(), max_retries: 2, retry_intervals: [0.02] });
    await app.ended(event);
    expect(await app.attemptLog.list(deliveryId(event))).toHaveLength(3);
    await expect.poll(() => app.logs.warnings).toHaveLength(3);
    expect(app.logs.warnings.map((line) => line.includes('tried again'))).toEqual([true, true, false]);
  });

  it('end at once when another attempt would mend nothing', async () => {
    receiver.answer = answers.status(410);
    const event = aJobEvent();
    await app.finish(event, { url: receiver.url(), max_retries: 5, retry_intervals: [0.02] });
    expect(await app.ended(event)).toMatchObject({ statusCode: 410 });
    expect(receiver.requests).toHaveLength(1);
  });

  it('are tried as often as the setting says when the webhook does not', async () => {
    await restart({ NETPULSE_WEBHOOK_MAX_RETRIES: '1' });
    receiver.answer = answers.status(500);
    const [byDefault, never] = [aJobEvent(), aJobEvent()];
    await app.finish(byDefault, { url: receiver.url('/default'), retry_intervals: [0.02] });
    await app.finish(never, { url: receiver.url('/never'), max_retries: 0 });
    await Promise.all([app.ended(byDefault), app.ended(never)]);
    expect(receiver.requests.map(({ path }) => path).sort()).toEqual(['/default', '/default', '/never']);
    await restart();
  });

  it('that wait for a retry survive a restart and hold up no fresh one', async () => {
    receiver.answerOnce(answers.status(500));
    const event = aJobEvent();
    await app.finish(event, { url: receiver.url('/retried'), max_retries: 1, retry_intervals: [3_600] });
    await expect.poll(() => app.stateOf(event)).toBe('delayed');

    await restart();
    const fresh = aJobEvent();
    await app.finish(fresh, { url: receiver.url('/fresh') });
    await app.ended(fresh);
    await (await app.queue.getJob(deliveryId(event)))?.promote();
    expect(await app.ended(event)).toMatchObject({ statusCode: 200 });
    expect(receiver.requests.map(({ path }) => path)).toEqual(['/retried', '/fresh', '/retried']);
  });

  it('by the event caller tell the whole story', async () => {
    const event = aFailedJobEvent({ deviceName: 'core-1' });
    await app.finish(event, { url: receiver.url(), name: 'event' });
    expect(JSON.parse(textOf(await receiver.next()))).toEqual({
      id: event.jobId,
      status: 'failed',
      event_type: 'job.failed',
      final: true,
      timestamp: '2026-01-02T03:04:06.000Z',
      created_at: '2026-01-02T03:04:05.000Z',
      started_at: '2026-01-02T03:04:05.500Z',
      ended_at: '2026-01-02T03:04:06.000Z',
      duration: 0.5,
      driver: 'netmiko',
      device: { host: '192.168.1.1', port: 22, device_type: 'cisco_ios' },
      device_name: 'core-1',
      operation: 'command',
      command: ['show version'],
      result: {
        type: 'failed',
        retval: [],
        error: { type: 'ConnectionTimeout', message: 'Connection timeout: Unable to connect to device' },
      },
    });
  });

  it('by the standard caller come in an envelope, with id and time even when nothing signs them', async () => {
    const event = aJobEvent();
    await app.finish(event, { url: receiver.url(), name: 'standard' });
    const request = await receiver.next();
    expect(JSON.parse(textOf(request))).toMatchObject({
      type: 'job.completed',
      timestamp: '2026-01-02T03:04:06.000Z',
      data: {
        id: event.jobId,
        result: { type: 'successful', retval: [{ stdout: 'Version 15.2\n', exit_status: 0 }] },
      },
    });
    expect(request.headers).toMatchObject({ 'webhook-id': deliveryId(event) });
    expect(request.headers['webhook-timestamp']).toMatch(/^\d{10}$/);
    expect(request.headers).not.toHaveProperty('webhook-signature');
  });

  it('that the egress policy forbids end at once, by name as well', async () => {
    await restart({ NETPULSE_HOST: '0.0.0.0' });
    const event = aJobEvent();
    await app.finish(event, { url: receiver.url('/', 'localhost') });
    expect(await app.ended(event)).toMatchObject({ error: { code: 'egress_blocked' } });
    expect(receiver.requests).toHaveLength(0);
    await restart();
  });

  it('of unknown callers fail without harm to others', async () => {
    const event = aJobEvent();
    await app.finish(event, { url: receiver.url(), name: 'pigeon' });
    expect(await app.ended(event)).toMatchObject({ error: { code: 'unknown_caller' } });
  });

  it('to a receiver that hangs hold up no other', async () => {
    let release = (): void => undefined;
    const hanging = aJobEvent();
    receiver.answerOnce(answers.after(new Promise<void>((resolve) => (release = resolve))));
    await app.finish(hanging, { url: receiver.url('/hangs'), timeout: 120 });
    await receiver.next(({ path }) => path === '/hangs');

    const healthy = Array.from({ length: 20 }, () => aJobEvent());
    await Promise.all(healthy.map((event) => app.finish(event, { url: receiver.url() })));
    await Promise.all(healthy.map((event) => app.ended(event)));
    expect(await app.stateOf(hanging)).toBe('active');
    release();
    expect(await app.ended(hanging)).toMatchObject({ statusCode: 200 });
  });

  it('leave no secret in Redis or in the log', async () => {
    receiver.answer = ({ request, response }) => {
      response.writeHead(500);
      response.end(JSON.stringify([request.path, request.headers]));
    };
    const event = aJobEvent();
    await app.finish(event, {
      url: `${receiver.url('/services/T0-path-secret')}?token=query-secret`,
      headers: { 'X-Token': 'header-secret' },
      cookies: { session: 'cookie-secret' },
      auth: ['user', 'password-secret'],
      secret: 'whsec_c2lnbmluZy1zZWNyZXQtc2lnbmluZy1zZWNyZXQ=',
    });
    const attempt = await app.ended(event);

    expect(attempt.answer).toContain('x-token');
    const basic = Buffer.from('user:password-secret').toString('base64');
    const stored = [...(await app.everythingInRedis()), ...app.logs.all].join('\n');
    expect(stored).toContain(event.jobId);
    for (const secret of [
      'whsec_',
      'path-secret',
      'query-secret',
      'header-secret',
      'cookie-secret',
      'password-secret',
      basic,
    ]) {
      expect(stored).not.toContain(secret);
    }
  });

  it('that are under way get the grace time when the service stops', async () => {
    let release = (): void => undefined;
    receiver.answer = answers.after(new Promise<void>((resolve) => (release = resolve)));
    const event = aJobEvent();
    await app.finish(event, { url: receiver.url() });
    await receiver.next();

    const restarted = restart();
    release();
    await restarted;

    expect(await app.stateOf(event)).toBe('completed');
  });

  it('that outlast the grace time stay in the queue', async () => {
    await restart({ NETPULSE_SHUTDOWN_GRACE: '0' });
    receiver.answer = answers.never;
    const event = aJobEvent();
    await app.finish(event, { url: receiver.url(), timeout: 120 });
    await receiver.next();

    await restart();

    await expect.poll(() => receiver.openConnections).toBe(0);
    expect(await app.stateOf(event)).toBe('active');
    expect(app.logs.warnings).toEqual([]);
  });

  it('are forgotten after their time in the log', async () => {
    await restart({ NETPULSE_DELIVERY_TTL: '1' });
    const [good, bad] = [aJobEvent(), aJobEvent()];
    await app.finish(good, { url: receiver.url() });
    await app.ended(good);
    receiver.answer = answers.status(500);
    await app.finish(bad, { url: receiver.url() });
    await app.ended(bad);

    await expect
      .poll(async () => {
        await app.context.get(DeliveryRetention).forgetOld();
        return [await app.queue.getJob(deliveryId(good)), await app.queue.getJob(deliveryId(bad))];
      })
      .toEqual([null, null]);
  });
});
