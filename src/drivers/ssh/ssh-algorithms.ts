import type { AlgorithmList, Algorithms, ServerHostKeyAlgorithm } from 'ssh2';

type Changes<T> = Required<Exclude<AlgorithmList<T>, readonly T[]>>;

interface OfferedAlgorithms extends Algorithms {
  readonly serverHostKey: Changes<ServerHostKeyAlgorithm>;
}

/**
 * What old gear speaks and ssh2 no longer offers by itself. Appended, so that a device that knows anything modern never
 * gets to it (RFC 4253, 7.1: the client's first choice that the server knows is taken).
 */
const LEGACY = {
  kex: {
    append: [
      'diffie-hellman-group14-sha1',
      'diffie-hellman-group-exchange-sha1',
      'diffie-hellman-group1-sha1',
    ],
    prepend: [],
    remove: [],
  },
  serverHostKey: { append: ['ssh-dss'], prepend: [], remove: [] },
  cipher: { append: ['aes256-cbc', 'aes192-cbc', 'aes128-cbc', '3des-cbc'], prepend: [], remove: [] },
  hmac: { append: ['hmac-sha1-96', 'hmac-md5'], prepend: [], remove: [] },
} satisfies OfferedAlgorithms;

/** ssh2 offers SHA-1 by default (`ssh-rsa`, `hmac-sha1`), which is old gear's too. */
const STRICT = {
  serverHostKey: { append: [], prepend: [], remove: ['ssh-rsa'] },
  hmac: { append: [], prepend: [], remove: ['hmac-sha1', 'hmac-sha1-etm@openssh.com'] },
} satisfies OfferedAlgorithms;

const KEY_ALGORITHMS: readonly ServerHostKeyAlgorithm[] = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
  'ssh-rsa',
  'ssh-dss',
];

/** RFC 8332: one key, signed with one of several hashes. */
const RSA = ['rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa'] as const;

/**
 * The algorithms to offer: modern ones, with those of old gear behind them or without.
 *
 * @param keyTypes types of the host keys that are known: asked for first, or a host that has keys of several types would
 *   seem to have changed its key
 */
export function offeredAlgorithms(withLegacy: boolean, keyTypes: readonly string[] = []): Algorithms {
  const offered = withLegacy ? LEGACY : STRICT;
  const first = KEY_ALGORITHMS.filter((algorithm) => {
    const type = RSA.some((rsa) => rsa === algorithm) ? 'ssh-rsa' : algorithm;
    const isOffered = withLegacy || (algorithm !== 'ssh-rsa' && algorithm !== 'ssh-dss');
    return isOffered && keyTypes.includes(type);
  });
  if (first.length === 0) return offered;
  const { append, remove } = offered.serverHostKey;
  // ssh2 follows the order of these properties, and prepends nothing that the list has already.
  const serverHostKey = { append, remove: [...remove, ...first], prepend: first };
  return { ...offered, serverHostKey };
}
