import { createHmac, sign } from 'node:crypto';
import { parseSigningSecret, type SigningSecret } from './signing-secret.js';

/** What is signed: exactly these bytes are sent. */
export interface SignedMessage {
  /** The same over all attempts: receivers dedupe by it. */
  readonly id: string;
  /** When this attempt is made, whole seconds since the epoch. */
  readonly timestampSeconds: number;
  readonly body: Buffer;
}

/**
 * The headers of Standard Webhooks 1.0.0 for a message: id, timestamp and, when there are secrets, one signature for each
 * of them, so that a receiver may hold any one while the secret is being changed.
 *
 * @param secrets validated ones; what cannot be read is left out
 */
export function signatureHeaders(message: SignedMessage, secrets: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {
    'webhook-id': message.id,
    'webhook-timestamp': String(message.timestampSeconds),
  };
  const keys = secrets.map(parseSigningSecret).filter((key) => key !== undefined);
  if (keys.length === 0) return headers;
  const content = Buffer.concat([Buffer.from(`${message.id}.${message.timestampSeconds}.`), message.body]);
  headers['webhook-signature'] = keys.map((key) => signatureOf(content, key)).join(' ');
  return headers;
}

function signatureOf(content: Buffer, secret: SigningSecret): string {
  const bytes =
    secret.scheme === 'v1'
      ? createHmac('sha256', secret.key).update(content).digest()
      : sign(null, content, secret.key);
  return `${secret.scheme},${bytes.toString('base64')}`;
}
