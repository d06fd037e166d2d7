import { randomBytes } from 'node:crypto';
import { signatureHeaders } from './signature.js';
import { parseVerificationKey, verifySignature, type SignedRequest } from './verification.js';

/** The vectors of the Standard Webhooks specification and its reference libraries. */
const SHARED = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const PRIVATE =
  'whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==';
const PUBLIC = 'whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=';
const OTHER = `whsec_${randomBytes(24).toString('base64')}`;
const SIGNED_AT = 1_614_265_330;
const SHARED_SIGNATURE = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';
const PRIVATE_SIGNATURE =
  'v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==';
const MESSAGE: SignedRequest = {
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestamp: String(SIGNED_AT),
  signature: SHARED_SIGNATURE,
  body: Buffer.from('{"test": 2432232314}'),
};

function verdict(changes: Partial<SignedRequest>, secrets: string[], now = SIGNED_AT) {
  const keys = secrets.map(parseVerificationKey).filter((key) => key !== undefined);
  return verifySignature({ ...MESSAGE, ...changes }, keys, now);
}

describe('verifySignature', () => {
  it.each([
    ['v1, by the shared secret', SHARED_SIGNATURE, [SHARED], 'v1'],
    ['v1a, by the public key', PRIVATE_SIGNATURE, [PUBLIC], 'v1a'],
    ['v1a, by the private key', PRIVATE_SIGNATURE, [PRIVATE], 'v1a'],
    ['one of several signatures', `v1,AAAA v9,x ${SHARED_SIGNATURE}`, [SHARED], 'v1'],
    ['one of several secrets', SHARED_SIGNATURE, [OTHER, PUBLIC, SHARED], 'v1'],
  ])("verifies the specification's vector: %s", (_what, signature, secrets, scheme) => {
    expect(verdict({ signature }, secrets)).toEqual({ state: 'verified', scheme });
  });

  it.each([
    ['no signature', {}, { signature: undefined }, /^$/],
    ['no id', {}, { id: undefined }, /no webhook-id/],
    ['no timestamp', {}, { timestamp: undefined }, /no webhook-timestamp/],
    ['a timestamp that is none', {}, { timestamp: '2021-02-25' }, /no number of seconds/],
    ['another id', {}, { id: 'msg_2' }, /no secret fits/],
    ['another timestamp', {}, { timestamp: String(SIGNED_AT + 1) }, /no secret fits/],
    ['another body', {}, { body: Buffer.from('{"test": 1}') }, /no secret fits/],
    ['another secret', { secrets: [OTHER] }, {}, /no secret fits/],
    ['another scheme', { secrets: [PUBLIC] }, {}, /of the scheme v1, and the secret of the scheme v1a/],
    ['a signature cut short', {}, { signature: SHARED_SIGNATURE.slice(0, 20) }, /no secret fits/],
    ['garbage', {}, { signature: ' ,,, v1 v1a,' }, /no secret fits/],
    ['an old one', { now: SIGNED_AT + 301 }, {}, /301 s old/],
    ['one from the future', { now: SIGNED_AT - 301 }, {}, /301 s ahead/],
  ] as [string, { secrets?: string[]; now?: number }, Partial<SignedRequest>, RegExp][])(
    'refuses %s and says why',
    (_what, { secrets = [SHARED], now }, changes, reason) => {
      const judged = verdict(changes, secrets, now);
      expect(judged.state).toBe(
        changes.signature === undefined && 'signature' in changes ? 'unsigned' : 'refused',
      );
      expect(judged.state === 'refused' ? judged.reason : '').toMatch(reason);
    },
  );

  it.each([-300, 0, 300])('tolerates clocks that are %d s apart', (seconds) => {
    expect(verdict({}, [SHARED], SIGNED_AT + seconds).state).toBe('verified');
  });

  it.each([[[SHARED]], [[PRIVATE]], [[SHARED, PRIVATE]]])(
    'verifies what NetPulse signs with %j',
    (secrets) => {
      const body = randomBytes(1_000);
      const headers = signatureHeaders({ id: 'x', timestampSeconds: SIGNED_AT, body }, secrets);
      const request = { id: 'x', signature: headers['webhook-signature'], body };
      expect(verdict(request, secrets).state).toBe('verified');
    },
  );
});

describe('parseVerificationKey', () => {
  it.each(['', 'hunter2', 'whsec_', 'whpk_', 'whpk_AAAA', 'whsk_AAAA'])('knows no key in %j', (text) => {
    expect(parseVerificationKey(text)).toBeUndefined();
  });
});
