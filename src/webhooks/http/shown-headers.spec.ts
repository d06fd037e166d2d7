import { aWebhook } from '../../../test/lab/webhook-receiver/a-webhook.js';
import type { Webhook } from '../webhook.js';
import { requestHeaders } from './request-headers.js';
import { shownHeaders } from './shown-headers.js';

function shown(fields: Partial<Webhook>, added: Record<string, string> = {}): Record<string, string> {
  const webhook = aWebhook('http://example.com/', fields);
  return shownHeaders(requestHeaders(webhook, added), added, webhook);
}

describe('shownHeaders', () => {
  it('shows what NetPulse says by itself', () => {
    expect(shown({})).toEqual({
      'Content-Type': 'application/json',
      'User-Agent': expect.stringMatching(/^NetPulse\//) as string,
      Accept: '*/*',
      'Accept-Encoding': 'identity',
    });
  });

  it.each([
    ['an ordinary header', { headers: { 'X-Api-Key': 'secret' } }, 'X-Api-Key'],
    ['a header that looks harmless', { headers: { 'X-Team': 'secret' } }, 'X-Team'],
    ['a default that the user gave', { headers: { Accept: 'secret' } }, 'Accept'],
    ['the very value of a default', { headers: { Accept: '*/*' } }, 'Accept'],
    ['an id that the user gave', { headers: { 'webhook-id': 'secret' } }, 'webhook-id'],
    ['authentication', { auth: ['user', 'secret'] as const }, 'Authorization'],
    ['cookies', { cookies: { a: 'secret' } }, 'Cookie'],
  ])('masks %s', (_what, fields, name) => {
    expect(shown(fields)[name]).toBe('***');
    expect(JSON.stringify(shown(fields))).not.toContain('secret');
  });

  it('shows how the body is written, whoever says it', () => {
    expect(shown({ headers: { 'content-type': 'text/plain' } })).toMatchObject({
      'content-type': 'text/plain',
    });
  });

  it("shows of a caller's own headers what identifies the message, and masks the rest", () => {
    const added = {
      'webhook-id': 'a-delivery',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,abc',
      'ce-type': 'io.netpulse.job.failed',
      'X-Token': 'secret',
    };
    expect(shown({ headers: { 'Webhook-Id': 'forged' } }, added)).toMatchObject({
      'webhook-id': 'a-delivery',
      'webhook-timestamp': '1614265330',
      'webhook-signature': '***',
      'ce-type': 'io.netpulse.job.failed',
      'X-Token': '***',
    });
  });
});
