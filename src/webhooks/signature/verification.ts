import { createHmac, createPublicKey, timingSafeEqual, verify, type KeyObject } from 'node:crypto';
import { parseSigningSecret } from './signing-secret.js';

const PUBLIC_KEY_PREFIX = 'whpk_';
const PUBLIC_KEY_BYTES = 32;
/** RFC 8410: what stands before an ed25519 public key in a SubjectPublicKeyInfo. */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
/** Standard Webhooks 1.0.0, "Verifying webhook authenticity": how far sender's and receiver's clocks may be apart. */
const TOLERANCE_SECONDS = 300;

/** What verifies webhooks: a shared secret (v1) or a public key (v1a). */
export type VerificationKey =
  | { readonly scheme: 'v1'; readonly key: Buffer }
  | { readonly scheme: 'v1a'; readonly key: KeyObject };

/** A received message, with its three headers as they came. */
export interface SignedRequest {
  readonly id: string | undefined;
  readonly timestamp: string | undefined;
  readonly signature: string | undefined;
  readonly body: Buffer;
}

export type SignatureVerdict =
  | { readonly state: 'verified'; readonly scheme: 'v1' | 'v1a' }
  | { readonly state: 'unsigned' }
  | { readonly state: 'refused'; readonly reason: string };

/** Reads `whsec_`, `whpk_` or, for its public half, `whsk_`; undefined when it is none of them. */
export function parseVerificationKey(text: string): VerificationKey | undefined {
  if (text.startsWith(PUBLIC_KEY_PREFIX)) {
    const bytes = Buffer.from(text.slice(PUBLIC_KEY_PREFIX.length), 'base64');
    return bytes.length === PUBLIC_KEY_BYTES ? { scheme: 'v1a', key: publicKey(bytes) } : undefined;
  }
  const secret = parseSigningSecret(text);
  return secret?.scheme === 'v1a' ? { scheme: 'v1a', key: createPublicKey(secret.key) } : secret;
}

/** Judges a request by Standard Webhooks 1.0.0: one signature has to fit one of the keys, and be young enough. */
export function verifySignature(
  request: SignedRequest,
  keys: readonly VerificationKey[],
  nowSeconds: number,
): SignatureVerdict {
  const { id, timestamp, signature, body } = request;
  if (signature === undefined) return { state: 'unsigned' };
  if (id === undefined) return refused('there is no webhook-id');
  if (timestamp === undefined) return refused('there is no webhook-timestamp');
  if (!/^\d{1,15}$/.test(timestamp)) return refused('webhook-timestamp is no number of seconds');
  const content = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);
  const signatures = signature.split(' ').map(parseSignature);
  const fitting = keys.find((key) => signatures.some((given) => fits(content, given, key)));
  if (!fitting) return refused(mismatch(signatures, keys));
  const ageSeconds = nowSeconds - Number(timestamp);
  if (Math.abs(ageSeconds) > TOLERANCE_SECONDS) return refused(outOfTime(ageSeconds));
  return { state: 'verified', scheme: fitting.scheme };
}

interface GivenSignature {
  readonly scheme: string;
  readonly bytes: Buffer;
}

function parseSignature(text: string): GivenSignature {
  const [scheme = '', base64 = ''] = text.split(',');
  return { scheme, bytes: Buffer.from(base64, 'base64') };
}

function fits(content: Buffer, given: GivenSignature, { scheme, key }: VerificationKey): boolean {
  if (given.scheme !== scheme) return false;
  if (scheme === 'v1a') return verify(null, content, key, given.bytes);
  const expected = createHmac('sha256', key).update(content).digest();
  return expected.length === given.bytes.length && timingSafeEqual(expected, given.bytes);
}

function mismatch(signatures: readonly GivenSignature[], keys: readonly VerificationKey[]): string {
  const given = new Set(signatures.map(({ scheme }) => scheme));
  if (keys.some(({ scheme }) => given.has(scheme))) {
    return 'no secret fits: signed with another one, or changed on its way';
  }
  const known = new Set(keys.map(({ scheme }) => scheme));
  return `it is of the scheme ${[...given].join(', ')}, and the secret of the scheme ${[...known].join(', ')}`;
}

function outOfTime(ageSeconds: number): string {
  const limit = `at most ${TOLERANCE_SECONDS} s are allowed`;
  if (ageSeconds > 0) return `it fits, but is ${ageSeconds} s old: ${limit}`;
  return `it fits, but is dated ${-ageSeconds} s ahead: ${limit}`;
}

function refused(reason: string): SignatureVerdict {
  return { state: 'refused', reason };
}

function publicKey(bytes: Buffer): KeyObject {
  return createPublicKey({ key: Buffer.concat([SPKI_PREFIX, bytes]), format: 'der', type: 'spki' });
}
