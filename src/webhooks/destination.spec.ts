import { parseDestination } from './destination.js';

describe('parseDestination', () => {
  it.each([
    ['http://Example.com/a?b#c', 'http', 'http://example.com', 'http://example.com/a?b'],
    ['https://u:p@example.com:8443/', 'https', 'https://example.com:8443', 'https://example.com:8443/'],
    [
      'amqp://guest:guest@Rabbit.example.com',
      'amqp',
      'amqp://rabbit.example.com',
      'amqp://rabbit.example.com',
    ],
    ['amqps://u@[::1]:5671/%2F', 'amqps', 'amqps://[::1]:5671', 'amqps://[::1]:5671/%2F'],
    ['amqp://h:80/v', 'amqp', 'amqp://h:80', 'amqp://h:80/v'],
    ['amqp://0x7f.1/', 'amqp', 'amqp://127.0.0.1', 'amqp://127.0.0.1/'],
    ['amqp://2130706433/', 'amqp', 'amqp://127.0.0.1', 'amqp://127.0.0.1/'],
    ['amqp://%31%32%37.1/', 'amqp', 'amqp://127.0.0.1', 'amqp://127.0.0.1/'],
    ['kafka://a:9092,[::1]:9093,c', 'kafka', 'kafka://a:9092,[::1]:9093,c', 'kafka://a:9092,[::1]:9093,c'],
    ['kafka+ssl://a:9092', 'kafka+ssl', 'kafka+ssl://a:9092', 'kafka+ssl://a:9092'],
  ])('reads %s', (url, scheme, origin, href) => {
    expect(parseDestination(url)).toMatchObject({ scheme, origin, href });
  });

  it.each([
    ['http://us%65r:p%40ss@h/', ['user', 'p@ss']],
    ['amqp://us%65r:p%40ss:w@h/', ['user', 'p@ss:w']],
    ['amqp://user@h/', ['user', '']],
    ['amqp://h/', null],
  ])('takes user and password out of %s', (url, auth) => {
    expect(parseDestination(url)?.auth).toEqual(auth);
  });

  it('names every host with its port', () => {
    expect(parseDestination('kafka://a:9092,[::1]:9093,C')?.hosts).toEqual([
      { hostname: 'a', port: 9092 },
      { hostname: '::1', port: 9093 },
      { hostname: 'c', port: null },
    ]);
  });

  it.each([
    '',
    'amqp:',
    'amqp://',
    'amqp:///v',
    'amqp://,',
    'amqp://a,/v',
    'amqp://a:0',
    'amqp://a:65536',
    'amqp://a:b',
    'amqp://a:',
    'amqp://a b',
    'amqp://a\\b',
    'amqp://::1',
    'amqp://[::1',
    'amqp://[::1]x',
    'amqp://u@v@h/',
    'amqp://%ff@h/',
    'amqp://h/%ff',
    'amqp://h/?a=b',
    'amqp://h/#a',
    'amqp://256.256.256.256/',
    'http:///path',
    'https:',
    'file:///etc/passwd',
    'javascript:alert(1)',
    `kafka://${'a,'.repeat(16)}a`,
  ])('finds no destination in %j', (url) => {
    expect(parseDestination(url)).toBeUndefined();
  });
});
