import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import { RedisConnections } from '../src/redis/redis-connections.js';
import type { ApiAnswer } from './harness/api-client.js';
import { aJob } from './harness/job-requests.js';
import { RunningService } from './harness/running-service.js';
import { SshDevice } from './lab/ssh-device/ssh-device.js';
import { status } from './lab/webhook-receiver/answers.js';
import { WebhookReceiver } from './lab/webhook-receiver/webhook-receiver.js';

/** As many as take some ten seconds; FUZZ_RUNS=5000 searches longer, and a failure prints the seed that repeats it. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 400);
const AT_ONCE = 10;
const TEST_TIMEOUT_MS = 60_000 + RUNS * 100;

/** What JSON may call a field and JavaScript has a meaning for. */
const ODD_KEYS = [
  'constructor',
  '__proto__',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  '__defineGetter__',
  'toJSON',
  'then',
  'length',
  '',
  '0',
  '$where',
];
const WEBHOOK_FIELDS = [
  'name',
  'url',
  'method',
  'headers',
  'cookies',
  'auth',
  'timeout',
  'max_retries',
  'retry_intervals',
  'secret',
  'events',
  'options',
];

/** Every secret that was sent, each of its own, so that finding one says which field it was in. */
const secrets = new Set<string>();

function aSecret(where: string): fc.Arbitrary<string> {
  return fc.nat().map(() => {
    const secret = `s3cr3t-${where}-${randomBytes(9).toString('hex')}`;
    secrets.add(secret);
    return secret;
  });
}

const anything = fc.anything({
  withNullPrototype: false,
  maxDepth: 3,
  key: fc.oneof(fc.constantFrom(...ODD_KEYS), fc.string()),
  values: [
    fc.string({ unit: 'binary' }),
    fc.double({ noNaN: true }),
    fc.boolean(),
    fc.constant(null),
    fc.integer(),
  ],
});

/** Own properties whatever they are called: an object literal would take __proto__ for something else. */
function asObject(entries: readonly (readonly [string, unknown])[]): object {
  return JSON.parse(
    `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${json(value)}`).join(',')}}`,
  ) as object;
}

function json(value: unknown): string {
  return value === undefined ? 'null' : JSON.stringify(value);
}

function objectOf(key: fc.Arbitrary<string>, value: fc.Arbitrary<unknown>): fc.Arbitrary<object> {
  return fc.array(fc.tuple(key, value), { maxLength: 5 }).map(asObject);
}

const headerNames = fc.oneof(
  fc.constantFrom(
    'Authorization',
    'X-Token',
    'Host',
    'content-length',
    'Transfer-Encoding',
    'x y',
    'Cookie',
    ...ODD_KEYS,
  ),
  fc.string({ maxLength: 12 }),
);
const smuggling = fc.constantFrom('\r\nX-Injected: 1', '\n', '\0', '\u2028', 'ü', '\t', '');

function headersLike(where: string): fc.Arbitrary<unknown> {
  const value = fc.tuple(aSecret(where), smuggling).map(([secret, tail]) => secret + tail);
  return fc.oneof(
    { weight: 4, arbitrary: objectOf(headerNames, value) },
    { weight: 1, arbitrary: objectOf(headerNames, anything) },
    { weight: 1, arbitrary: anything },
  );
}

function urls(receiver: string): fc.Arbitrary<unknown> {
  const host = fc.constantFrom(
    receiver,
    receiver,
    receiver,
    receiver.replace('127.0.0.1', 'localhost'),
    receiver.replace('127.0.0.1', '2130706433'),
    'http://169.254.169.254',
    'http://[fd00:ec2::254]',
    'http://0xa9fea9fe',
    'http://nowhere.invalid',
    'https://127.0.0.1:1',
    'ftp://127.0.0.1',
    'amqp://127.0.0.1:1',
    'kafka://127.0.0.1:1',
    'javascript:',
    '//',
  );
  const tail = fc
    .tuple(fc.constantFrom('/', '/p', '/q', '/%00', '/\r\n', '/ü'), aSecret('query'))
    .map(([p, s]) => `${p}?k=${s}`);
  const plain = fc.tuple(host, tail).map((parts) => parts.join(''));
  const withLogin = fc
    .tuple(plain, aSecret('userinfo'))
    .map(([url, secret]) => url.replace('://', `://user:${secret}@`));
  return fc.oneof(
    { weight: 4, arbitrary: plain },
    { weight: 4, arbitrary: withLogin },
    { weight: 1, arbitrary: anything },
  );
}

const signingSecret = fc.nat().map(() => {
  const secret = randomBytes(32).toString('base64');
  secrets.add(secret);
  return `whsec_${secret}`;
});

/** One field's value: mostly what could be right, now and then anything. */
function field(name: string, receiver: string): fc.Arbitrary<unknown> {
  const right: Record<string, fc.Arbitrary<unknown>> = {
    name: fc.constantFrom(
      'basic',
      'event',
      'standard',
      'cloudevents',
      'rabbitmq',
      'kafka',
      'constructor',
      '__proto__',
    ),
    url: urls(receiver),
    method: fc.constantFrom('POST', 'GET', 'PATCH', 'TRACE', 'post'),
    headers: headersLike('header'),
    cookies: headersLike('cookie'),
    auth: fc.oneof(
      fc.tuple(fc.constantFrom('user', 'a:b'), aSecret('auth')),
      fc.array(anything, { maxLength: 3 }),
    ),
    timeout: fc.constantFrom(0.5, 1, 0, 121, '5', null),
    max_retries: fc.constantFrom(0, 1, -1, 1.5, '1', 21),
    retry_intervals: fc.oneof(fc.constant([1]), fc.array(fc.double(), { maxLength: 3 })),
    secret: fc.oneof(signingSecret, fc.array(signingSecret, { maxLength: 6 }), aSecret('signing')),
    events: fc.oneof(fc.constant(['job.failed']), fc.array(fc.string(), { maxLength: 3 })),
    options: fc.oneof(
      objectOf(
        fc.oneof(fc.constantFrom('mode', 'exchange', 'topic', ...ODD_KEYS), fc.string()),
        aSecret('option'),
      ),
      anything,
    ),
  };
  return fc.oneof({ weight: 9, arbitrary: right[name] ?? anything }, { weight: 1, arbitrary: anything });
}

function webhooks(receiver: string): fc.Arbitrary<unknown> {
  const entry = (name: string) => field(name, receiver).map((value): [string, unknown] => [name, value]);
  const url = urls(receiver).map((value): [string, unknown] => ['url', value]);
  const odd = fc.tuple(fc.constantFrom(...ODD_KEYS), anything);
  const others = fc
    .subarray(
      WEBHOOK_FIELDS.filter((name) => name !== 'url'),
      { maxLength: 4 },
    )
    .chain((names) => fc.tuple(...names.map(entry)));
  const object = fc
    .tuple(
      url,
      others,
      fc.oneof({ weight: 6, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.tuple(odd) }),
    )
    .map(([first, more, last]) => asObject([first, ...more, ...last]));
  return fc.oneof({ weight: 12, arbitrary: object }, { weight: 1, arbitrary: anything });
}

describe('POST /jobs, whatever it is sent', () => {
  let service: RunningService;
  let device: SshDevice;
  let receiver: WebhookReceiver;
  const answers: string[] = [];

  beforeAll(async () => {
    [service, device, receiver] = await Promise.all([
      RunningService.start({
        environment: { NETPULSE_SHUTDOWN_GRACE: '0', NETPULSE_WEBHOOK_BREAKER_FAILURES: '10000' },
      }),
      SshDevice.start({ commands: { 'show version': 'Version 15.2' } }),
      WebhookReceiver.start(),
    ]);
    // As some frameworks do in their error pages: it answers with what it was sent.
    receiver.answer = (exchange) => {
      const { path, rawHeaders } = exchange.request;
      return status(200, JSON.stringify([path, rawHeaders]))(exchange);
    };
  });
  afterAll(() => Promise.all([service.stop(), device.stop(), receiver.stop()]));
  beforeEach(() => void secrets.clear());
  afterEach(() => void (answers.length = 0));

  async function post(body: object): Promise<ApiAnswer<unknown>> {
    const answer = await service.api.post('/jobs', body);
    answers.push(answer.text);
    return answer;
  }

  /** Everything that a reader of this process's outputs could see, once all that was begun has ended. */
  async function outputs(): Promise<string> {
    await vi.waitFor(
      async () => {
        const open = await service.api.get<unknown[]>('/jobs?status=queued&limit=1');
        const pending = await service.api.get<unknown[]>('/webhooks/deliveries?status=pending&limit=1');
        expect([open.body, pending.body]).toEqual([[], []]);
      },
      { timeout: 60_000, interval: 200 },
    );
    const { commands } = service.get(RedisConnections);
    const shown = [...answers, service.log, await everythingIn(commands)];
    for (const path of ['/jobs', '/webhooks/deliveries']) {
      let next: string | undefined = `${path}?limit=100`;
      while (next) {
        const { text, headers }: ApiAnswer<unknown> = await service.api.get(next);
        shown.push(text);
        next = /<(.*)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
      }
    }
    return shown.join('\n');
  }

  async function expectNoSecret(): Promise<void> {
    const all = await outputs();
    expect(secrets.size).toBeGreaterThan(0);
    const leaked = [...secrets].filter(
      (secret) => all.includes(secret) || all.includes(Buffer.from(secret).toString('base64').slice(0, -4)),
    );
    expect(leaked).toEqual([]);
  }

  function check(requests: fc.Arbitrary<object>): Promise<void> {
    const property = fc.asyncProperty(
      fc.array(requests, { minLength: AT_ONCE, maxLength: AT_ONCE }),
      async (bodies) => {
        for (const { status: code, text } of await Promise.all(bodies.map(post))) {
          expect([202, 422], text).toContain(code);
        }
      },
    );
    return fc.assert(property, {
      numRuns: Math.ceil(RUNS / AT_ONCE),
      plugins: [fc.interruptAfterTimeLimit(TEST_TIMEOUT_MS / 2)],
      // What failed is in the message; smaller would take minutes of real requests.
      endOnFailure: true,
    });
  }

  it(
    'with any webhook answers 202 or 422, and lets no secret out',
    async () => {
      const requests = webhooks(receiver.url('').replace(/\/$/, '')).map((webhook) => ({
        ...aJob(device),
        webhook,
      }));

      await check(requests);

      const codes = answers.map((text) => (text.includes('"status":422') ? 422 : 202));
      expect(new Set(codes)).toEqual(new Set([202, 422]));
      await expectNoSecret();
      expect(receiver.requests.length).toBeGreaterThan(0);
    },
    TEST_TIMEOUT_MS,
  );

  it(
    'with any connection_args, driver_args and other fields answers 202 or 422, and lets no secret out',
    async () => {
      const { connection_args: good, ...rest } = aJob(device);
      const key = fc.oneof(
        fc.constantFrom('host', 'port', 'username', 'device_type', 'use_keys', ...ODD_KEYS),
        fc.string({ maxLength: 8 }),
      );
      const secretKey = fc.constantFrom(
        'password',
        'secret',
        'passphrase',
        'pkey',
        'constructor',
        '__proto__',
      );
      const entry = fc.oneof(fc.tuple(secretKey, aSecret('connection')), fc.tuple(key, anything));
      const extra = fc.array(entry, { maxLength: 3 });
      const args = extra.map((entries) => asObject([...Object.entries(good as object), ...entries]));
      const requests = fc
        .tuple(
          fc.oneof({ weight: 6, arbitrary: args }, { weight: 1, arbitrary: anything }),
          fc.option(objectOf(fc.oneof(fc.constantFrom('read_timeout', ...ODD_KEYS), fc.string()), anything), {
            nil: undefined,
          }),
          fc.oneof(
            { weight: 4, arbitrary: fc.constant([]) },
            { weight: 1, arbitrary: fc.tuple(fc.tuple(key, anything)) },
          ),
        )
        .map(([connection_args, driver_args, more]) =>
          asObject([
            ...Object.entries(rest),
            ['connection_args', connection_args],
            ...(driver_args === undefined ? [] : [['driver_args', driver_args] as const]),
            ...more,
          ]),
        );

      await check(requests);

      await expectNoSecret();
    },
    TEST_TIMEOUT_MS,
  );

  it.each([
    ['a list', '[]'],
    ['a list of requests', '[{"driver":"netmiko"}]'],
    ['null', 'null'],
    ['a number', '1'],
    ['a text', '"x"'],
    ['a prototype', '{"__proto__":{"driver":"netmiko"}}'],
    ['a constructor with a prototype', '{"constructor":{"prototype":{"x":1}}}'],
    ['a constructor that is no function', '{"driver":"netmiko","surprise":{"constructor":"x"}}'],
    ['a constructor in a list', '{"driver":"netmiko","command":[{"constructor":"x"}]}'],
    [
      'a constructor in a webhook',
      '{"driver":"netmiko","webhook":{"url":"http://127.0.0.1/","constructor":"x"}}',
    ],
    ['100,000 lists in each other', `{"command":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    [
      '100,000 objects in options',
      `{"webhook":{"options":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}}`,
    ],
  ])('answers %s with 422', async (_what, body) => {
    const response = await fetch(`${service.url}/jobs`, {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/json', 'X-API-KEY': service.apiKey },
    });
    expect([response.status, await response.text()]).toEqual([422, expect.any(String)]);
    expect(Object.prototype).not.toHaveProperty('driver');
  });

  it('names the odd key that it refuses', async () => {
    const good = aJob(device) as { connection_args: object };
    const connection_args = { ...good.connection_args, constructor: 'x' };
    const { body } = await service.api.post('/jobs', { ...good, connection_args });
    expect(body).toMatchObject({
      errors: [{ field: 'connection_args.constructor', message: 'is not a known field' }],
    });
  });
});

/** Every key and value of a Redis, as text. */
async function everythingIn(redis: Redis): Promise<string> {
  const found: string[] = [];
  for (const key of await redis.keys('*')) {
    found.push(key);
    const type = await redis.type(key);
    if (type === 'hash') found.push(...Object.entries(await redis.hgetall(key)).flat());
    if (type === 'list') found.push(...(await redis.lrange(key, 0, -1)));
    if (type === 'string') found.push((await redis.get(key)) ?? '');
    if (type === 'zset') found.push(...(await redis.zrange(key, 0, -1)));
    if (type === 'set') found.push(...(await redis.smembers(key)));
  }
  return found.join('\n');
}
