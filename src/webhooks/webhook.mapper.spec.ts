import { randomBytes } from 'node:crypto';
import { plainToInstance } from 'class-transformer';
import { Sealer, UnsealError } from '../secrets/sealer.js';
import { WebhookDto } from './webhook.dto.js';
import { openWebhook, sealWebhook, toWebhook } from './webhook.mapper.js';

function aDto(fields: object): WebhookDto {
  return plainToInstance(WebhookDto, { url: 'http://monitor.example.com/callback', ...fields });
}

const SECRETS = {
  url: 'https://monitor.example.com:8443/path-secret?token=query-secret',
  headers: { Authorization: 'header-secret' },
  cookies: { session: 'cookie-secret' },
  auth: ['user-secret', 'password-secret'],
};

describe('toWebhook', () => {
  it('makes nulls empty', () => {
    expect(toWebhook(aDto({ headers: null, cookies: null, auth: null }))).toMatchObject({
      headers: {},
      cookies: {},
      auth: null,
      timeoutSeconds: 5,
    });
  });

  it('turns user and password of the URL into basic authentication', () => {
    const webhook = toWebhook(aDto({ url: 'http://us%65r:p%40ss@example.com/a?b#c' }));
    expect(webhook).toMatchObject({ url: 'http://example.com/a?b', auth: ['user', 'p@ss'] });
  });

  it('lets auth win over the URL', () => {
    const webhook = toWebhook(aDto({ url: 'http://a:b@example.com/', auth: ['c', 'd'] }));
    expect(webhook.auth).toEqual(['c', 'd']);
  });
});

describe('sealWebhook', () => {
  const sealer = new Sealer(randomBytes(32));

  it('shows scheme, host, port, caller and events, and nothing else', () => {
    const sealed = sealWebhook(toWebhook(aDto({ ...SECRETS, events: ['job.failed'] })), sealer);
    expect(sealed).toMatchObject({
      caller: 'basic',
      destination: 'https://monitor.example.com:8443',
      events: ['job.failed'],
    });
    expect(JSON.stringify(sealed)).not.toContain('secret');
  });

  it('opens again under the same key, and under no other', () => {
    const webhook = toWebhook(aDto(SECRETS));
    const sealed = sealWebhook(webhook, sealer);
    expect(openWebhook(sealed, sealer)).toEqual(webhook);
    expect(() => openWebhook(sealed, new Sealer(randomBytes(32)))).toThrow(UnsealError);
  });
});
