import ssh2 from 'ssh2';

/** An ed25519 key pair in OpenSSH's text; about one in 200 that ssh2 1.17.0 makes cannot be read, and is made anew. */
export function ed25519Keys(encryption?: { passphrase: string; cipher: string; rounds: number }): {
  readonly private: string;
  readonly public: string;
} {
  for (;;) {
    const keys = ssh2.utils.generateKeyPairSync('ed25519', encryption);
    const parts = [
      ssh2.utils.parseKey(keys.private, encryption?.passphrase),
      ssh2.utils.parseKey(keys.public),
    ];
    if (!parts.some((part) => part instanceof Error)) return keys;
  }
}
