import { createPublicKey, verify } from 'node:crypto';
import { aWebhook } from '../../../test/lab/webhook-receiver/a-webhook.js';
import { Sealer } from '../../secrets/sealer.js';
import { signatureHeaders } from '../signature/signature.js';
import { parseSigningSecret } from '../signature/signing-secret.js';
import { openWebhook, sealWebhook } from '../webhook.mapper.js';
import { makeSecret, replaceSecret, schemeOf } from './secret-rotation.js';

const NOW = 1_000_000;
const HOUR = 3_600_000;
const [first, second, third] = [makeSecret('v1').secret, makeSecret('v1').secret, makeSecret('v1').secret];
const keyPair = makeSecret('v1a').secret;

const rotate = (webhook: ReturnType<typeof aWebhook>, secret: string, now: number, hours = 24) =>
  replaceSecret(webhook, secret, { now, until: now + hours * HOUR });

describe('makeSecret', () => {
  it('makes a v1 secret that signs, another one each time', () => {
    expect(parseSigningSecret(first)?.scheme).toBe('v1');
    expect(first).not.toBe(second);
  });

  it('makes a v1a key pair whose public half verifies what it signs', () => {
    const { secret, publicKey } = makeSecret('v1a');
    const body = Buffer.from('{}');
    const headers = signatureHeaders({ id: 'a', timestampSeconds: 1, body }, [secret]);

    const signature = Buffer.from(headers['webhook-signature']?.slice('v1a,'.length) ?? '', 'base64');
    const x = Buffer.from(publicKey?.slice('whpk_'.length) ?? '', 'base64').toString('base64url');
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    expect(verify(null, Buffer.from('a.1.{}'), key, signature)).toBe(true);
  });

  it.each([
    [[], 'v1'],
    [[first], 'v1'],
    [[keyPair, first], 'v1a'],
  ] as const)('goes on with the scheme of %j: %s', (secrets, scheme) => {
    expect(schemeOf({ secrets })).toBe(scheme);
  });
});

describe('replaceSecret', () => {
  it('lets the old secret retire', () => {
    const rotated = rotate(aWebhook('http://a/', { secrets: [first] }), second, NOW);
    expect(rotated).toMatchObject({
      secrets: [second],
      retiringSecrets: [{ secret: first, until: NOW + 24 * HOUR }],
    });
  });

  it('keeps what was retiring for as long as it was, not longer', () => {
    const once = rotate(aWebhook('http://a/', { secrets: [first] }), second, NOW);
    const twice = rotate(once, third, NOW + HOUR);
    expect(twice.retiringSecrets).toEqual([
      { secret: second, until: NOW + 25 * HOUR },
      { secret: first, until: NOW + 24 * HOUR },
    ]);
  });

  it('forgets those whose time is over', () => {
    const once = rotate(aWebhook('http://a/', { secrets: [first] }), second, NOW);
    const twice = rotate(once, third, NOW + 24 * HOUR);
    expect(twice.retiringSecrets?.map(({ secret }) => secret)).toEqual([second]);
  });

  it('drops all old ones at once without an overlap', () => {
    const once = rotate(aWebhook('http://a/', { secrets: [first] }), second, NOW);
    expect(rotate(once, third, NOW + 1, 0)).toMatchObject({ secrets: [third], retiringSecrets: [] });
  });

  it('leaves secrets of the other scheme alone', () => {
    const rotated = rotate(aWebhook('http://a/', { secrets: [keyPair, first] }), second, NOW);
    expect(rotated).toMatchObject({ secrets: [second, keyPair], retiringSecrets: [{ secret: first }] });
  });

  it('begins to sign where there was no secret', () => {
    expect(rotate(aWebhook('http://a/'), first, NOW)).toMatchObject({
      secrets: [first],
      retiringSecrets: [],
    });
  });
});

describe('a webhook with a retiring secret, when it is opened', () => {
  it.each([
    ['before its time is over', NOW + 24 * HOUR - 1, [second, first]],
    ['when it is over', NOW + 24 * HOUR, [second]],
  ])('signs with %s', (_case, now, expected) => {
    const sealer = new Sealer(Buffer.alloc(32, 1));
    const rotated = rotate(aWebhook('http://a/', { secrets: [first] }), second, NOW);
    const opened = openWebhook(sealWebhook(rotated, sealer), sealer, now);
    expect(opened.secrets).toEqual(expected);
    expect(opened).not.toHaveProperty('retiringSecrets');
  });
});
