import { aWebhook } from '../../../test/lab/webhook-receiver/a-webhook.js';
import { redact } from './redact.js';

const WEBHOOK = aWebhook('http://example.com/hook?token=query%2Fsecret&n=1', {
  headers: {
    Authorization: 'Bearer header-secret',
    'Content-Type': 'application/json',
    'X-Quote': 'with"quote',
  },
  cookies: { session: 'cookie-secret' },
  auth: ['user', 'password-secret'],
  secrets: ['whsec_signing-secret'],
});

describe('redact', () => {
  it.each([
    ['a header', 'got Bearer header-secret', 'got ***'],
    ['a token without its scheme', 'token header-secret is bad', 'token *** is bad'],
    ['a header inside JSON', '{"x":"with\\"quote"}', '{"x":"***"}'],
    ['a cookie', 'Cookie: session=cookie-secret', 'Cookie: session=***'],
    ['the password', 'password-secret!', '***!'],
    ['basic authentication', `Basic ${Buffer.from('user:password-secret').toString('base64')}`, 'Basic ***'],
    ['a signing secret', 'whsec_signing-secret', '***'],
    ['the query', 'GET /hook?token=query%2Fsecret&n=1', 'GET /hook?***'],
    ['a decoded value of the query', 'query/secret', '***'],
  ])('masks %s that a receiver echoes', (_what, text, masked) => {
    expect(redact(text, WEBHOOK)).toBe(masked);
  });

  it('leaves the rest alone', () => {
    const text = 'application/json, user 1, {"ok":true}';
    expect(redact(text, WEBHOOK)).toBe(text);
  });
});
