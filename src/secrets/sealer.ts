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
/** Different values that come again and again: the webhooks of the platforms that submit jobs, and of subscriptions. */
const MAX_SHARED = 256;
/** Longer ones are not kept, in characters: all of them together would be too much. */
const MAX_KEPT_LENGTH = 8_192;

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

  /** Sealed forms by context and plain text, and the other way round. */
  private readonly shared = new Map<string, string>();
  private readonly opened = new Map<string, { readonly context: string; readonly json: string }>();

  constructor(@Inject(ENCRYPTION_KEY) key: Buffer) {
    this.key = createSecretKey(key);
  }

  /** @param context binds the value to its use: it opens only under the same context */
  seal<T>(value: T, context: string): Sealed<T> {
    const json = JSON.stringify(value);
    const sealed = this.encrypt<T>(json, context);
    if (json.length <= MAX_KEPT_LENGTH) keep(this.recent, MAX_RECENT, sealed, { context, json });
    return sealed;
  }

  /** As {@link seal}, for what many have in common: the same value is sealed once, so that who sees two knows they are equal. */
  sealShared<T>(value: T, context: string): Sealed<T> {
    const json = JSON.stringify(value);
    const name = `${context}\0${json}`;
    const known = this.shared.get(name);
    if (known !== undefined) return known as Sealed<T>;
    const sealed = this.encrypt<T>(json, context);
    if (json.length > MAX_KEPT_LENGTH) return sealed;
    keep(this.shared, MAX_SHARED, name, sealed);
    keep(this.opened, MAX_SHARED, sealed, { context, json });
    return sealed;
  }

  /** @throws UnsealError when key or context differ, or the value was changed */
  open<T>(sealed: Sealed<T>, context: string): T {
    const known = this.recent.get(sealed);
    if (known?.context === context) {
      this.recent.delete(sealed);
      return JSON.parse(known.json) as T;
    }
    return JSON.parse(this.decrypt(sealed, context)) as T;
  }

  /** As {@link open}, for what was sealed by {@link sealShared}: the same text is decrypted once. @throws UnsealError */
  openShared<T>(sealed: Sealed<T>, context: string): T {
    const known = this.opened.get(sealed);
    if (known?.context === context) return JSON.parse(known.json) as T;
    const json = this.decrypt(sealed, context);
    if (json.length <= MAX_KEPT_LENGTH) keep(this.opened, MAX_SHARED, sealed, { context, json });
    return JSON.parse(json) as T;
  }

  private encrypt<T>(json: string, context: string): Sealed<T> {
    const nonce = this.nonces.next();
    const cipher = createCipheriv(ALGORITHM, this.key, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(context));
    const text = cipher.update(json, 'utf8');
    return Buffer.concat([nonce, text, cipher.final(), cipher.getAuthTag()]).toString('base64') as Sealed<T>;
  }

  private decrypt(sealed: string, context: string): string {
    const bytes = Buffer.from(sealed, 'base64');
    if (bytes.length < NONCE_BYTES + TAG_BYTES) throw new UnsealError();
    const decipher = createDecipheriv(ALGORITHM, this.key, bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(Buffer.from(context));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      return (
        decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
      );
    } catch {
      throw new UnsealError();
    }
  }

  /** A keyed digest (HMAC-SHA256, hex): equal for equal texts, and no help to whoever guesses the text without the key. */
  fingerprint(text: string): string {
    return createHmac('sha256', this.key).update(text).digest('hex');
  }
}

/** Forgets the oldest when there are more than `most`. */
function keep<V>(map: Map<string, V>, most: number, name: string, value: V): void {
  // Only then: what comes first is found behind all that was deleted before it.
  if (map.size === most) {
    const [oldest] = map.keys();
    if (oldest !== undefined) map.delete(oldest);
  }
  map.set(name, value);
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
