import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { WebhookDto } from './webhook.dto.js';

const URL_ONLY = { url: 'http://monitor.example.com/callback' };

/** The messages of what is wrong, by field. */
function faults(fields: object): Record<string, string[]> {
  const dto = plainToInstance(WebhookDto, { ...URL_ONLY, ...fields });
  const errors = validateSync(dto, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
  });
  return Object.fromEntries(
    errors.map(({ property, constraints }) => [property, Object.values(constraints ?? {})]),
  );
}

describe('WebhookDto', () => {
  it("takes the document's defaults for everything but the URL", () => {
    expect({ ...plainToInstance(WebhookDto, URL_ONLY) }).toEqual({
      name: 'basic',
      url: 'http://monitor.example.com/callback',
      method: 'POST',
      headers: null,
      cookies: null,
      auth: null,
      timeout: 5,
      retry_intervals: [10, 30, 120],
      secret: null,
      events: ['job.completed', 'job.failed', 'job.canceled', 'job.expired', 'batch.completed'],
      options: null,
    });
    expect(faults({})).toEqual({});
  });

  it.each([
    ['name', 'basic'],
    ['url', 'https://example.com'],
    ['url', 'http://10.0.0.1:8080/a?b=c#d'],
    ['url', 'http://user:p%40ss@example.com/'],
    ['url', 'http://[::1]:8080/'],
    ['url', 'amqps://user:p%40ss@rabbit.example.com/vhost'],
    ['url', 'kafka://a.example.com:9092,b.example.com:9092'],
    ['options', null],
    ['options', { topic: 'jobs' }],
    ['method', 'GET'],
    ['method', 'POST'],
    ['method', 'PUT'],
    ['method', 'DELETE'],
    ['method', 'PATCH'],
    ['headers', null],
    ['headers', {}],
    ['headers', { 'Content-Type': 'application/json', Authorization: 'Bearer your-token' }],
    ['headers', { 'X-Empty': '', "x-!#$%&'*+.^_`|~": 'tab\tand space' }],
    ['cookies', null],
    ['cookies', { session: 'abc=123', quoted: '"abc"' }],
    ['auth', null],
    ['auth', ['user', 'pass:word']],
    ['auth', ['', '']],
    ['auth', ['Jürgen', 'пароль']],
    ['timeout', 0.5],
    ['timeout', 120],
    ['timeout', 120.0],
    ['events', ['job.failed']],
    ['max_retries', 0],
    ['max_retries', 20],
    ['retry_intervals', [1]],
    ['retry_intervals', [1.5, 86_400]],
    ['secret', null],
    ['secret', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
    ['secret', ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'whsec_QfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw']],
  ])('accepts %s: %j', (field, value) => {
    expect(faults({ [field]: value })).toEqual({});
  });

  it.each([
    ['name', ''],
    ['name', null],
    ['name', 7],
    ['name', 'x'.repeat(65)],
    ['url', undefined],
    ['url', null],
    ['url', 7],
    ['url', ''],
    ['url', '/callback'],
    ['url', 'monitor.example.com'],
    ['url', 'file:///etc/passwd'],
    ['url', 'javascript:alert(1)'],
    ['url', 'http://'],
    ['url', 'http:///path'],
    ['url', 'http:example.com'],
    ['url', 'http://exa mple.com/'],
    ['url', 'http://example.com/\r\nX-Evil: 1'],
    ['url', 'http://example.com/\t'],
    ['url', 'http://[::1/'],
    ['url', 'http://example.com:99999/'],
    ['url', 'http://example.com:0/'],
    ['url', 'http://%ff:x@example.com/'],
    ['url', `http://example.com/${'x'.repeat(2_048)}`],
    ['url', 'kafka://a.example.com:9092,/'],
    ['url', 'amqp://rabbit.example.com/?heartbeat=1'],
    ['options', 'a'],
    ['options', ['a']],
    ['options', { a: 'x'.repeat(70_000) }],
    ['method', 'post'],
    ['method', 'HEAD'],
    ['method', 'CONNECT'],
    ['method', null],
    ['headers', 'a: b'],
    ['headers', []],
    ['headers', [['a', 'b']]],
    ['headers', { a: 1 }],
    ['headers', { a: null }],
    ['headers', { a: ['b'] }],
    ['headers', { '': 'x' }],
    ['headers', { 'a b': 'x' }],
    ['headers', { 'a:b': 'x' }],
    ['headers', { 'a\r\nb': 'x' }],
    ['headers', { ä: 'x' }],
    ['headers', { a: 'x\r\nHost: evil' }],
    ['headers', { a: 'x\ny' }],
    ['headers', { a: 'x\0y' }],
    ['headers', { a: 'Zürich' }],
    ['headers', { a: 'x'.repeat(8_193) }],
    ['headers', Object.fromEntries(Array.from({ length: 65 }, (_, i) => [`h${i}`, 'x']))],
    ['headers', { a: 'x'.repeat(8_192), b: 'x'.repeat(8_192) }],
    ['headers', { 'X-A': '1', 'x-a': '2' }],
    ['headers', { Host: 'evil' }],
    ['headers', { 'Content-Length': '1' }],
    ['headers', { 'Transfer-Encoding': 'chunked' }],
    ['headers', { connection: 'close' }],
    ['headers', { TE: 'trailers' }],
    ['headers', { Upgrade: 'h2c' }],
    ['headers', { Trailer: 'x' }],
    ['headers', { 'Keep-Alive': 'x' }],
    ['headers', { 'HTTP2-Settings': 'x' }],
    ['headers', { Expect: '100-continue' }],
    ['headers', { 'Proxy-Authorization': 'x' }],
    ['headers', { 'proxy-connection': 'x' }],
    ['cookies', 'a=b'],
    ['cookies', { a: 'b; c=d' }],
    ['cookies', { a: 'b,c' }],
    ['cookies', { a: 'b c' }],
    ['cookies', { a: 'b"c' }],
    ['cookies', { a: 'b\\c' }],
    ['cookies', { a: 'b\r\n' }],
    ['cookies', { 'a=b': 'c' }],
    ['cookies', { a: 1 }],
    ['auth', 'user:password'],
    ['auth', ['user']],
    ['auth', ['user', 'password', 'more']],
    ['auth', ['us:er', 'password']],
    ['auth', ['user', 7]],
    ['auth', ['user', 'pass\nword']],
    ['auth', ['user', 'x'.repeat(1_025)]],
    ['auth', { 0: 'user', 1: 'password', length: 2 }],
    ['timeout', 0.49],
    ['timeout', 120.01],
    ['timeout', -1],
    ['timeout', '5'],
    ['timeout', null],
    ['timeout', NaN],
    ['timeout', Infinity],
    ['events', []],
    ['events', 'job.failed'],
    ['events', ['job.exploded']],
    ['events', ['job.failed', 'job.failed']],
    ['events', null],
    ['max_retries', -1],
    ['max_retries', 21],
    ['max_retries', 1.5],
    ['max_retries', '3'],
    ['max_retries', null],
    ['retry_intervals', []],
    ['retry_intervals', [0.5]],
    ['retry_intervals', [86_401]],
    ['retry_intervals', ['10']],
    ['retry_intervals', Array.from({ length: 21 }, () => 10)],
    ['retry_intervals', 10],
    ['retry_intervals', null],
    ['secret', 'hunter2'],
    ['secret', []],
    ['surprise', 'x'],
  ])('refuses %s: %j', (field, value) => {
    expect(Object.keys(faults({ [field]: value }))).toEqual([field]);
  });

  it.each(['headers', 'cookies'])('keeps every name of %s, whatever it means in JavaScript', (field) => {
    const entries = { constructor: 'a', toString: 'b', hasOwnProperty: 'c', get: 'd', then: 'e' };
    expect(faults({ [field]: entries })).toEqual({});
    expect(plainToInstance(WebhookDto, { ...URL_ONLY, [field]: entries })).toMatchObject({
      [field]: entries,
    });
  });

  it('says what would be right and never repeats the value', () => {
    const secret = 'hunter2-Zürich';
    const messages = Object.values(
      faults({
        url: `ftp:${secret}/`,
        headers: { Authorization: secret },
        cookies: { session: `${secret};` },
        auth: [`${secret}:`, secret],
        method: secret,
        name: [secret],
        timeout: secret,
        events: [secret],
        secret,
      }),
    ).flat();
    expect(messages).toHaveLength(9);
    for (const message of messages) {
      expect(message).toMatch(/must /);
      expect(message).not.toContain('hunter2');
    }
  });
});
