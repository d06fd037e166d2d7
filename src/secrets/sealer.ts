import { Inject, Injectable } from '@nestjs/common';
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  randomFillSync,
  type KeyObject,
} from 'node:crypto';

/** A value of type `T`, encrypted: base64 of nonce, ciphertext and tag. Safe to store, useless without the key. */
export type Sealed<T> = string & { readonly __sealed: T };

/** Injection token of the 32-byte key. */
export const ENCRYPTION_KEY = Symbol('ENCRYPTION_KEY');

const ALGORITHM = 'aes-256-gcm';
/** NIST SP 800-38D, 5.2.1.1: 96 bits is the length that GCM is made for. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** As many jobs as may be between submit and start on a busy worker; their secrets are in memory meanwhile. */
const MAX_RECENT = 2_048;

/** A sealed value that this process cannot open: another key, or damaged. */
export class UnsealError extends Error {
  readonly code = 'UNSEAL_FAILED';
  constructor() {
    super(
      'A stored secret cannot be decrypted: it was sealed with another NETPULSE_ENCRYPTION_KEY, or it is damaged',
    );
  }
}

/** Encrypts what must not lie in Redis in clear (device passwords, webhook credentials), AES-256-GCM. */
@Injectable()
export class Sealer {
  private readonly key: KeyObject;
  private readonly nonces = new Nonces();
  /** What this process sealed a moment ago and will most likely open itself, once: decrypting costs ten times as much. */
  private readonly recent = new Map<string, { readonly context: string; readonly json: string }>();

  constructor(@Inject(ENCRYPTION_KEY) key: Buffer) {
    this.key = createSecretKey(key);
  }

  /** @param context binds the value to its use: it opens only under the same context */
  seal<T>(value: T, context: string): Sealed<T> {
    const nonce = this.nonces.next();
    const cipher = createCipheriv(ALGORITHM, this.key, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(context));
    const json = JSON.stringify(value);
    const text = cipher.update(json, 'utf8');
    const bytes = Buffer.concat([nonce, text, cipher.final(), cipher.getAuthTag()]);
    const sealed = bytes.toString('base64') as Sealed<T>;
    this.remember(sealed, context, json);
    return sealed;
  }

  /** @throws UnsealError when key or context differ, or the value was changed */
  open<T>(sealed: Sealed<T>, context: string): T {
    const known = this.recent.get(sealed);
    if (known?.context === context) {
      this.recent.delete(sealed);
      return JSON.parse(known.json) as T;
    }
    const bytes = Buffer.from(sealed, 'base64');
    if (bytes.length < NONCE_BYTES + TAG_BYTES) throw new UnsealError();
    const decipher = createDecipheriv(ALGORITHM, this.key, bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(Buffer.from(context));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      const text =
        decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
      return JSON.parse(text) as T;
    } catch {
      throw new UnsealError();
    }
  }

  private remember(sealed: string, context: string, json: string): void {
    const [oldest] = this.recent.keys();
    if (this.recent.size === MAX_RECENT && oldest !== undefined) this.recent.delete(oldest);
    this.recent.set(sealed, { context, json });
  }

  /** A keyed digest (HMAC-SHA256, hex): equal for equal texts, and no help to whoever guesses the text without the key. */
  fingerprint(text: string): string {
    return createHmac('sha256', this.key).update(text).digest('hex');
  }
}

/** Random nonces, drawn many at a time: the call costs more than the bytes. */
class Nonces {
  private readonly pool = Buffer.alloc(NONCE_BYTES * 512);
  private position = this.pool.length;

  next(): Buffer {
    if (this.position === this.pool.length) {
      randomFillSync(this.pool);
      this.position = 0;
    }
    const nonce = this.pool.subarray(this.position, this.position + NONCE_BYTES);
    this.position += NONCE_BYTES;
    return nonce;
  }
}
