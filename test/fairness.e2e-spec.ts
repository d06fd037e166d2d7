import { Redis } from 'ioredis';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { PrivateRedis } from '../src/redis/private-redis.js';
import { deliveryId } from '../src/webhooks/delivery/delivery.js';
import { DESTINATION_KEYS } from '../src/webhooks/destinations/destination-keys.js';
import { destinationId } from '../src/webhooks/destinations/destination-id.js';
import type { DestinationDto } from '../src/webhooks/destinations/destinations.dto.js';
import { SharedDestinations } from '../src/webhooks/destinations/shared-destinations.js';
import type { JobEvent } from '../src/webhooks/job-event.js';
import type { DeliveryDto } from '../src/webhooks/log/delivery.dto.js';
import { WebhooksApp } from './harness/webhooks-app.js';
import { aJobEvent } from './lab/webhook-receiver/a-job-event.js';
import * as answers from './lab/webhook-receiver/answers.js';
import { WebhookReceiver } from './lab/webhook-receiver/webhook-receiver.js';

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };
const WITHIN = { timeout: 15_000, interval: 20 };

/** Answers that wait until the test lets them go, all or one by one. */
class Gate {
  private readonly held: (() => void)[] = [];
  private isOpen = false;

  readonly answer = (exchange: Parameters<typeof answers.ok>[0]): Promise<void> =>
    new Promise((resolve) => {
      const go = (): void => {
        void answers.ok(exchange);
        resolve();
      };
      if (this.isOpen) go();
      else this.held.push(go);
    });

  get waiting(): number {
    return this.held.length;
  }

  letOneGo(): void {
    this.held.shift()?.();
  }

  open(): void {
    this.isOpen = true;
    for (const go of this.held.splice(0)) go();
  }
}

describe('destinations', () => {
  let folder: string;
  let redis: PrivateRedis;
  let receiver: WebhookReceiver;
  const apps: WebhooksApp[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'netpulse-fairness-'));
    redis = await PrivateRedis.start({ dataDir: folder, logger: SILENT });
  });
  afterAll(async () => {
    await redis.stop();
    await rm(folder, { recursive: true, force: true });
  });

  beforeEach(async () => {
    receiver = await WebhookReceiver.start();
  });
  afterEach(async () => {
    await receiver.stop();
    await Promise.all(apps.splice(0).map((app) => app.stop()));
    const connection = new Redis(redis.socketPath);
    await connection.flushall();
    connection.disconnect();
  });

  async function start(environment: NodeJS.ProcessEnv = {}): Promise<WebhooksApp> {
    const app = await WebhooksApp.start(redis.socketPath, environment);
    apps.push(app);
    return app;
  }

  function idOf(target: WebhookReceiver): string {
    return destinationId(new URL(target.url()).origin);
  }

  function stateOf(app: WebhooksApp, target = receiver): Promise<DestinationDto> {
    return app.read('GET', `/webhooks/destinations/${idOf(target)}`);
  }

  function deliveryOf(app: WebhooksApp, event: JobEvent): Promise<DeliveryDto> {
    return app.read('GET', `/webhooks/deliveries/${deliveryId(event)}`);
  }

  /** Events of new jobs, told in their order, none in the same millisecond. */
  async function tell(app: WebhooksApp, count: number, fields: object = {}): Promise<JobEvent[]> {
    const events = Array.from({ length: count }, () => aJobEvent());
    for (const event of events) {
      const now = Date.now();
      await app.finish(event, { url: receiver.url(), timeout: 30, ...fields });
      while (Date.now() === now) await nextTurn();
    }
    return events;
  }

  function jobIds(): string[] {
    return receiver.requests.map(({ body }) => (JSON.parse(body.toString()) as { id: string }).id);
  }

  it('get no more deliveries at once than their limit; the rest waits, in order, and costs no attempt', async () => {
    const app = await start({ NETPULSE_WEBHOOK_DESTINATION_CONCURRENCY: '3' });
    const gate = new Gate();
    receiver.answer = gate.answer;

    const events = await tell(app, 20);
    await expect
      .poll(() => stateOf(app), WITHIN)
      .toMatchObject({ state: 'active', in_flight: 3, waiting: 17, paused: null });
    expect(gate.waiting).toBe(3);
    const last = events.at(-1) ?? aJobEvent();
    expect(await deliveryOf(app, last)).toMatchObject({
      status: 'pending',
      next_attempt_at: null,
      attempts: [],
    });

    for (let served = 1; served <= 17; served++) {
      gate.letOneGo();
      await expect.poll(() => receiver.requests.length, WITHIN).toBe(3 + served);
      expect(gate.waiting).toBe(3);
    }
    gate.open();

    await Promise.all(events.map((event) => app.ended(event)));
    const ids = events.map(({ jobId }) => jobId);
    // The first three leave at once, and may overtake each other on their way.
    expect(jobIds().slice(0, 3).toSorted()).toEqual(ids.slice(0, 3).toSorted());
    expect(jobIds().slice(3)).toEqual(ids.slice(3));
    for (const event of events) {
      const delivery = await deliveryOf(app, event);
      expect(delivery).toMatchObject({ status: 'delivered', attempts: [{ status_code: 200 }] });
      expect(delivery.attempts).toHaveLength(1);
    }
    await expect.poll(() => stateOf(app), WITHIN).toMatchObject({ in_flight: 0, waiting: 0 });
    expect(app.logs.warnings).toEqual([]);
  });

  it('that are well cost next to nothing: their slots are got once', async () => {
    const app = await start();
    const shared = app.context.get(SharedDestinations, { strict: false });
    const steps = (['lease', 'lineUp', 'claim', 'report'] as const).map((name) => vi.spyOn(shared, name));

    for (let round = 1; round <= 30; round++) {
      const events = Array.from({ length: 8 }, () => aJobEvent());
      await Promise.all(events.map((event) => app.finish(event, { url: receiver.url() })));
      await expect.poll(() => receiver.requests.length, WITHIN).toBe(round * 8);
    }

    const [leases = 0, ...others] = steps.map(({ mock }) => mock.calls.length);
    expect(leases).toBeLessThanOrEqual(5);
    expect(others).toEqual([0, 0, 0]);
  });

  it('hold no processor while their deliveries wait', async () => {
    const app = await start({
      NETPULSE_WEBHOOK_CONCURRENCY: '4',
      NETPULSE_WEBHOOK_DESTINATION_CONCURRENCY: '2',
    });
    receiver.answer = new Gate().answer;
    await tell(app, 30);
    await expect.poll(() => stateOf(app), WITHIN).toMatchObject({ waiting: 28 });

    const other = await WebhookReceiver.start();
    const event = aJobEvent();
    await app.finish(event, { url: other.url() });
    expect(await app.ended(event)).toMatchObject({ statusCode: 200 });
    await other.stop();
  });

  it('share their limit over two processes, and lose nothing to it', async () => {
    const environment = { NETPULSE_WEBHOOK_DESTINATION_CONCURRENCY: '3' };
    const [one, two] = [await start(environment), await start(environment)];
    const gate = new Gate();
    receiver.answer = gate.answer;

    const events = (await Promise.all([tell(one, 15), tell(two, 15)])).flat();
    await expect.poll(() => stateOf(two), WITHIN).toMatchObject({ in_flight: 3, waiting: 27 });
    for (let served = 1; served <= 10; served++) {
      gate.letOneGo();
      await expect.poll(() => receiver.requests.length, WITHIN).toBe(3 + served);
      expect(gate.waiting).toBe(3);
    }
    gate.open();

    await Promise.all(events.map((event) => one.ended(event)));
    expect(jobIds().sort()).toEqual(events.map(({ jobId }) => jobId).sort());
  });

  it('are served by whoever is left when the process that held their slots dies', async () => {
    const environment = { NETPULSE_WEBHOOK_DESTINATION_CONCURRENCY: '2', NETPULSE_SHUTDOWN_GRACE: '0' };
    const [one, two] = [await start(environment), await start(environment)];
    const gate = new Gate();
    receiver.answer = gate.answer;
    const events = await tell(one, 12);
    await expect.poll(() => stateOf(two), WITHIN).toMatchObject({ in_flight: 2, waiting: 10 });

    await one.stop();
    gate.open();

    // What was under way there comes back when its lock has run out; the rest must not wait for that.
    await expect.poll(() => new Set(jobIds()).size, WITHIN).toBeGreaterThanOrEqual(10);
    await expect.poll(() => stateOf(two), WITHIN).toMatchObject({ waiting: 0 });
    expect(new Set(jobIds()).size).toBeLessThanOrEqual(events.length);
  });

  it('get back what a worker held that died without a word', async () => {
    const { origin } = new URL(receiver.url());
    const connection = new Redis(redis.socketPath);
    const app = await start({ NETPULSE_WEBHOOK_DESTINATION_CONCURRENCY: '2' });
    await connection.zadd(DESTINATION_KEYS.workers, Date.now() + 1_500, 'dead');
    await connection.hset(DESTINATION_KEYS.slots('dead'), origin, 2);
    await connection.hset(DESTINATION_KEYS.at(origin), {
      until: 1,
      cause: 'failures',
      probe: 'x',
      prober: 'dead',
    });

    const events = await tell(app, 6);
    await expect.poll(() => stateOf(app), WITHIN).toMatchObject({ state: 'half_open', waiting: 6 });
    expect(receiver.requests).toHaveLength(0);

    await Promise.all(events.map((event) => app.ended(event)));
    // Two at once may overtake each other on their way.
    expect(jobIds().toSorted()).toEqual(events.map(({ jobId }) => jobId).toSorted());
    connection.disconnect();
  });

  it('keep their line over a restart', async () => {
    const environment = { NETPULSE_WEBHOOK_DESTINATION_CONCURRENCY: '1' };
    const before = await start(environment);
    await before.request('POST', `/webhooks/destinations/${idOf(receiver)}/pause`, { reason: 'Moving' });
    const events = await tell(before, 5);
    await expect.poll(() => stateOf(before), WITHIN).toMatchObject({ waiting: 5 });
    await before.stop();

    const after = await start(environment);
    expect(await stateOf(after)).toMatchObject({
      state: 'paused',
      waiting: 5,
      paused: { reason: 'Moving' },
    });
    await after.read('POST', `/webhooks/destinations/${idOf(receiver)}/resume`);
    await Promise.all(events.map((event) => after.ended(event)));
    expect(jobIds()).toEqual(events.map(({ jobId }) => jobId));
  });

  it('get their deliveries evenly spaced when there is a rate', async () => {
    const app = await start({ NETPULSE_WEBHOOK_DESTINATION_RATE: '20' });
    const events = await tell(app, 12);
    await Promise.all(events.map((event) => app.ended(event)));

    const times = receiver.requests.map(({ at }) => at);
    expect(jobIds()).toEqual(events.map(({ jobId }) => jobId));
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThanOrEqual(11 * 50 - 25);
  });

  it('that are dead or hang leave the others alone', async () => {
    const app = await start({ NETPULSE_WEBHOOK_CONCURRENCY: '20' });
    const [dead, ...healthy] = await Promise.all(Array.from({ length: 11 }, () => WebhookReceiver.start()));
    if (!dead) throw new Error('No receiver');
    dead.answer = answers.reset;
    receiver.answer = answers.never;

    const events: JobEvent[] = [];
    for (let round = 0; round < 10; round++) {
      await tell(app, 3);
      await app.finish(aJobEvent(), { url: dead.url(), max_retries: 3, retry_intervals: [1] });
      for (const { url } of healthy.map((each) => ({ url: each.url() }))) {
        const event = aJobEvent();
        events.push(event);
        await app.finish(event, { url });
      }
    }

    await Promise.all(events.map((event) => app.ended(event)));
    expect(healthy.map(({ requests }) => requests.length)).toEqual(healthy.map(() => 10));
    expect(await stateOf(app, dead)).toMatchObject({ state: 'open' });
    expect(dead.requests.length).toBeLessThan(20);
    await Promise.all([dead, ...healthy].map((each) => each.stop()));
  });

  describe('that fail', () => {
    const BREAKER = { NETPULSE_WEBHOOK_BREAKER_FAILURES: '3', NETPULSE_WEBHOOK_BREAKER_COOLDOWN: '1' };

    it('are left alone after so many failures in a row, then tried by one delivery, for all processes', async () => {
      const [one, two] = [await start(BREAKER), await start(BREAKER)];
      receiver.answer = answers.status(500);
      const failing = await tell(one, 3);
      await Promise.all(failing.map((event) => one.ended(event)));
      expect(await stateOf(two)).toMatchObject({ state: 'open', failures_in_row: 3 });

      const opened = receiver.requests.length;
      const gate = new Gate();
      receiver.answer = gate.answer;
      const events = (await Promise.all([tell(one, 10), tell(two, 10)])).flat();
      await expect.poll(() => stateOf(one), WITHIN).toMatchObject({ waiting: 20 });
      expect(receiver.requests).toHaveLength(opened);

      await expect.poll(() => gate.waiting, WITHIN).toBe(1);
      expect(await stateOf(two)).toMatchObject({ state: 'half_open', waiting: 19 });
      // Two sweeps of both processes later it is still the only one.
      await expect.poll(() => stateOf(two), WITHIN).toMatchObject({ in_flight: 1 });
      expect(receiver.requests).toHaveLength(opened + 1);

      gate.open();
      await Promise.all(events.map((event) => one.ended(event)));
      expect(await stateOf(one)).toMatchObject({ state: 'active', failures_in_row: 0, waiting: 0 });
      for (const event of events) expect((await deliveryOf(one, event)).attempts).toHaveLength(1);
    });

    it('are left alone for longer each time the try fails', async () => {
      const app = await start({ ...BREAKER, NETPULSE_WEBHOOK_DESTINATION_CONCURRENCY: '1' });
      receiver.answer = answers.reset;
      const events = await tell(app, 5);
      await Promise.all(events.map((event) => app.ended(event)));

      const times = receiver.requests.map(({ at }) => at);
      const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
      expect(gaps).toHaveLength(4);
      expect(gaps[2]).toBeGreaterThanOrEqual(990);
      expect(gaps[3]).toBeGreaterThanOrEqual(1_990);
    });

    it('by no fault of theirs are not left alone', async () => {
      const app = await start(BREAKER);
      receiver.answer = answers.status(404);
      await Promise.all((await tell(app, 6)).map((event) => app.ended(event)));
      expect(receiver.requests).toHaveLength(6);
      expect(await stateOf(app)).toMatchObject({ state: 'active', failures_in_row: 0 });
    });

    it('are given up on by deliveries that have waited too long', async () => {
      const app = await start({ NETPULSE_WEBHOOK_MAX_WAIT: '60' });
      await app.read('POST', `/webhooks/destinations/${idOf(receiver)}/pause`);
      const [event = aJobEvent()] = await tell(app, 1);
      await expect.poll(() => stateOf(app), WITHIN).toMatchObject({ waiting: 1 });
      await app.ageLine(new URL(receiver.url()).origin, 61_000);

      expect(await app.ended(event)).toMatchObject({ error: { code: 'waited_too_long' } });
      expect(receiver.requests).toHaveLength(0);
      expect(await stateOf(app)).toMatchObject({ state: 'paused', waiting: 0 });

      await app.read('POST', `/webhooks/destinations/${idOf(receiver)}/resume`);
      await app.read('POST', `/webhooks/deliveries/${deliveryId(event)}/resend`);
      await expect.poll(() => deliveryOf(app, event), WITHIN).toMatchObject({ status: 'delivered' });
    });
  });

  describe('that ask for it', () => {
    it.each([
      ['seconds', () => '2'],
      ['a date', () => new Date(Date.now() + 3_000).toUTCString()],
    ])('are left alone by every delivery until Retry-After (%s) has passed', async (_what, retryAfter) => {
      const app = await start();
      receiver.answerOnce(answers.status(503, 'later', { 'retry-after': retryAfter() }));
      const [first = aJobEvent()] = await tell(app, 1);
      await app.ended(first);
      const state = await stateOf(app);
      expect(state).toMatchObject({ state: 'throttled', failures_in_row: 1 });

      const events = await tell(app, 5);
      await Promise.all(events.map((event) => app.ended(event)));

      const [askedAt = 0, ...later] = receiver.requests.map(({ at }) => at);
      expect(Math.min(...later)).toBeGreaterThanOrEqual(Date.parse(state.closed_until ?? '') - 5);
      expect(Math.min(...later) - askedAt).toBeGreaterThanOrEqual(1_900);
      expect(await stateOf(app)).toMatchObject({ state: 'active', failures_in_row: 0 });
    });

    it('for more than a day are left alone for a day', async () => {
      const app = await start();
      receiver.answerOnce(answers.status(429, '', { 'retry-after': '1000000' }));
      const [event = aJobEvent()] = await tell(app, 1);
      await app.ended(event);
      const { closed_until: until } = await stateOf(app);
      expect((Date.parse(until ?? '') - Date.now()) / 3_600_000).toBeCloseTo(24, 1);
    });

    it.each([429, 502, 504])('by %i alone get a little time', async (status) => {
      const app = await start();
      receiver.answerOnce(answers.status(status));
      const [event = aJobEvent()] = await tell(app, 1);
      await app.ended(event);
      expect(await stateOf(app)).toMatchObject({ state: 'throttled' });
      const [next = aJobEvent()] = await tell(app, 1);
      expect(await app.ended(next)).toMatchObject({ statusCode: 200 });
    });

    it('are left alone for good after 410, until somebody resumes them', async () => {
      const app = await start();
      receiver.answerOnce(answers.status(410));
      const [gone = aJobEvent()] = await tell(app, 1, { max_retries: 5, retry_intervals: [1] });
      expect(await app.ended(gone)).toMatchObject({ statusCode: 410 });
      expect(await stateOf(app)).toMatchObject({
        state: 'paused',
        paused: { reason: `http://127.0.0.1:${receiver.port} answered 410` },
      });

      const events = await tell(app, 4);
      await expect.poll(() => stateOf(app), WITHIN).toMatchObject({ waiting: 4 });
      expect(receiver.requests).toHaveLength(1);

      expect(await app.read('POST', `/webhooks/destinations/${idOf(receiver)}/resume`)).toMatchObject({
        state: 'active',
        paused: null,
      });
      await Promise.all(events.map((event) => app.ended(event)));
      expect(jobIds().slice(1)).toEqual(events.map(({ jobId }) => jobId));
    });
  });

  it('are listed, and only those that were used', async () => {
    const app = await start();
    const other = await WebhookReceiver.start();
    await Promise.all((await tell(app, 1)).map((event) => app.ended(event)));
    const event = aJobEvent();
    await app.finish(event, { url: `${other.url('/path-secret')}?token=query-secret` });
    await app.ended(event);

    await expect
      .poll(() => app.read<DestinationDto[]>('GET', '/webhooks/destinations'), WITHIN)
      .toHaveLength(2);
    const page = await app.request('GET', '/webhooks/destinations?limit=1');
    expect(page.headers.link).toBe('</webhooks/destinations?limit=1&offset=1>; rel="next"');
    expect(await stateOf(app, other)).toMatchObject({
      destination: `http://127.0.0.1:${other.port}`,
      state: 'active',
      last_success_at: expect.stringMatching(/Z$/) as string,
      last_failure_at: null,
    });
    for (const id of ['http~unknown.example.com', 'nonsense', 'http~a_5', 'ftp~x~99999']) {
      expect(await app.request('GET', `/webhooks/destinations/${id}`)).toMatchObject({ status: 404 });
      expect(await app.request('POST', `/webhooks/destinations/${id}/resume`)).toMatchObject({ status: 404 });
    }
    const tooLong = { reason: 'x'.repeat(201) };
    expect(await app.request('POST', `/webhooks/destinations/${idOf(other)}/pause`, tooLong)).toMatchObject({
      status: 422,
    });
    await other.stop();
  });
});
