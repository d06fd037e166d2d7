import { useRedis } from '../../../test/harness/spec-redis.js';
import { WebhooksApp } from '../../../test/harness/webhooks-app.js';
import { aJobEvent } from '../../../test/lab/webhook-receiver/a-job-event.js';
import * as answers from '../../../test/lab/webhook-receiver/answers.js';
import { WebhookReceiver } from '../../../test/lab/webhook-receiver/webhook-receiver.js';
import { deliveryId } from '../delivery/delivery.js';
import type { JobEvent } from '../job-event.js';
import type { DeliveryDto } from '../log/delivery.dto.js';
import { DeliveryResend } from '../log/delivery-resend.js';
import type { RecoveryDto, RecoveryPreviewDto } from './recovery.dto.js';

const WITHIN = { timeout: 15_000, interval: 20 };

describe('recoveries', () => {
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

  async function failed(count: number, fields: object = {}): Promise<JobEvent[]> {
    receiver.answer = answers.status(400);
    const events = Array.from({ length: count }, () => aJobEvent());
    for (const event of events) {
      await app.finish(event, { url: receiver.url(), ...fields });
      await app.ended(event);
    }
    receiver.clear();
    return events;
  }

  const begin = (body: object = {}) => app.read<RecoveryDto>('POST', '/webhooks/deliveries/resend', body);
  const read = (id: string) => app.read<RecoveryDto>('GET', `/webhooks/recoveries/${id}`);
  const delivery = (event: JobEvent) =>
    app.read<DeliveryDto>('GET', `/webhooks/deliveries/${deliveryId(event)}`);

  async function finished(id: string): Promise<RecoveryDto> {
    await expect.poll(async () => (await read(id)).status, WITHIN).toBe('finished');
    return read(id);
  }

  it('only counts in a dry run', async () => {
    await failed(3);
    const { status, body } = await app.request('POST', '/webhooks/deliveries/resend', { dry_run: true });
    expect([status, body]).toEqual([200, { matched: 3 } satisfies RecoveryPreviewDto]);
    expect(receiver.requests).toHaveLength(0);
    expect(await app.read('GET', '/webhooks/recoveries')).toEqual([]);
  });

  it('send everything that failed again, oldest first, each under its own id and with its attempts kept', async () => {
    const events = await failed(5, { name: 'standard' });

    // So far apart that they also arrive in their order, on whatever connections.
    const answer = await app.request('POST', '/webhooks/deliveries/resend', { rate: 5 });
    const { id } = answer.body as RecoveryDto;

    expect(answer.status).toBe(202);
    expect(answer.headers['location']).toBe(`/webhooks/recoveries/${id}`);
    expect(await finished(id)).toMatchObject({ matched: 5, resent: 5, skipped: 0, rate: 5 });
    await expect.poll(() => receiver.requests.length).toBe(5);
    expect(receiver.requests.map(({ headers }) => headers['webhook-id'])).toEqual(
      events.map((e) => deliveryId(e)),
    );
    for (const event of events) {
      await expect.poll(async () => (await delivery(event)).status).toBe('delivered');
      expect((await delivery(event)).attempts.map(({ status_code }) => status_code)).toEqual([400, 200]);
    }
    expect((await app.read<RecoveryDto[]>('GET', '/webhooks/recoveries')).map((one) => one.id)).toEqual([id]);
  });

  it('leave out what the filter does', async () => {
    const [first, second] = await failed(2);
    const middle = new Date((first ? Date.parse((await delivery(first)).created_at) : 0) + 1).toISOString();
    await failed(1, { name: 'event' });

    const count = async (filter: object) =>
      (
        await app.read<RecoveryPreviewDto>('POST', '/webhooks/deliveries/resend', {
          ...filter,
          dry_run: true,
        })
      ).matched;
    expect(await count({})).toBe(3);
    expect(await count({ caller: 'event' })).toBe(1);
    expect(await count({ since: middle, caller: 'basic' })).toBe(1);
    expect(await count({ until: middle })).toBe(1);
    expect(await count({ destination: receiver.url() })).toBe(3);
    expect(await count({ destination: 'http://elsewhere.example' })).toBe(0);
    expect(await count({ status: 'delivered' })).toBe(0);

    await finished((await begin({ since: middle, caller: 'basic' })).id);
    await expect.poll(() => receiver.requests.length).toBe(1);
    await expect.poll(async () => second && (await delivery(second)).status).toBe('delivered');
  });

  it('send nothing a second time that fails again meanwhile, and take no newer failure', async () => {
    await failed(20);
    receiver.answer = answers.status(400);

    const { id } = await begin({ rate: 40 });
    await expect.poll(() => receiver.requests.length).toBeGreaterThan(2);
    const newer = aJobEvent();
    await app.finish(newer, { url: receiver.url('/newer') });
    await app.ended(newer);

    expect(await finished(id)).toMatchObject({ matched: 20, resent: 20, skipped: 0 });
    await expect.poll(() => receiver.requests.length).toBe(21);
    expect((await delivery(newer)).attempts).toHaveLength(1);
  });

  it('keep to their rate', async () => {
    await failed(21);
    const { id, created_at: begun } = await begin({ rate: 20 });
    const { ended_at: ended } = await finished(id);
    expect(Date.parse(ended ?? '') - Date.parse(begun)).toBeGreaterThanOrEqual(950);
  });

  it('leave alone what is under way, and say so', async () => {
    const events = await failed(2);
    const [first] = events;
    let release = (): void => undefined;
    receiver.answer = answers.after(new Promise<void>((resolve) => (release = resolve)));
    const results = await Promise.all([begin({ rate: 1_000 }), begin({ rate: 1_000 })]);
    const ends = await Promise.all(results.map(({ id }) => finished(id)));

    expect(ends.map(({ resent }) => resent).reduce((a, b) => a + b)).toBe(2);
    expect(ends.map(({ matched, resent, skipped }) => matched - resent - (skipped ?? 0))).toEqual([0, 0]);
    await expect.poll(() => receiver.requests.length).toBe(2);
    const again = first && (await app.request('POST', `/webhooks/deliveries/${deliveryId(first)}/resend`));
    expect(again?.status).toBe(409);
    release();
    for (const event of events) {
      await expect.poll(async () => (await delivery(event)).status).toBe('delivered');
      expect((await delivery(event)).attempts).toHaveLength(2);
    }
    expect(receiver.requests).toHaveLength(2);
  });

  it('go on in the next process where the last one was stopped', async () => {
    await failed(30);
    const { id } = await begin({ rate: 20 });
    await expect.poll(async () => (await read(id)).resent).toBeGreaterThan(3);

    await app.stop();
    app = await WebhooksApp.start(redis.socketPath);
    const atRestart = await read(id);

    expect(atRestart.status).toBe('running');
    expect(atRestart.resent).toBeLessThan(30);
    expect(await finished(id)).toMatchObject({ matched: 30, resent: 30, skipped: 0 });
    await expect.poll(() => receiver.requests.length, WITHIN).toBe(30);
  });

  it('count what a process had sent that died before it could say so, and send it once', async () => {
    const [first] = await failed(2);
    const resends = app.context.get(DeliveryResend, { strict: false });
    const id = first ? deliveryId(first) : '';
    const begun = Date.now();

    expect(await resends.tryResend(id, 'a-recovery', begun)).toBe('queued');
    await expect.poll(async () => first && (await delivery(first)).status).toBe('delivered');

    expect(await resends.tryResend(id, 'a-recovery', begun)).toBe('queued before');
    expect(await resends.tryResend(id, 'another', begun)).toBe('ended later');
    expect(receiver.requests).toHaveLength(1);
  });

  it('can be stopped, and then have ended', async () => {
    await failed(10);
    const { id } = await begin({ rate: 2 });
    await expect.poll(async () => (await read(id)).resent).toBeGreaterThan(0);

    const stopped = await app.read<RecoveryDto>('DELETE', `/webhooks/recoveries/${id}`);

    expect(stopped).toMatchObject({
      status: 'canceled',
      skipped: null,
      ended_at: expect.any(String) as string,
    });
    expect(await app.request('DELETE', `/webhooks/recoveries/${id}`)).toMatchObject({ status: 409 });
    expect(receiver.requests.length).toBeLessThan(10);
  });

  it.each(['00000000-0000-4000-8000-000000000000', 'running', 'x'])('know nothing of %s', async (id) => {
    expect(await app.request('GET', `/webhooks/recoveries/${id}`)).toMatchObject({ status: 404 });
    expect(await app.request('DELETE', `/webhooks/recoveries/${id}`)).toMatchObject({ status: 404 });
  });

  it.each([
    ['status', { status: 'pending' }],
    ['rate', { rate: 0 }],
    ['since', { since: 'yesterday' }],
    ['dry_run', { dry_run: 'yes' }],
    ['surprise', { surprise: 1 }],
  ])('refuse a wrong %s', async (field, body) => {
    const answer = await app.request('POST', '/webhooks/deliveries/resend', body);
    expect(answer.status).toBe(422);
    expect((answer.body as { errors: { field: string }[] }).errors.map((error) => error.field)).toContain(
      field,
    );
  });
});
