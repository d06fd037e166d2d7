import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

const HMAC_PREFIX = 'whsec_';
const PRIVATE_KEY_PREFIX = 'whsk_';

/** Standard Webhooks 1.0.0, "Signature scheme": 24 to 64 bytes. */
const MIN_HMAC_BYTES = 24;
const MAX_HMAC_BYTES = 64;

/** RFC 8032: an ed25519 seed and a public key are 32 bytes each; `whsk_` holds one after the other. */
const SEED_BYTES = 32;
const KEY_PAIR_BYTES = 64;
/** RFC 8410: what stands before the seed in a PKCS #8 document. */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A key that signs webhooks: shared (v1, HMAC-SHA256) or private (v1a, ed25519). */
export type SigningSecret =
  | { readonly scheme: 'v1'; readonly key: Buffer }
  | { readonly scheme: 'v1a'; readonly key: KeyObject };

/** Reads a secret as Standard Webhooks writes it; undefined when it is none. */
export function parseSigningSecret(text: string): SigningSecret | undefined {
  if (text.startsWith(HMAC_PREFIX)) {
    const key = decode(text.slice(HMAC_PREFIX.length));
    const isRight = key !== undefined && key.length >= MIN_HMAC_BYTES && key.length <= MAX_HMAC_BYTES;
    return isRight ? { scheme: 'v1', key } : undefined;
  }
  if (!text.startsWith(PRIVATE_KEY_PREFIX)) return undefined;
  const pair = decode(text.slice(PRIVATE_KEY_PREFIX.length));
  if (pair?.length !== KEY_PAIR_BYTES) return undefined;
  const key = createPrivateKey({
    key: Buffer.concat([PKCS8_PREFIX, pair.subarray(0, SEED_BYTES)]),
    format: 'der',
    type: 'pkcs8',
  });
  return publicBytes(key).equals(pair.subarray(SEED_BYTES)) ? { scheme: 'v1a', key } : undefined;
}

/** Strict: Buffer.from would skip whatever is no base64, and the receiver's library would not. */
function decode(base64: string): Buffer | undefined {
  const bytes = Buffer.from(base64, 'base64');
  return bytes.toString('base64').replace(/=+$/, '') === base64.replace(/=+$/, '') ? bytes : undefined;
}

function publicBytes(key: KeyObject): Buffer {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-SEED_BYTES);
}
