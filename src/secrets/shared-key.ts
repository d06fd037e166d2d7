import { KEY_PREFIX } from '../redis/key-prefix.js';
import type { RedisConnections } from '../redis/redis-connections.js';
import type { Sealer } from './sealer.js';

const FINGERPRINT_KEY = `${KEY_PREFIX}:encryption-key:fingerprint`;
/** Any text would do, as long as it stays the same. */
const FINGERPRINTED = 'the encryption key of this Redis';

/** What other processes stored in this Redis was sealed with another key. */
export class EncryptionKeyMismatchError extends Error {
  readonly code = 'ENCRYPTION_KEY_MISMATCH';
  constructor() {
    super(
      'This process has another encryption key than those that used this Redis before: it could open none of their ' +
        'jobs. Give every process the same NETPULSE_ENCRYPTION_KEY. If the key was replaced on purpose and no job is ' +
        `waiting, delete ${FINGERPRINT_KEY} in Redis.`,
    );
  }
}

/**
 * Checks that all processes of one Redis seal with one key. The first leaves a fingerprint (HMAC-SHA256), of no help to
 * whoever looks for the key.
 *
 * @throws EncryptionKeyMismatchError
 */
export async function checkSharedKey(redis: RedisConnections, sealer: Sealer): Promise<void> {
  const own = sealer.fingerprint(FINGERPRINTED);
  const known = await redis.commands.set(FINGERPRINT_KEY, own, 'NX', 'GET');
  if (known !== null && known !== own) throw new EncryptionKeyMismatchError();
}
