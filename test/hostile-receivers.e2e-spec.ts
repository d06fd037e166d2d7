import type { DynamicModule } from '@nestjs/common';
import { mkdtemp, rm } from 'node:fs/promises';
import net, { type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TlsOptions } from 'node:tls';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { PrivateRedis } from '../src/redis/private-redis.js';
import { DeliveryError } from '../src/webhooks/delivery-error.js';
import { EgressPolicy } from '../src/webhooks/egress/egress-policy.js';
import { GuardedAgents, TRUSTED_AUTHORITIES } from '../src/webhooks/http/guarded-agents.js';
import { webhookHttpService } from '../src/webhooks/http/webhook-axios.js';
import { WebhookHttpClient } from '../src/webhooks/webhook-http.client.js';
import { WebhooksApp } from './harness/webhooks-app.js';
import { aJobEvent } from './lab/webhook-receiver/a-job-event.js';
import { aWebhook } from './lab/webhook-receiver/a-webhook.js';
import * as answers from './lab/webhook-receiver/answers.js';
import { expired, selfSigned, type Certificate } from './lab/webhook-receiver/certificates.js';
import { WebhookReceiver } from './lab/webhook-receiver/webhook-receiver.js';

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };
const { raw, redirect, status } = answers;
const MEGABYTE = 1_048_576;
const METADATA = 'http://169.254.169.254/latest/meta-data/';

type Case = readonly [
  what: string,
  answer: answers.Answer,
  outcome: { code: string | null; status: number | null },
];

/** For receivers that are waited for in vain. */
const SHORT_SECONDS = 0.5;
/** For the others: whatever they do is seen at once, also on a machine that is busy. */
const LONG_SECONDS = 20;

function timesOut(statusCode: number | null = null) {
  return { code: 'timeout', status: statusCode };
}
const isDelivered = { code: null, status: 200 };
const isBadAnswer = { code: 'bad_answer', status: null };
const isReset = { code: 'reset', status: null };

const CASES: readonly Case[] = [
  ['never answers', answers.never, timesOut()],
  ['never ends its headers', answers.headersNever, timesOut()],
  ['drips its body a byte at a time', answers.drip(), timesOut(200)],
  ['announces its answer without end', answers.endlessInformation, timesOut()],
  ['sends a body without end', answers.endless, isDelivered],
  ['sends a compressed bomb of 100 MB', answers.bomb(100 * MEGABYTE), isDelivered],
  ['says br and sends text', status(200, 'text', { 'content-encoding': 'br' }), isDelivered],
  ['says an encoding that there is not', status(200, 'text', { 'content-encoding': 'x' }), isDelivered],
  [
    'says a character set that there is not',
    status(200, '\xff', { 'content-type': 'text/plain; charset=x' }),
    isDelivered,
  ],
  [
    'sends a chunk that is none',
    raw('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n'),
    { code: 'bad_answer', status: 200 },
  ],
  [
    'says two lengths',
    raw('HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'),
    isBadAnswer,
  ],
  [
    'says length and chunks',
    raw('HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'),
    isBadAnswer,
  ],
  [
    'switches to websocket',
    raw('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'),
    { code: 'bad_answer', status: 101 },
  ],
  [
    'switches to h2c',
    raw(
      'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n\0\0\0\x04\0\0\0\0\0',
    ),
    { code: 'bad_answer', status: 101 },
  ],
  ['speaks HTTP/2 at once', raw('\0\0\x12\x04\0\0\0\0\0\0\x03\0\0\0d'), isBadAnswer],
  ['answers garbage', answers.garbage, isBadAnswer],
  ['answers as HTTP/0.9 did', raw('hello'), isBadAnswer],
  ['answers with a status that is no number', raw('HTTP/1.1 OK\r\n\r\n'), isBadAnswer],
  ['has a header with a line break in it', raw('HTTP/1.1 200 OK\r\nX: a\rb\r\n\r\n'), isBadAnswer],
  ['has a header of 100 kB', raw(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`), isBadAnswer],
  ['has 100,000 headers', raw(`HTTP/1.1 200 OK\r\n${'X: 1\r\n'.repeat(100_000)}\r\n`), isBadAnswer],
  ['closes its side without a word', answers.halfClosed, isReset],
  ['closes its side in the middle of its headers', answers.halfAnswer, isReset],
  ['resets the connection', answers.reset, isReset],
  ['resets the connection in its body', answers.resetInBody, { code: 'reset', status: 200 }],
  ['closes before the end of its body', answers.truncated, { code: 'reset', status: 200 }],
  ...[300, 301, 302, 303, 304, 305, 307, 308].map((code): Case => [
    `redirects with ${code}`,
    redirect(code, '/elsewhere'),
    { code: 'redirect', status: code },
  ]),
  ['redirects to cloud metadata', redirect(307, METADATA), { code: 'redirect', status: 307 }],
  ['redirects to another scheme', redirect(302, 'file:///etc/passwd'), { code: 'redirect', status: 302 }],
  ['redirects nowhere', status(302), { code: 'redirect', status: 302 }],
];

describe('a hostile receiver', () => {
  let folder: string;
  let redis: PrivateRedis;
  let healthy: WebhookReceiver;
  let app: WebhooksApp;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'netpulse-hostile-'));
    redis = await PrivateRedis.start({ dataDir: folder, logger: SILENT });
    healthy = await WebhookReceiver.start();
    app = await withOneSlot();
  });
  afterAll(async () => {
    await app.stop();
    await healthy.stop();
    await redis.stop();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(() => void healthy.clear());

  /** One slot: while a receiver holds it, nothing else is delivered. */
  function withOneSlot(modules: readonly DynamicModule[] = []): Promise<WebhooksApp> {
    return WebhooksApp.start(redis.socketPath, { NETPULSE_WEBHOOK_CONCURRENCY: '1' }, modules);
  }

  /** What became of a delivery to `url`, once the slot that it had is free for the next one. */
  async function outcome(url: string, isWaitedForInVain = false) {
    const [event, next] = [aJobEvent(), aJobEvent()];
    await app.finish(event, { url, timeout: isWaitedForInVain ? SHORT_SECONDS : LONG_SECONDS });
    await app.finish(next, { url: healthy.url() });
    const attempt = await app.ended(event);
    expect(await app.ended(next)).toMatchObject({ statusCode: 200, error: null });
    return { code: attempt.error?.code ?? null, status: attempt.statusCode, attempt };
  }

  it.each(CASES)(
    'that %s is recorded for what it is, sent to once, and holds up nothing',
    async (_what, answer, expected) => {
      const receiver = await WebhookReceiver.start();
      receiver.answer = answer;

      const { attempt, ...found } = await outcome(receiver.url('/hook'), expected.code === 'timeout');

      expect(found).toEqual(expected);
      expect(attempt.answer.length).toBeLessThanOrEqual(1_024);
      expect(receiver.requests.map(({ path }) => path)).toEqual(['/hook']);
      // Kept for the next delivery if it is good for one, else closed.
      await expect.poll(() => receiver.openConnections).toBeLessThanOrEqual(1);
      await receiver.stop();
    },
  );

  it('that breaks a kept connection gets what has a webhook-id once more, under the same id, and no failure is noted', async () => {
    const receiver = await WebhookReceiver.start();
    const first = aJobEvent();
    await app.finish(first, { url: receiver.url('/first'), name: 'standard' });
    await app.ended(first);
    receiver.answerOnce(answers.reset);

    const second = aJobEvent();
    await app.finish(second, { url: receiver.url('/second'), name: 'standard' });

    expect(await app.ended(second)).toMatchObject({
      statusCode: 200,
      error: null,
      exchange: { isReused: false },
    });
    expect(await app.attemptLog.list(`${second.jobId}_completed`)).toEqual([]);
    expect(receiver.requests.map(({ path }) => path)).toEqual(['/first', '/second', '/second']);
    const ids = receiver.requests.slice(1).map(({ headers }) => headers['webhook-id']);
    expect(ids).toEqual([`${second.jobId}_completed`, `${second.jobId}_completed`]);
    await receiver.stop();
  });

  describe('with bad TLS', () => {
    let good: Certificate;
    let old: Certificate;
    let stranger: Certificate;

    beforeAll(async () => {
      [good, old, stranger] = await Promise.all([
        selfSigned(['IP:127.0.0.1']),
        expired(['IP:127.0.0.1']),
        selfSigned(['IP:127.0.0.1']),
      ]);
      class Trust {}
      const authorities = { provide: TRUSTED_AUTHORITIES, useValue: [good.cert, old.cert] };
      await app.stop();
      app = await withOneSlot([
        { module: Trust, global: true, providers: [authorities], exports: [TRUSTED_AUTHORITIES] },
      ]);
    });

    async function overTls(tls: TlsOptions & Certificate, host?: string) {
      const receiver = await WebhookReceiver.start({ tls });
      const result = await outcome(receiver.url('/', host));
      expect(receiver.requests).toHaveLength(result.code === null ? 1 : 0);
      await receiver.stop();
      return result;
    }

    it('none at all is delivered to', async () => {
      const { code, attempt } = await overTls(good);
      expect(code).toBeNull();
      expect(attempt.exchange).toMatchObject({ address: '127.0.0.1', tlsMs: expect.any(Number) });
    });

    it.each([
      ['whose certificate has expired', () => old, undefined, 'CERT_HAS_EXPIRED'],
      ['that nobody vouches for', () => stranger, undefined, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
      ['that has another name', () => good, 'localhost', 'its certificate is for another name'],
      [
        'of an old protocol',
        () =>
          ({ ...good, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }) as const,
        undefined,
        'it speaks only versions of TLS that are too old',
      ],
      [
        'that demands a certificate of ours',
        () => ({ ...good, requestCert: true, rejectUnauthorized: true }),
        undefined,
        'it demands a certificate of the client',
      ],
    ])('%s is refused, and told so', async (_what, tls, host, message) => {
      const { code, attempt } = await overTls(tls(), host);
      expect(attempt.error?.message).toContain(message);
      expect(code).toBe('tls');
    });

    it.each([
      ['speaks plain HTTP instead', 'tls', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n')],
      ['closes in the handshake', 'tls', (socket: Socket) => socket.end()],
      ['resets in the handshake', 'tls', (socket: Socket) => socket.resetAndDestroy()],
      ['is silent in the handshake', 'timeout', () => undefined],
    ])('that %s is %s', async (_what, expected, greet) => {
      const server = net.createServer((socket) => {
        socket.on('error', () => undefined);
        socket.once('data', () => greet(socket));
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      expect((await outcome(`https://127.0.0.1:${port}/`, expected === 'timeout')).code).toBe(expected);
      await new Promise((resolve) => server.close(resolve));
    });
  });

  it.each([
    ['a line break in a value', { headers: { 'X-A': 'a\r\nX-Injected: 1' } }, 'webhook.headers'],
    ['a bare line feed in a value', { headers: { 'X-A': 'a\nX-Injected: 1' } }, 'webhook.headers'],
    ['a bare carriage return in a value', { headers: { 'X-A': 'a\rb' } }, 'webhook.headers'],
    ['a NUL in a value', { headers: { 'X-A': 'a\0b' } }, 'webhook.headers'],
    ['a character that is cut to a line break', { headers: { 'X-A': 'a\u010d\u010ab' } }, 'webhook.headers'],
    ['a line break in a name', { headers: { 'X-A: 1\r\nX-B': '1' } }, 'webhook.headers'],
    ['a colon in a name', { headers: { 'X-A:': '1' } }, 'webhook.headers'],
    ['a space before the colon', { headers: { 'Content-Length ': '1' } }, 'webhook.headers'],
    ['an empty name', { headers: { '': '1' } }, 'webhook.headers'],
    ['a length of its own', { headers: { 'content-LENGTH': '0' } }, 'webhook.headers'],
    ['a transfer encoding', { headers: { 'Transfer-Encoding': 'chunked' } }, 'webhook.headers'],
    ['another host', { headers: { Host: 'internal' } }, 'webhook.headers'],
    ['a connection header', { headers: { Connection: 'X-Token' } }, 'webhook.headers'],
    ['an upgrade', { headers: { Upgrade: 'h2c' } }, 'webhook.headers'],
    ['settings of HTTP/2', { headers: { 'HTTP2-Settings': 'AAMAAABk' } }, 'webhook.headers'],
    ['an expectation', { headers: { Expect: '100-continue' } }, 'webhook.headers'],
    ['a proxy header', { headers: { 'Proxy-Authorization': 'x' } }, 'webhook.headers'],
    ['a name twice', { headers: { 'X-A': '1', 'x-a': '2' } }, 'webhook.headers'],
    ['a pseudo header', { headers: { ':authority': 'x' } }, 'webhook.headers'],
    ['a line break in a cookie', { cookies: { a: 'b\r\nX: 1' } }, 'webhook.cookies'],
    ['a second cookie in a cookie', { cookies: { a: 'b; c=d' } }, 'webhook.cookies'],
    ['a line break in a login', { auth: ['user', 'a\r\nX: 1'] }, 'webhook.auth'],
    ['a colon in a user', { auth: ['us:er', 'x'] }, 'webhook.auth'],
    ['another method', { method: 'CONNECT' }, 'webhook.method'],
    ['a line break in a method', { method: 'GET / HTTP/1.1\r\nX: 1' }, 'webhook.method'],
    ['a line break in the URL', { url: 'http://127.0.0.1/\r\nX: 1' }, 'webhook.url'],
    ['a space in the URL', { url: 'http://127.0.0.1/ HTTP/1.1' }, 'webhook.url'],
    ['a tab in the host', { url: 'http://127.0.\t0.1/' }, 'webhook.url'],
    ['metadata as a number', { url: 'http://2852039166/' }, 'webhook.url'],
    ['metadata in octal', { url: 'http://0251.0376.0251.0376/' }, 'webhook.url'],
    ['metadata mapped to IPv6', { url: 'http://[::ffff:169.254.169.254]/' }, 'webhook.url'],
  ])('gets no request with %s: it is refused when it is submitted', async (_what, fields, field) => {
    const webhook = { url: healthy.url(), ...fields };
    const { status: code, body } = await app.request('POST', '/webhooks/test', { webhook });
    expect(code).toBe(422);
    expect((body as { errors: { field: string }[] }).errors.map((error) => error.field)).toEqual([field]);
    expect(healthy.requests).toHaveLength(0);
  });
});

describe('many hostile answers', () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  const DEADLINE_MS = 100;
  const AT_ONCE = 25;

  async function memoryInUse(): Promise<number> {
    for (let i = 0; i < 3; i++) {
      await new Promise((resolve) => setImmediate(resolve));
      collectGarbage();
    }
    const { heapUsed, external, arrayBuffers } = process.memoryUsage();
    return heapUsed + external + arrayBuffers;
  }

  it('leave no memory behind and no connection open', async () => {
    const receiver = await WebhookReceiver.start();
    const policy = new EgressPolicy({ host: '127.0.0.1', webhookAllow: [], webhookDeny: [] });
    const agents = new GuardedAgents(policy);
    const client = new WebhookHttpClient(webhookHttpService(agents));
    const send = async (): Promise<void> => {
      const controller = new AbortController();
      const over = (): void => controller.abort(new DeliveryError('timeout', 'over'));
      const timer = setTimeout(over, DEADLINE_MS);
      await client
        .send(
          { webhook: aWebhook(receiver.url()), deliveryId: 'x', signal: controller.signal },
          { body: 'x' },
        )
        .catch(() => undefined);
      clearTimeout(timer);
    };
    const round = async (): Promise<void> => {
      for (const [, answer] of CASES) {
        receiver.answer = answer;
        await Promise.all(Array.from({ length: AT_ONCE }, send));
        receiver.clear();
      }
    };

    await round();
    const before = await memoryInUse();
    for (let i = 0; i < 4; i++) await round();
    const after = await memoryInUse();

    // 4 rounds are some 4,000 exchanges: a kilobyte that each left behind would be 4 MB.
    expect(after - before).toBeLessThan(4 * MEGABYTE);
    agents.onApplicationShutdown();
    await expect.poll(() => receiver.openConnections).toBe(0);
    await receiver.stop();
  }, 120_000);
});
