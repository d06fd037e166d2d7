import { Kafka, logLevel, type Consumer, type KafkaMessage } from 'kafkajs';
import { readSettings } from '../src/config/settings.js';
import type { Receipt } from '../src/webhooks/base-webhook-caller.js';
import { KafkaCaller } from '../src/webhooks/callers/kafka/kafka.caller.js';
import { KafkaOptions } from '../src/webhooks/callers/kafka/kafka-options.js';
import { EgressPolicy } from '../src/webhooks/egress/egress-policy.js';
import { GuardedSockets } from '../src/webhooks/egress/guarded-sockets.js';
import type { JobEvent } from '../src/webhooks/job-event.js';
import type { JobDto } from '../src/jobs/job.dto.js';
import type { AttemptDto } from '../src/webhooks/log/attempt.dto.js';
import type { DeliveryDto } from '../src/webhooks/log/delivery.dto.js';
import { aJob } from './harness/job-requests.js';
import { RunningService } from './harness/running-service.js';
import { KafkaBroker } from './lab/kafka/kafka-broker.js';
import { kafkaJars } from './lab/kafka/kafka-jars.js';
import { TcpProxy } from './lab/rabbitmq/tcp-proxy.js';
import { TraceCollector } from './lab/otlp/trace-collector.js';
import { SshDevice } from './lab/ssh-device/ssh-device.js';
import { aJobEvent } from './lab/webhook-receiver/a-job-event.js';
import { aWebhook } from './lab/webhook-receiver/a-webhook.js';
import { selfSigned, type Certificate } from './lab/webhook-receiver/certificates.js';

const jars = await kafkaJars();
if (!jars.ok) console.warn(`!! The caller kafka is NOT TESTED against a broker: ${jars.reason}`);

const TOPIC = 'netpulse.jobs';
/** Of the client's trace, which goes on to whoever reads the message. */
const TRACE_ID = 'a'.repeat(32);
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const MEBIBYTE = 1024 * 1024;

describe.skipIf(!jars.ok)('the caller kafka, with a real broker', { timeout: 30_000 }, () => {
  let certificate: Certificate;
  let broker: KafkaBroker;
  let service: RunningService;
  let collector: TraceCollector;
  let device: SshDevice;
  let consumer: Consumer;
  const records: KafkaMessage[] = [];

  beforeAll(async () => {
    certificate = await selfSigned(['DNS:localhost']);
    collector = await TraceCollector.start();
    vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', collector.url);
    [broker, service, device] = await Promise.all([
      KafkaBroker.start({ classpath: jars.ok ? jars.classpath : '', tls: certificate }),
      RunningService.start({ environment: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url } }),
      SshDevice.start({ commands: { 'show version': 'Version 15.2' } }),
    ]);
    const kafka = new Kafka({ brokers: [`127.0.0.1:${broker.ports.plain}`], logLevel: logLevel.NOTHING });
    const admin = kafka.admin();
    await admin.connect();
    const large = { name: 'max.message.bytes', value: String(12 * MEBIBYTE) };
    await admin.createTopics({
      waitForLeaders: true,
      topics: [
        { topic: TOPIC, numPartitions: 1 },
        { topic: 'large', configEntries: [large] },
      ],
    });
    await admin.disconnect();
    consumer = kafka.consumer({ groupId: 'test' });
    await consumer.connect();
    await consumer.subscribe({ topic: TOPIC, fromBeginning: true });
    await consumer.run({ eachMessage: async ({ message }) => void records.push(message) });
  }, 120_000);
  afterAll(async () => {
    await consumer.disconnect();
    await Promise.all([service.stop(), device.stop(), broker.stop()]);
    vi.unstubAllEnvs();
    await collector.stop();
  }, 30_000);

  const webhook = (changes: object = {}): object => ({
    name: 'kafka',
    url: broker.url,
    options: { topic: TOPIC },
    ...changes,
  });

  /** The record of a delivery; it must be there already or come soon. */
  function recordOf(matches: (record: KafkaMessage) => boolean): Promise<KafkaMessage> {
    return vi.waitFor(
      () => {
        const found = records.find(matches);
        if (!found) throw new Error('No such record has come');
        return found;
      },
      { timeout: 15_000, interval: 20 },
    );
  }

  async function tried(changes: object): Promise<AttemptDto> {
    const { status, body, text } = await service.api.post<AttemptDto>('/webhooks/test', {
      webhook: webhook(changes),
    });
    if (status !== 200) throw new Error(text);
    return body;
  }

  it("brings a job's end into the topic, keyed by the device, with what identifies it", async () => {
    const request = aJob(device, { webhook: webhook({ headers: { 'X-Team': 'noc' }, secret: SECRET }) });
    const traceparent = `00-${TRACE_ID}-${'b'.repeat(16)}-01`;
    const { id } = (await service.api.post<JobDto>('/jobs', request, { traceparent })).body;

    const record = await recordOf(({ headers }) => String(headers?.['webhook-id']) === `${id}_completed`);
    expect(JSON.parse(String(record.value))).toMatchObject({
      id,
      status: 'finished',
      result: { retval: [{ command: 'show version', stdout: 'Version 15.2' }] },
    });
    expect(String(record.key)).toBe('127.0.0.1');
    const headers = Object.entries(record.headers ?? {}).map(([name, value]) => [name, String(value)]);
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'application/json',
      'event-type': 'job.completed',
      'webhook-signature': expect.stringMatching(/^v1,/) as string,
      'X-Team': 'noc',
      traceparent: expect.stringMatching(new RegExp(`^00-${TRACE_ID}-[0-9a-f]{16}-01$`)) as string,
    });
    const { ended_at } = await service.api.ended(id);
    expect(Number(record.timestamp)).toBe(Date.parse(String(ended_at)));
    await vi.waitFor(async () => {
      const { body } = await service.api.get<DeliveryDto[]>(`/webhooks/deliveries?job_id=${id}`);
      expect(body).toMatchObject([{ caller: 'kafka', destination: broker.url, status: 'delivered' }]);
    });
  });

  it('takes key and acknowledgement from the options, and says where the record is', async () => {
    const attempt = await tried({ options: { topic: TOPIC, key: 'core-1', acks: 'leader' } });

    expect(attempt).toMatchObject({ error: null, status_code: null });
    expect(attempt.answer).toMatch(/^partition 0, offset \d+$/);
    expect(await recordOf(({ key }) => String(key) === 'core-1')).toBeDefined();
  });

  it('takes several brokers, of which one may be away', async () => {
    const url = `kafka://127.0.0.1:1,127.0.0.1:${broker.ports.plain}`;
    expect(await tried({ url })).toMatchObject({ error: null });
  });

  it.each(['plain', 'scram-sha-256', 'scram-sha-512'])('logs in by %s', async (sasl_mechanism) => {
    const url = `kafka://${broker.user}:${broker.password}@127.0.0.1:${broker.ports.sasl}`;
    const options = { topic: TOPIC, sasl_mechanism };

    expect(await tried({ url, options })).toMatchObject({ error: null });

    const { error } = await tried({ url: url.replace('s3cret', 'wr0ng'), options });
    expect(error).toMatchObject({
      code: 'rejected',
      message: `kafka://127.0.0.1:${broker.ports.sasl} refused the user or the password`,
    });
    expect(service.log).not.toMatch(/s3cret|wr0ng/);
  });

  it('fails by a topic that is not there, and says so', async () => {
    const { error, answer } = await tried({ options: { topic: 'nowhere' } });

    expect(error).toMatchObject({
      code: 'rejected',
      message: `${broker.url} refused the message: UNKNOWN_TOPIC_OR_PARTITION`,
    });
    expect(answer).toContain('does not host');
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

    expect(await errorsOf({ url: 'amqp://example.com/' })).toEqual([
      { field: 'webhook.url', message: 'must begin with kafka:// or kafka+ssl:// for the caller kafka' },
    ]);
    expect(await errorsOf({ options: {} })).toMatchObject([{ field: 'webhook.options.topic' }]);
    expect(
      await errorsOf({ options: { topic: 'a b', key: '', acks: 1, sasl_mechanism: 'gssapi' } }),
    ).toMatchObject([
      { field: 'webhook.options.topic' },
      { field: 'webhook.options.key' },
      { field: 'webhook.options.acks' },
      { field: 'webhook.options.sasl_mechanism' },
    ]);
    expect(await errorsOf({ url: 'kafka://a.example.com:9092,169.254.169.254:9092' })).toMatchObject([
      { field: 'webhook.url', message: expect.stringContaining('cloud metadata') as string },
    ]);
  });

  describe('a broker', () => {
    it('that advertises a forbidden address is not followed there', async () => {
      const { error } = await tried({ url: `kafka://127.0.0.1:${broker.ports.trap}` });

      expect(error).toMatchObject({
        code: 'egress_blocked',
        message: expect.stringContaining('cloud metadata') as string,
      });
    });

    it('is dialled only where the egress policy allows, by the address behind its name', async () => {
      const caller = aCaller({ webhookDeny: ['127.0.0.0/8', '::1/128'] });

      for (const host of ['localhost', '127.0.0.1']) {
        await expect(call(caller, `kafka://${host}:${broker.ports.plain}`)).rejects.toMatchObject({
          code: 'egress_blocked',
        });
      }
      await caller.onApplicationShutdown();
    });

    it('that nobody listens on is a failed connection', async () => {
      expect((await tried({ url: 'kafka://127.0.0.1:1' })).error).toMatchObject({
        code: 'connect',
        message: 'No connection to kafka://127.0.0.1:1 (ECONNREFUSED)',
      });
    });

    it('takes 1 MiB unless its topic allows more, and says what is too large', async () => {
      const event = eventOf(10 * MEBIBYTE);
      const caller = aCaller();

      await expect(call(caller, broker.url, { event })).rejects.toMatchObject({ code: 'too_large' });
      expect(await call(caller, broker.url, { event, options: { topic: 'large' } })).toMatchObject({
        answer: 'partition 0, offset 0',
      });
      await caller.onApplicationShutdown();
    });

    it('by kafka+ssl is trusted by its certificate', async () => {
      const url = `kafka+ssl://localhost:${broker.ports.tls}`;
      const trusting = aCaller({}, [certificate.cert]);
      const stranger = aCaller();

      expect(await call(trusting, url)).toMatchObject({ statusCode: null });
      await expect(call(stranger, url)).rejects.toMatchObject({ code: 'tls' });
      await Promise.all([trusting.onApplicationShutdown(), stranger.onApplicationShutdown()]);
    });
  });

  describe('its connections', () => {
    let proxy: TcpProxy;
    let caller: KafkaCaller;
    let url: string;

    beforeEach(async () => {
      proxy = await TcpProxy.start(broker.ports.behindProxy, broker.ports.advertised);
      caller = aCaller();
      url = `kafka://127.0.0.1:${proxy.port}`;
    });
    afterEach(async () => {
      await caller.onApplicationShutdown();
      await proxy.stop();
    });

    it('are shared by deliveries, one after the other and at once', async () => {
      await call(caller, url);
      const { connectionCount } = proxy;

      await Promise.all(Array.from({ length: 30 }, () => call(caller, url)));

      expect(proxy.connectionCount).toBe(connectionCount);
    });

    it('that fall silent end the attempt in time, and are replaced', async () => {
      await call(caller, url);
      proxy.freeze();
      const startedAt = performance.now();

      await expect(call(caller, url, { timeoutMs: 300 })).rejects.toMatchObject({ code: 'aborted' });

      expect(performance.now() - startedAt).toBeLessThan(5_000);
      expect(await call(caller, url)).toMatchObject({ statusCode: null });
    });

    it('are dialled again when the broker has closed them', async () => {
      await call(caller, url);
      await proxy.stop();
      await expect(call(caller, url)).rejects.toMatchObject({ code: 'connect' });
      proxy = await TcpProxy.start(broker.ports.behindProxy, broker.ports.advertised);

      expect(await call(caller, url)).toMatchObject({ statusCode: null });
    });

    it('are closed when the service stops, even if the broker says nothing any more', async () => {
      await call(caller, url);
      proxy.freeze();

      await caller.onApplicationShutdown();

      await vi.waitFor(() => expect(proxy.openConnections).toBe(0));
    });
  });
});

function aCaller(
  { webhookDeny = [] }: { webhookDeny?: readonly string[] } = {},
  authorities: readonly string[] = [],
): KafkaCaller {
  const settings = readSettings({ NETPULSE_WEBHOOK_DENY: webhookDeny.join(',') });
  return new KafkaCaller(new GuardedSockets(new EgressPolicy(settings), authorities));
}

interface CallChanges {
  readonly event?: JobEvent;
  readonly options?: Partial<KafkaOptions>;
  readonly timeoutMs?: number;
}

function call(
  caller: KafkaCaller,
  url: string,
  { event = aJobEvent(), options = { topic: TOPIC }, timeoutMs = 10_000 }: CallChanges = {},
): Promise<Receipt> {
  const full = Object.assign(new KafkaOptions(), options);
  const webhook = { ...aWebhook(url, { name: 'kafka' }), options: full };
  const signal = AbortSignal.timeout(timeoutMs);
  return caller.call({ event, webhook, deliveryId: `${event.jobId}_completed`, signal });
}

function eventOf(bytes: number): JobEvent {
  const stdout = 'x'.repeat(bytes);
  return aJobEvent({
    result: { outputs: [{ command: 'show version', stdout, stderr: '', exitStatus: 0 }], error: null },
  });
}
