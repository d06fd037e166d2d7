import type { Algorithms } from 'ssh2';

/**
 * What old gear speaks and ssh2 no longer offers by itself. Appended, so that a device that knows anything modern never
 * gets to it (RFC 4253, 7.1: the client's first choice that the server knows is taken).
 */
const LEGACY: Algorithms = {
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
};

/** ssh2 offers SHA-1 by default (`ssh-rsa`, `hmac-sha1`), which is old gear's too. */
const STRICT: Algorithms = {
  serverHostKey: { append: [], prepend: [], remove: ['ssh-rsa'] },
  hmac: { append: [], prepend: [], remove: ['hmac-sha1', 'hmac-sha1-etm@openssh.com'] },
};

/** The algorithms to offer: modern ones, with those of old gear behind them or without. */
export function offeredAlgorithms(withLegacy: boolean): Algorithms {
  return withLegacy ? LEGACY : STRICT;
}
