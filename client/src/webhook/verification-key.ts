import { WebhookSecretError } from './webhook-error.js';

/** Standard Webhooks 1.0.0, "Signature scheme": 24 to 64 bytes. */
const MIN_HMAC_BYTES = 24;
const MAX_HMAC_BYTES = 64;
/** RFC 8032: an ed25519 public key; `whsk_` holds a seed of as many bytes before it. */
const PUBLIC_KEY_BYTES = 32;

/** What verifies one kind of signature. */
export interface VerificationKey {
  /** `v1`: HMAC-SHA256; `v1a`: ed25519. */
  readonly scheme: 'v1' | 'v1a';
  /** In constant time. */
  readonly verify: (signature: Bytes, content: Bytes) => Promise<boolean>;
}

/** Bytes as WebCrypto takes them: not in shared memory. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** Reads `whsec_` (shared), `whpk_` (public) or, for its public half, `whsk_`. @throws WebhookSecretError */
export async function verificationKey(secret: string): Promise<VerificationKey> {
  const bytes = decoded(secret.slice(secret.indexOf('_') + 1));
  if (bytes && secret.startsWith('whsec_')) {
    if (bytes.length >= MIN_HMAC_BYTES && bytes.length <= MAX_HMAC_BYTES) return sharedKey(bytes);
  }
  if (bytes && secret.startsWith('whpk_') && bytes.length === PUBLIC_KEY_BYTES) return publicKey(bytes);
  if (bytes && secret.startsWith('whsk_') && bytes.length === 2 * PUBLIC_KEY_BYTES)
    return publicKey(bytes.slice(PUBLIC_KEY_BYTES));
  throw new WebhookSecretError('A secret must be whsec_..., whpk_... or whsk_..., as NetPulse was given it');
}

/** Strict: undefined for what is no base64. Padding may be left out. */
export function decoded(base64: string): Bytes | undefined {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

async function sharedKey(bytes: Bytes): Promise<VerificationKey> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', bytes, algorithm, false, ['verify']);
  return {
    scheme: 'v1',
    verify: (signature, content) => crypto.subtle.verify('HMAC', key, signature, content),
  };
}

async function publicKey(bytes: Bytes): Promise<VerificationKey> {
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'Ed25519' }, false, ['verify']);
  return {
    scheme: 'v1a',
    verify: (signature, content) => crypto.subtle.verify({ name: 'Ed25519' }, key, signature, content),
  };
}
