import { connect, type ChannelModel, type GetMessage } from 'amqplib';
import { createServer } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import { readSettings } from '../src/config/settings.js';
import type { JobDto } from '../src/jobs/job.dto.js';
import type { AttemptDto } from '../src/webhooks/log/attempt.dto.js';
import type { DeliveryDto } from '../src/webhooks/log/delivery.dto.js';
import { RabbitmqCaller } from '../src/webhooks/callers/rabbitmq/rabbitmq.caller.js';
import { RabbitmqOptions } from '../src/webhooks/callers/rabbitmq/rabbitmq-options.js';
import { EgressPolicy } from '../src/webhooks/egress/egress-policy.js';
import { GuardedSockets } from '../src/webhooks/egress/guarded-sockets.js';
import type { JobEvent } from '../src/webhooks/job-event.js';
import { aJob } from './harness/job-requests.js';
import { RunningService } from './harness/running-service.js';
import { RabbitmqBroker, whyNoRabbitmq } from './lab/rabbitmq/rabbitmq-broker.js';
import { TcpProxy } from './lab/rabbitmq/tcp-proxy.js';
import { TraceCollector } from './lab/otlp/trace-collector.js';
import { SshDevice } from './lab/ssh-device/ssh-device.js';
import { aJobEvent } from './lab/webhook-receiver/a-job-event.js';
import { aWebhook } from './lab/webhook-receiver/a-webhook.js';
import { selfSigned, type Certificate } from './lab/webhook-receiver/certificates.js';

const reason = whyNoRabbitmq();
if (reason !== undefined) console.warn(`!! The caller rabbitmq is NOT TESTED against a broker: ${reason}`);

/** Of the client's trace, which goes on to whoever reads the message. */
const TRACE_ID = 'a'.repeat(32);
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const MEBIBYTE = 1024 * 1024;
const MAX_MESSAGE_BYTES = 12 * MEBIBYTE;

describe.skipIf(reason !== undefined)('the caller rabbitmq, with a real broker', { timeout: 30_000 }, () => {
  let certificate: Certificate;
  let broker: RabbitmqBroker;
  let service: RunningService;
  let collector: TraceCollector;
  let device: SshDevice;
  let admin: ChannelModel;
  let queue: string;

  beforeAll(async () => {
    certificate = await selfSigned(['DNS:localhost']);
    collector = await TraceCollector.start();
    vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', collector.url);
    [broker, service, device] = await Promise.all([
      RabbitmqBroker.start({ maxMessageBytes: MAX_MESSAGE_BYTES, tls: certificate }),
      RunningService.start({ environment: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url } }),
      SshDevice.start({ commands: { 'show version': 'Version 15.2' } }),
    ]);
    admin = await connect(broker.url());
    const channel = await admin.createChannel();
    await channel.assertExchange('netpulse', 'topic', { durable: true });
    ({ queue } = await channel.assertQueue('jobs', { durable: true }));
    await channel.bindQueue(queue, 'netpulse', 'job.#');
    await channel.close();
  }, 90_000);
  afterAll(async () => {
    await admin.close();
    await Promise.all([service.stop(), device.stop(), broker.stop()]);
    vi.unstubAllEnvs();
    await collector.stop();
  });
  afterEach(async () => {
    const channel = await admin.createChannel();
    await channel.purgeQueue(queue);
    await channel.close();
  });

  const webhook = (changes: object = {}): object => ({
    name: 'rabbitmq',
    url: broker.url(),
    options: { exchange: 'netpulse' },
    ...changes,
  });

  /** The next message of the queue; it must be there already or come soon. */
  async function nextMessage(): Promise<GetMessage> {
    const channel = await admin.createChannel();
    const message = await vi.waitFor(
      async () => {
        const got = await channel.get(queue, { noAck: true });
        if (got === false) throw new Error('The queue is empty');
        return got;
      },
      { timeout: 5_000, interval: 20 },
    );
    await channel.close();
    return message;
  }

  async function tried(changes: object): Promise<AttemptDto> {
    const { status, body, text } = await service.api.post<AttemptDto>('/webhooks/test', {
      webhook: webhook(changes),
    });
    if (status !== 200) throw new Error(text);
    return body;
  }

  it("brings a job's end into the queue, with what identifies it", async () => {
    const request = aJob(device, { webhook: webhook({ headers: { 'X-Team': 'noc' } }) });
    const traceparent = `00-${TRACE_ID}-${'b'.repeat(16)}-01`;
    const { id } = (await service.api.post<JobDto>('/jobs', request, { traceparent })).body;

    const { content, fields, properties } = await nextMessage();
    expect(JSON.parse(content.toString())).toMatchObject({
      id,
      status: 'finished',
      event_type: 'job.completed',
      result: { type: 'successful', retval: [{ command: 'show version', stdout: 'Version 15.2' }] },
    });
    expect(fields).toMatchObject({ exchange: 'netpulse', routingKey: 'job.completed' });
    expect(properties).toMatchObject({
      messageId: `${id}_completed`,
      type: 'job.completed',
      contentType: 'application/json',
      deliveryMode: 2,
      appId: 'netpulse',
      headers: {
        'X-Team': 'noc',
        traceparent: expect.stringMatching(new RegExp(`^00-${TRACE_ID}-[0-9a-f]{16}-01$`)) as string,
      },
    });
    const { ended_at } = await service.api.ended(id);
    expect(properties.timestamp).toBe(Math.floor(Date.parse(String(ended_at)) / 1_000));
    await vi.waitFor(async () => {
      const { body } = await service.api.get<DeliveryDto[]>(`/webhooks/deliveries?job_id=${id}`);
      expect(body).toMatchObject([
        { caller: 'rabbitmq', destination: `amqp://127.0.0.1:${broker.port}`, status: 'delivered' },
      ]);
    });
  });

  it('takes the routing key and persistence from the options', async () => {
    const options = { exchange: 'netpulse', routing_key: 'job.of.core', persistent: false };

    expect(await tried({ options })).toMatchObject({ error: null, status_code: null, answer: 'basic.ack' });

    const { fields, properties } = await nextMessage();
    expect(fields.routingKey).toBe('job.of.core');
    expect(properties.deliveryMode).not.toBe(2);
  });

  it('reaches a queue by the default exchange', async () => {
    expect(await tried({ options: { exchange: '', routing_key: queue } })).toMatchObject({ error: null });

    expect((await nextMessage()).fields).toMatchObject({ exchange: '', routingKey: queue });
  });

  it('signs the message when there is a secret', async () => {
    await tried({ secret: SECRET });

    const { content, properties } = await nextMessage();
    const headers = properties.headers as Record<string, string>;
    expect(headers['webhook-id']).toBe(properties.messageId);
    expect(headers['webhook-signature']).toMatch(/^v1,/);
    expect(content.length).toBeGreaterThan(0);
  });

  it('takes user and password from `auth` as well', async () => {
    const url = broker.url('', '');
    expect(await tried({ url, auth: [broker.user, broker.password] })).toMatchObject({ error: null });
    expect(await tried({ url, auth: null })).toMatchObject({ error: null });
  });

  it.each([
    ['an exchange that is not there', { options: { exchange: 'nowhere' } }, 'rejected', /NOT_FOUND/],
    [
      'a key that no queue is bound to',
      { options: { exchange: 'netpulse', routing_key: 'other' } },
      'unroutable',
      /NO_ROUTE/,
    ],
    ['a virtual host that is not there', { vhost: '/nowhere' }, 'rejected', /^$/],
    ['a wrong password', { userinfo: 'noc:wr0ng-s3cret@' }, 'rejected', /ACCESS_REFUSED/],
    ['a user who may not publish', { userinfo: 'reader:reader-s3cret@' }, 'rejected', /ACCESS_REFUSED/],
  ])(
    '%s fails the attempt and says why',
    async (_case, { vhost, userinfo, ...changes }: Fault, code, words) => {
      const attempt = await tried({ url: broker.url(vhost, userinfo), ...changes });

      expect(attempt.error?.code).toBe(code);
      expect(attempt.error?.message).toContain(`amqp://127.0.0.1:${broker.port} `);
      expect(attempt.answer).toMatch(words);
      expect(service.log + JSON.stringify(attempt)).not.toMatch(/s3cret/);
    },
  );

  it('tries the hosts of a cluster in turn', async () => {
    const url = broker.url().replace('127.0.0.1', '127.0.0.1:1,127.0.0.1');
    expect(await tried({ url })).toMatchObject({ error: null });
  });

  it('reaches another virtual host', async () => {
    const model = await connect(broker.url('/lab'));
    const channel = await model.createChannel();
    await channel.assertQueue('lab-jobs', { autoDelete: false });
    const options = { exchange: '', routing_key: 'lab-jobs' };

    expect(await tried({ url: broker.url('/l%61b'), options })).toMatchObject({ error: null });

    expect(await channel.get('lab-jobs')).toMatchObject({ properties: { contentType: 'application/json' } });
    await model.close();
  });

  it('refuses at submit what cannot be, by the name of the field', async () => {
    const errorsOf = async (changes: object): Promise<unknown> => {
      const { status, body } = await service.api.post<{ errors: unknown }>(
        '/jobs',
        aJob(device, { webhook: webhook(changes) }),
      );
      expect(status).toBe(422);
      return body.errors;
    };

    expect(await errorsOf({ url: 'https://example.com/' })).toEqual([
      { field: 'webhook.url', message: 'must begin with amqp:// or amqps:// for the caller rabbitmq' },
    ]);
    expect(await errorsOf({ options: null })).toMatchObject([{ field: 'webhook.options.exchange' }]);
    expect(await errorsOf({ options: { exchange: 'x'.repeat(256) } })).toMatchObject([
      { field: 'webhook.options.exchange' },
    ]);
    expect(await errorsOf({ options: { exchange: 'a', routing_key: 7, persistent: 'no', x: 1 } })).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ field: 'webhook.options.routing_key' }),
        expect.objectContaining({ field: 'webhook.options.persistent' }),
        { field: 'webhook.options.x', message: 'is not a known field' },
      ]),
    );
    expect(await errorsOf({ url: 'amqp://a.example.com,169.254.169.254' })).toMatchObject([
      { field: 'webhook.url', message: expect.stringContaining('cloud metadata') as string },
    ]);
  });

  it('shows its options where callers are listed', async () => {
    const { body } = await service.api.get<{ name: string }[]>('/webhooks/callers');

    expect(body.find(({ name }) => name === 'rabbitmq')).toMatchObject({
      schemes: ['amqp', 'amqps'],
      options: { required: ['exchange'], properties: { persistent: { type: 'boolean', default: true } } },
    });
  });

  describe('its connections', () => {
    let proxy: TcpProxy;
    let caller: RabbitmqCaller;

    beforeEach(async () => {
      proxy = await TcpProxy.start(broker.port);
      caller = aCaller();
    });
    afterEach(async () => {
      await caller.onApplicationShutdown();
      await proxy.stop();
    });

    const publish = (event: JobEvent, changes: Partial<RabbitmqOptions> = {}, timeoutMs = 5_000) =>
      call(caller, `amqp://127.0.0.1:${proxy.port}`, event, {
        auth: [broker.user, broker.password],
        options: { exchange: 'netpulse', ...changes },
        timeoutMs,
      });

    it('are shared by deliveries, one after the other and at once', async () => {
      await publish(aJobEvent());
      await Promise.all(Array.from({ length: 30 }, () => publish(aJobEvent())));

      expect(proxy.connectionCount).toBe(1);
    });

    it('keep the fault of one message from the others', async () => {
      await publish(aJobEvent());
      const outcomes = await Promise.allSettled([
        ...Array.from({ length: 10 }, () => publish(aJobEvent())),
        publish(aJobEvent(), { exchange: 'nowhere' }),
        publish(aJobEvent(), { routing_key: 'nobody' }),
        ...Array.from({ length: 10 }, () => publish(aJobEvent())),
      ]);

      expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(2);
      expect(proxy.connectionCount).toBe(1);
    });

    it('carry 10 MiB, and say what is too large for the broker', async () => {
      await publish(eventOf(10 * MEBIBYTE));
      expect((await nextMessage()).content.length).toBeGreaterThan(10 * MEBIBYTE);

      await expect(publish(eventOf(13 * MEBIBYTE))).rejects.toMatchObject({ code: 'too_large' });
      await publish(aJobEvent());
    });

    it('that fall silent end the attempt in time, and are replaced', async () => {
      await publish(aJobEvent());
      proxy.freeze();
      const startedAt = performance.now();

      await expect(publish(aJobEvent(), {}, 300)).rejects.toMatchObject({ code: 'aborted' });

      expect(performance.now() - startedAt).toBeLessThan(5_000);
      await publish(aJobEvent());
      expect(proxy.connectionCount).toBe(2);
    });

    it('are closed when the service stops', async () => {
      await publish(aJobEvent());
      expect(proxy.openConnections).toBe(1);

      await caller.onApplicationShutdown();

      await vi.waitFor(() => expect(proxy.openConnections).toBe(0));
    });

    it('are closed even if the broker says nothing any more', async () => {
      await publish(aJobEvent());
      proxy.freeze();

      await caller.onApplicationShutdown();

      await vi.waitFor(() => expect(proxy.openConnections).toBe(0));
    });
  });

  describe('a destination', () => {
    it('that nobody listens on is a failed connection', async () => {
      expect((await tried({ url: 'amqp://127.0.0.1:1' })).error).toMatchObject({
        code: 'connect',
        message: 'No connection to amqp://127.0.0.1:1 (ECONNREFUSED)',
      });
    });

    it('that does not answer is a time-out', async () => {
      const silent = await listening(createTcpServer(() => undefined));

      expect((await tried({ url: urlOf(silent), timeout: 0.5 })).error).toMatchObject({ code: 'timeout' });

      silent.close();
    });

    it('that speaks HTTP is a bad answer', async () => {
      const http = await listening(createServer());

      const { error } = await tried({ url: urlOf(http) });

      expect(['bad_answer', 'reset']).toContain(error?.code);
      http.close();
    });

    it('is dialled only where the egress policy allows, by the address behind its name', async () => {
      const caller = aCaller({ webhookDeny: ['127.0.0.0/8', '::1/128'] });

      await expect(call(caller, `amqp://localhost:${broker.port}`, aJobEvent())).rejects.toMatchObject({
        code: 'egress_blocked',
      });
      await expect(call(caller, `amqp://127.0.0.1:${broker.port}`, aJobEvent())).rejects.toMatchObject({
        code: 'egress_blocked',
      });
    });

    it('by amqps is trusted by its certificate', async () => {
      const [, userinfo = ''] = /\/\/(.*)@/.exec(broker.tlsUrl) ?? [];
      const url = broker.tlsUrl.replace(`${userinfo}@`, '');
      const auth = [broker.user, broker.password] as const;
      const trusting = aCaller({}, [certificate.cert]);

      await call(trusting, url, aJobEvent(), { auth });
      await expect(call(aCaller(), url, aJobEvent(), { auth })).rejects.toMatchObject({ code: 'tls' });
      await expect(
        call(trusting, url.replace('localhost', '127.0.0.1'), aJobEvent(), { auth }),
      ).rejects.toMatchObject({ code: 'tls' });
      await trusting.onApplicationShutdown();
    });

    it('that restarts fails meanwhile and is reached again afterwards', async () => {
      const other = await RabbitmqBroker.start();
      const caller = aCaller();
      const options = { exchange: 'amq.fanout' };
      const auth = [other.user, other.password] as const;
      const publish = () => call(caller, other.url('', ''), aJobEvent(), { auth, options });
      await expect(publish()).rejects.toMatchObject({ code: 'unroutable' });

      await other.stop();
      await expect(publish()).rejects.toMatchObject({ code: 'connect' });
      const again = await RabbitmqBroker.start({ port: other.port });
      await expect(publish()).rejects.toMatchObject({ code: 'unroutable' });

      await caller.onApplicationShutdown();
      await again.stop();
    }, 90_000);
  });
});

interface Fault {
  readonly vhost?: string;
  readonly userinfo?: string;
  readonly options?: object;
}

function aCaller(
  settings: { webhookDeny?: readonly string[] } = {},
  authorities: readonly string[] = [],
): RabbitmqCaller {
  const { webhookDeny } = readSettings({
    NETPULSE_WEBHOOK_DENY: (settings.webhookDeny ?? []).join(','),
  });
  const policy = new EgressPolicy({ host: '127.0.0.1', webhookAllow: [], webhookDeny });
  return new RabbitmqCaller(new GuardedSockets(policy, authorities));
}

async function call(
  caller: RabbitmqCaller,
  url: string,
  event: JobEvent,
  {
    auth = null,
    options = { exchange: 'netpulse' },
    timeoutMs = 5_000,
  }: {
    auth?: readonly [string, string] | null;
    options?: Partial<RabbitmqOptions>;
    timeoutMs?: number;
  } = {},
): Promise<void> {
  const full = Object.assign(new RabbitmqOptions(), options);
  const webhook = { ...aWebhook(url, { name: 'rabbitmq', auth }), options: full };
  const signal = AbortSignal.timeout(timeoutMs);
  await caller.call({ event, webhook, deliveryId: `${event.jobId}_completed`, signal });
}

function eventOf(bytes: number): JobEvent {
  const stdout = 'x'.repeat(bytes);
  return aJobEvent({
    result: { outputs: [{ command: 'show version', stdout, stderr: '', exitStatus: 0 }], error: null },
  });
}

async function listening<S extends Server>(server: S): Promise<S> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function urlOf(server: Server): string {
  return `amqp://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
