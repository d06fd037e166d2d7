import { createHmac, createPublicKey, generateKeyPairSync, randomBytes, verify } from 'node:crypto';
import { secretRule } from '../rules/secret-rule.js';
import { signatureHeaders } from './signature.js';
import { parseSigningSecret } from './signing-secret.js';

/** The vectors of the Standard Webhooks specification and its reference libraries. */
const MESSAGE = {
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestampSeconds: 1_614_265_330,
  body: Buffer.from('{"test": 2432232314}'),
};
const SHARED = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const PRIVATE =
  'whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==';
const PUBLIC = 'whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=';
const SHARED_SIGNATURE = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';
const PRIVATE_SIGNATURE =
  'v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==';

function spki(publicKey: Buffer) {
  const prefix = Buffer.from('302a300506032b6570032100', 'hex');
  return createPublicKey({ key: Buffer.concat([prefix, publicKey]), format: 'der', type: 'spki' });
}

describe('signatureHeaders', () => {
  it.each([
    ['v1 (HMAC-SHA256)', [SHARED], SHARED_SIGNATURE],
    ['v1a (ed25519)', [PRIVATE], PRIVATE_SIGNATURE],
    ['both, in the order of the secrets', [PRIVATE, SHARED], `${PRIVATE_SIGNATURE} ${SHARED_SIGNATURE}`],
  ])("gives the specification's signature for %s", (_what, secrets, signature) => {
    expect(signatureHeaders(MESSAGE, secrets)).toEqual({
      'webhook-id': MESSAGE.id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': signature,
    });
  });

  it('signs v1a so that the public key verifies it', () => {
    const signature = signatureHeaders(MESSAGE, [PRIVATE])['webhook-signature']?.slice('v1a,'.length) ?? '';
    const content = Buffer.concat([Buffer.from(`${MESSAGE.id}.${MESSAGE.timestampSeconds}.`), MESSAGE.body]);
    const key = spki(Buffer.from(PUBLIC.slice('whpk_'.length), 'base64'));
    expect(verify(null, content, key, Buffer.from(signature, 'base64'))).toBe(true);
  });

  it('signs bytes that are no text as they are', () => {
    const body = Buffer.from([0xff, 0x00, 0xc3]);
    const content = Buffer.concat([Buffer.from(`${MESSAGE.id}.${MESSAGE.timestampSeconds}.`), body]);
    const key = Buffer.from(SHARED.slice('whsec_'.length), 'base64');
    const expected = `v1,${createHmac('sha256', key).update(content).digest('base64')}`;
    expect(signatureHeaders({ ...MESSAGE, body }, [SHARED])['webhook-signature']).toBe(expected);
  });

  it('tells id and timestamp when there is no secret', () => {
    expect(signatureHeaders(MESSAGE, [])).toEqual({
      'webhook-id': MESSAGE.id,
      'webhook-timestamp': '1614265330',
    });
  });
});

describe('secretRule', () => {
  const generated = generateKeyPairSync('ed25519');
  const seed = generated.privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32);
  const publicKey = generated.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const shared = (bytes: number) => `whsec_${randomBytes(bytes).toString('base64')}`;

  it.each([
    ['null', null],
    ['the vector', SHARED],
    ['24 bytes', shared(24)],
    ['64 bytes', shared(64)],
    ['base64 without padding', shared(25).replace(/=+$/, '')],
    ['a key pair', PRIVATE],
    ['a new key pair', `whsk_${Buffer.concat([seed, publicKey]).toString('base64')}`],
    ['a list for rotation', [SHARED, PRIVATE]],
  ])('accepts %s', (_what, value) => {
    expect(secretRule(value)).toBeUndefined();
  });

  it.each([
    ['a number', 7],
    ['an empty string', ''],
    ['a password', 'hunter2'],
    ['23 bytes', shared(23)],
    ['65 bytes', shared(65)],
    ['something that is no base64', `${SHARED}!`],
    ['base64 with a line break', `${SHARED.slice(0, 20)}\n${SHARED.slice(20)}`],
    ['a public key', PUBLIC],
    ['a seed alone', `whsk_${seed.toString('base64')}`],
    ['a pair that does not match', `whsk_${Buffer.concat([seed, randomBytes(32)]).toString('base64')}`],
    ['an empty list', []],
    ['a list of too many', Array.from({ length: 6 }, () => SHARED)],
    ['a list with a wrong one', [SHARED, 'x']],
    ['an object', {}],
  ])('refuses %s', (_what, value) => {
    expect(secretRule(value)).toMatch(/^must be whsec_/);
  });

  it('never throws for odd text', () => {
    for (const text of ['whsk_', 'whsec_', 'whsk_=', 'whsec_====', 'whsk_\ud800']) {
      expect(parseSigningSecret(text)).toBeUndefined();
    }
  });
});
