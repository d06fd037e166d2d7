import { maskHeader, maskPath } from './masking.js';

describe('maskHeader', () => {
  it.each([
    ['Authorization', 'Bearer your-token', 'Bearer ***'],
    ['authorization', 'Basic bm9jOnB3ZA==', 'Basic ***'],
    ['Authorization', 'your-token', '***'],
    ['Proxy-Authorization', 'Digest username="noc", response="6629"', 'Digest ***'],
    ['Cookie', 'session=abc; lang=en', 'session=***; lang=***'],
    ['X-API-KEY', 'np_abc', '***'],
    ['X-Gitlab-Token', 'glpat', '***'],
    ['webhook-signature', 'v1,AAAA', 'v1,AAAA'],
    ['Idempotency-Key', '42', '42'],
    ['Content-Type', 'application/json', 'application/json'],
  ])('shows %s: %s as %s', (name, value, shown) => {
    expect(maskHeader({ name, value })).toEqual({ name, value: shown });
  });
});

describe('maskPath', () => {
  it.each([
    ['/callback', '/callback'],
    ['/callback?a=1&b=2', '/callback?a=1&b=2'],
    ['/callback?token=abc&a=1', '/callback?token=***&a=1'],
    ['/callback?a=1&api_key=abc', '/callback?a=1&api_key=***'],
    ['/callback?sig=abc%20d', '/callback?sig=***'],
  ])('shows %s as %s', (path, shown) => {
    expect(maskPath(path)).toBe(shown);
  });
});
