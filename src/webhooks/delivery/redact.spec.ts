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

  it.each([
    ['the parts of a path', 'Cannot POST /services/T000/B000/Xk9-token', 'Cannot POST /services/***/***/***'],
    ['what they mean', '"a key/of mine" is not known', '"***" is not known'],
  ])('masks %s, where chat services have their secret', (_what, text, masked) => {
    const webhook = aWebhook('https://chat.example/services/T000/B000/Xk9-token/a%20key%2Fof%20mine');
    expect(redact(text, webhook)).toBe(masked);
  });

  it('leaves the rest alone', () => {
    const text = 'application/json, user 1, {"ok":true}';
    expect(redact(text, WEBHOOK)).toBe(text);
  });
});
