import { Global, Module } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { encryptionKey } from '../config/parsers.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { KeyFileError, readOrCreateKeyFile } from './key-file.js';
import { ENCRYPTION_KEY, Sealer } from './sealer.js';

const KEY_BYTES = 32;

/** Offers the {@link Sealer}, with the configured key or the one in the data folder. */
@Global()
@Module({
  providers: [{ provide: ENCRYPTION_KEY, inject: [SETTINGS], useFactory: resolveEncryptionKey }, Sealer],
  exports: [Sealer],
})
export class SecretsModule {}

/** @throws KeyFileError when no key is configured and the data folder's cannot be used */
export function resolveEncryptionKey(settings: Settings): Buffer {
  if (settings.encryptionKey !== null) return settings.encryptionKey;
  const path = join(settings.dataDir, 'encryption-key');
  const key = encryptionKey(readOrCreateKeyFile(path, () => randomBytes(KEY_BYTES).toString('base64')));
  if (!key.ok) throw new KeyFileError(`${path} does not hold a key; allowed: ${key.allowed}`);
  return key.value;
}
