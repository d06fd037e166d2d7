import { redisEndpoint } from './redis-endpoint.js';

it.each([
  ['redis://cache', { host: 'cache', port: 6379, db: 0 }, 'redis://cache:6379'],
  ['redis://cache:6380/3', { host: 'cache', port: 6380, db: 3 }, 'redis://cache:6380/3'],
  ['redis://:p%40ss@cache', { host: 'cache', port: 6379, db: 0, password: 'p@ss' }, 'redis://cache:6379'],
  [
    'rediss://app:secret@cache:7000',
    { host: 'cache', port: 7000, db: 0, username: 'app', password: 'secret', tls: {} },
    'rediss://cache:7000',
  ],
  ['redis://[::1]:6379', { host: '::1', port: 6379, db: 0 }, 'redis://[::1]:6379'],
])('reads %s, and shows it without credentials', (url, options, shown) => {
  expect(redisEndpoint(url)).toEqual({ options, shown });
});

it('reaches a unix socket', () => {
  expect(redisEndpoint({ socketPath: '/run/redis.sock' })).toEqual({
    options: { path: '/run/redis.sock' },
    shown: '/run/redis.sock',
  });
});
