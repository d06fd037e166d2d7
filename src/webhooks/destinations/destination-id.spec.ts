import { destinationId, originOf } from './destination-id.js';

describe('the id of a destination', () => {
  it.each([
    ['https://hooks.example.com', 'https~hooks.example.com'],
    ['http://127.0.0.1:8080', 'http~127.0.0.1~8080'],
    ['http://[::1]:9000', 'http~_5b~~1_5d~9000'],
    ['kafka://one:9092,two:9092', 'kafka~one~9092_2ctwo~9092'],
    ['http://a_b~c', 'http~a_5fb_7ec'],
    ['amqp://höst', 'amqp~h_c3_b6st'],
  ])('of %s is %s, and leads back', (origin, id) => {
    expect(destinationId(origin)).toBe(id);
    expect(encodeURIComponent(id)).toBe(id);
    expect(originOf(id)).toBe(origin);
  });

  it.each(['', 'x', '~x', 'http://x', 'http~a_5Fb', 'http~a_zz', 'http~a b', '../x', '__proto__'])(
    'is not %j',
    (text) => {
      expect(originOf(text)).toBeUndefined();
    },
  );
});
