import net from 'node:net';
import { aWebhook } from '../../test/lab/webhook-receiver/a-webhook.js';
import * as answers from '../../test/lab/webhook-receiver/answers.js';
import { selfSigned } from '../../test/lab/webhook-receiver/certificates.js';
import { textOf } from '../../test/lab/webhook-receiver/received-request.js';
import { WebhookReceiver } from '../../test/lab/webhook-receiver/webhook-receiver.js';
import { EgressPolicy } from './egress/egress-policy.js';
import { GuardedAgents } from './http/guarded-agents.js';
import { webhookHttpService } from './http/webhook-axios.js';
import { DeliveryError } from './delivery-error.js';
import { signatureHeaders } from './signature/signature.js';
import { WebhookHttpClient } from './webhook-http.client.js';
import type { Webhook } from './webhook.js';

function aClient(host = '127.0.0.1', authorities: readonly string[] = []) {
  const agents = new GuardedAgents(
    new EgressPolicy({ host, webhookAllow: [], webhookDeny: [] }),
    authorities,
  );
  return { agents, client: new WebhookHttpClient(webhookHttpService(agents)) };
}

const DELIVERY_ID = 'a-delivery';

function contextOf(webhook: Webhook) {
  return { webhook, deliveryId: DELIVERY_ID, signal: AbortSignal.timeout(5_000) };
}

const BODY = '{"id":"1","result":"ok"}';

describe('WebhookHttpClient', () => {
  let receiver: WebhookReceiver;
  let agents: GuardedAgents;
  let client: WebhookHttpClient;

  beforeAll(async () => {
    receiver = await WebhookReceiver.start();
  });
  afterAll(() => receiver.stop());

  beforeEach(() => {
    receiver.clear();
    ({ agents, client } = aClient());
  });
  afterEach(() => agents.onApplicationShutdown());

  function send(
    webhook: Webhook,
    signal = AbortSignal.timeout(5_000),
    body: Buffer | string | object = BODY,
  ) {
    return client.send({ webhook, deliveryId: DELIVERY_ID, signal }, { body });
  }

  async function failureOf(sending: Promise<unknown>): Promise<DeliveryError> {
    const error: unknown = await sending.then(
      () => new Error('It was delivered'),
      (reason: unknown) => reason,
    );
    if (error instanceof DeliveryError) return error;
    throw error;
  }

  /** Sends with a deadline that the caller of the client sets, as the attempt runner does. */
  function failureAtDeadline(webhook: Webhook, deadlineMs = 150): Promise<DeliveryError> {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(new DeliveryError('timeout', 'over')), deadlineMs);
    return failureOf(send(webhook, controller.signal)).finally(() => clearTimeout(timer));
  }

  it('sends the body byte for byte, with the defaults a receiver expects', async () => {
    const receipt = await send(aWebhook(receiver.url('/hook?x=1')));

    expect(receipt).toEqual({ statusCode: 200, answer: 'ok' });
    const request = await receiver.next();
    expect(request.method).toBe('POST');
    expect(request.path).toBe('/hook?x=1');
    expect(textOf(request)).toBe(BODY);
    expect(request.headers).toEqual({
      host: `127.0.0.1:${receiver.port}`,
      'content-length': String(BODY.length),
      'content-type': 'application/json',
      'user-agent': expect.stringMatching(/^NetPulse\/\d+\.\d+\.\d+$/) as string,
      accept: '*/*',
      'accept-encoding': 'identity',
      connection: 'keep-alive',
    });
  });

  it.each([
    ['a Buffer as it is', Buffer.from([0, 1, 0xff]), Buffer.from([0, 1, 0xff])],
    ['a string as UTF-8', '{"a":"ü"}', Buffer.from('{"a":"ü"}')],
    ['an object as JSON', { a: 'ü' }, Buffer.from('{"a":"ü"}')],
  ])('sends %s', async (_what, body, sent) => {
    await send(aWebhook(receiver.url()), undefined, body);
    expect((await receiver.next()).body).toEqual(sent);
  });

  it.each(['GET', 'POST', 'PUT', 'DELETE', 'PATCH'] as const)('sends the body with %s', async (method) => {
    await send(aWebhook(receiver.url(), { method }));
    const request = await receiver.next();
    expect([request.method, textOf(request)]).toEqual([method, BODY]);
  });

  it("lets the user's headers win over the defaults, with their case kept", async () => {
    const headers = { 'content-type': 'text/plain', 'X-Token': 'abc', 'USER-AGENT': 'mine' };
    await send(aWebhook(receiver.url(), { headers }));
    const { rawHeaders, headers: received } = await receiver.next();
    expect(received).toMatchObject({ 'content-type': 'text/plain', 'x-token': 'abc', 'user-agent': 'mine' });
    expect(rawHeaders).toContain('X-Token');
    expect(rawHeaders.filter((name) => name.toLowerCase() === 'content-type')).toHaveLength(1);
  });

  it('sends cookies in one header, after those of a Cookie header', async () => {
    const webhook = aWebhook(receiver.url(), { headers: { cookie: 'z=9' }, cookies: { a: '1', b: 'two' } });
    await send(webhook);
    expect((await receiver.next()).headers.cookie).toBe('z=9; a=1; b=two');
  });

  it('sends basic authentication, which wins over an Authorization header', async () => {
    const headers = { authorization: 'Bearer x' };
    await send(aWebhook(receiver.url(), { headers, auth: ['user', 'pä:ss'] }));
    const expected = `Basic ${Buffer.from('user:pä:ss').toString('base64')}`;
    expect((await receiver.next()).headers.authorization).toBe(expected);
  });

  it('signs what it sends when there is a secret, and wins over headers of the same name', async () => {
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const headers = { 'Webhook-Id': 'forged', 'WEBHOOK-SIGNATURE': 'forged' };
    await send(aWebhook(receiver.url(), { secrets: [secret], headers }));

    const request = await receiver.next();
    const timestamp = Number(request.headers['webhook-timestamp']);
    expect(Math.abs(timestamp - Date.now() / 1_000)).toBeLessThan(5);
    const message = { id: DELIVERY_ID, timestampSeconds: timestamp, body: request.body };
    expect(request.headers).toMatchObject(signatureHeaders(message, [secret]));
  });

  it('says nothing of signatures when there is no secret', async () => {
    await send(aWebhook(receiver.url()));
    expect((await receiver.next()).headers).not.toHaveProperty('webhook-id');
  });

  it.each([200, 201, 202, 204, 299])('counts %i as delivered', async (code) => {
    receiver.answer = answers.status(code);
    expect(await send(aWebhook(receiver.url()))).toEqual({ statusCode: code, answer: '' });
  });

  it.each([301, 302, 303, 304, 307, 308])('counts %i as a failure and does not follow it', async (code) => {
    receiver.answer = answers.redirect(code, receiver.url('/elsewhere'));
    const error = await failureOf(send(aWebhook(receiver.url())));
    expect(error).toMatchObject({ code: 'redirect', answered: { statusCode: code } });
    expect(receiver.requests).toHaveLength(1);
  });

  it.each([400, 404, 410, 429, 500, 503])(
    'counts %i as a failure and keeps what was answered',
    async (code) => {
      receiver.answer = answers.status(code, 'because', { 'retry-after': '7' });
      const error = await failureOf(send(aWebhook(receiver.url())));
      expect(error).toMatchObject({
        code: 'http_status',
        message: `http://127.0.0.1:${receiver.port} answered ${code}`,
        answered: { statusCode: code, answer: 'because', retryAfter: '7' },
      });
    },
  );

  it('reads 64 KiB of an endless answer and hangs up', async () => {
    receiver.answer = answers.endless;
    const receipt = await send(aWebhook(receiver.url()));
    expect(receipt.statusCode).toBe(200);
    expect(receipt.answer).toHaveLength(65_536);
    await expect.poll(() => receiver.openConnections).toBe(0);
  });

  it('does not unpack a compressed answer', async () => {
    receiver.answer = answers.status(200, 'not gzip at all', { 'content-encoding': 'gzip' });
    expect(await send(aWebhook(receiver.url()))).toEqual({ statusCode: 200, answer: 'not gzip at all' });
  });

  it.each([
    ['never answers', answers.never, null],
    ['never ends its headers', answers.headersNever, null],
    ['drips its body', answers.drip(), 200],
  ])('is ended by its signal at a receiver that %s', async (_what, answer, statusCode) => {
    receiver.answer = answer;
    const error = await failureAtDeadline(aWebhook(receiver.url()));
    expect(error.code).toBe('timeout');
    expect(error.answered?.statusCode ?? null).toBe(statusCode);
    await expect.poll(() => receiver.openConnections).toBe(0);
  });

  it.each([
    ['resets the connection', answers.reset, 'reset'],
    ['closes before the end of its body', answers.truncated, 'reset'],
    ['talks garbage', answers.garbage, 'bad_answer'],
    ['closes without a word', answers.raw(''), 'reset'],
    [
      'answers with two lengths',
      answers.raw('HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'),
      'bad_answer',
    ],
    [
      'answers with endless headers',
      answers.raw(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`),
      'bad_answer',
    ],
    [
      'switches protocols',
      answers.raw('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'),
      'bad_answer',
    ],
  ])('fails at a receiver that %s', async (_what, answer, code) => {
    receiver.answer = answer;
    expect(await failureOf(send(aWebhook(receiver.url())))).toMatchObject({ code });
    expect(receiver.requests).toHaveLength(1);
  });

  it('says that nobody listens', async () => {
    const port = await unusedPort();
    const error = await failureOf(send(aWebhook(`http://127.0.0.1:${port}/secret-path`)));
    expect(error).toMatchObject({
      code: 'connect',
      message: `No connection to http://127.0.0.1:${port} (ECONNREFUSED)`,
    });
  });

  it('says that a name does not resolve', async () => {
    expect(await failureOf(send(aWebhook('http://nowhere.invalid/')))).toMatchObject({ code: 'dns' });
  });

  it('says that a plain HTTP server speaks no TLS', async () => {
    const url = receiver.url().replace('http:', 'https:');
    const message = expect.stringContaining('it does not speak TLS') as string;
    expect(await failureOf(send(aWebhook(url)))).toMatchObject({ code: 'tls', message });
  });

  it.each([
    ['http://169.254.169.254/'],
    ['http://[fd00:ec2::254]/'],
    ['https://2852039166/'],
    ['http://0.0.0.0/'],
  ])('does not dial %s', async (url) => {
    expect(await failureOf(send(aWebhook(url)))).toMatchObject({ code: 'egress_blocked' });
  });

  it.each(['127.0.0.1', '[::1]', 'localhost', '2130706433', '[::ffff:127.0.0.1]'])(
    'does not dial loopback as %s when the service listens wider',
    async (host) => {
      const guarded = aClient('0.0.0.0');
      const webhook = aWebhook(`http://${host}:${receiver.port}/`);
      const sending = guarded.client.send(contextOf(webhook), { body: BODY });
      expect(await failureOf(sending)).toMatchObject({ code: 'egress_blocked' });
      expect(receiver.requests).toHaveLength(0);
      guarded.agents.onApplicationShutdown();
    },
  );

  it('reaches a receiver by name', async () => {
    await send(aWebhook(receiver.url('/', 'localhost')));
    expect((await receiver.next()).headers.host).toBe(`localhost:${receiver.port}`);
  });

  it('pays no heed to proxies in the environment', async () => {
    const port = await unusedPort();
    vi.stubEnv('HTTP_PROXY', `http://127.0.0.1:${port}`);
    vi.stubEnv('http_proxy', `http://127.0.0.1:${port}`);
    try {
      expect(await send(aWebhook(receiver.url()))).toMatchObject({ statusCode: 200 });
    } finally {
      vi.unstubAllEnvs();
    }
  });

  it('sends nothing when it is too late already', async () => {
    const reason = new DeliveryError('timeout', 'over');
    expect(await failureOf(send(aWebhook(receiver.url()), AbortSignal.abort(reason)))).toBe(reason);
    expect(receiver.requests).toHaveLength(0);
  });

  it('closes its connections when it is told to stop', async () => {
    await send(aWebhook(receiver.url()));
    agents.onApplicationShutdown();
    await expect.poll(() => receiver.openConnections).toBe(0);
  });
});

describe('WebhookHttpClient over TLS', () => {
  let receiver: WebhookReceiver;
  let authority: string;

  beforeAll(async () => {
    const certificate = await selfSigned(['IP:127.0.0.1', 'DNS:netpulse.test']);
    authority = certificate.cert;
    receiver = await WebhookReceiver.start({ tls: certificate });
  });
  afterAll(() => receiver.stop());
  beforeEach(() => receiver.clear());

  it('delivers, and keeps the connection', async () => {
    const { agents, client } = aClient('127.0.0.1', [authority]);
    for (let i = 0; i < 2; i++) {
      expect(await client.send(contextOf(aWebhook(receiver.url('/tls'))), { body: BODY })).toMatchObject({
        statusCode: 200,
      });
    }
    expect(receiver.requests.map(({ path }) => path)).toEqual(['/tls', '/tls']);
    expect(receiver.connectionCount).toBe(1);
    agents.onApplicationShutdown();
  });

  it.each([
    ['a certificate that nobody vouches for', '127.0.0.1', () => [], 'is not trusted'],
    ['a certificate for another name', 'localhost', () => [authority], 'its certificate is for another name'],
  ])('refuses %s', async (_what, host, authorities, message) => {
    const { agents, client } = aClient('127.0.0.1', authorities());
    const sending = client.send(contextOf(aWebhook(receiver.url('/', host))), { body: BODY });
    await expect(sending).rejects.toMatchObject({
      code: 'tls',
      message: expect.stringContaining(message) as string,
    });
    expect(receiver.requests).toHaveLength(0);
    agents.onApplicationShutdown();
  });
});

async function unusedPort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
