import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { join } from 'node:path';
import type { Settings } from '../config/settings.js';
import { readOrCreateKeyFile } from '../secrets/key-file.js';

const KEY_BYTES = 24;
const KEY_PREFIX = 'np_';

/** The key that clients must send. Only its hash is compared, in constant time. */
export class ApiKey {
  private readonly digest: Buffer;

  constructor(
    private readonly key: string,
    /** Where the key comes from, in words: a setting, or the file it was made in. */
    readonly origin: string,
    /** Whether NetPulse made the key itself, so that the start has to show it. */
    readonly isGenerated: boolean,
  ) {
    this.digest = sha256(key);
  }

  /** @param digest SHA-256 of the candidate */
  matches(digest: Buffer): boolean {
    return timingSafeEqual(digest, this.digest);
  }

  /** The key itself. Only for the terminal of the person who starts the service. */
  reveal(): string {
    return this.key;
  }
}

/** The configured key, or the one in the data folder, made now if this is the first start. */
export function resolveApiKey(settings: Settings): ApiKey {
  if (settings.apiKey !== null) return new ApiKey(settings.apiKey, 'NETPULSE_API_KEY', false);
  const path = join(settings.dataDir, 'api-key');
  const text = readOrCreateKeyFile(path, () => KEY_PREFIX + randomBytes(KEY_BYTES).toString('base64url'));
  return new ApiKey(text, path, true);
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
