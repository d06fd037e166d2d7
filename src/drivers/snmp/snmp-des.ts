import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import snmp from 'net-snmp';

type AuthProtocol = Parameters<typeof snmp.Authentication.passwordToKey>[0];

const BLOCK = 8;
const FIRST_COUNTER_BYTES = 4;

/** Counts the packets, from a random start (RFC 3414, 8.1.1.1). */
let counter = randomBytes(FIRST_COUNTER_BYTES).readUInt32BE();

/**
 * Gives net-snmp the DES of RFC 3414, 8: its own asks OpenSSL for `des-cbc`, which OpenSSL 3 no longer has by default.
 * Triple DES with three times the same key is DES.
 */
export function provideDes(): void {
  Object.assign(snmp.Encryption.algorithms[snmp.PrivProtocols.des], {
    encryptPdu: encrypt,
    decryptPdu: decrypt,
  });
}

interface Engine {
  readonly engineID: Buffer;
  readonly engineBoots: number;
}

function encrypt(pdu: Buffer, _privacy: unknown, password: string, auth: AuthProtocol, engine: Engine) {
  counter = (counter + 1) >>> 0;
  const salt = Buffer.alloc(BLOCK);
  salt.writeUInt32BE(engine.engineBoots >>> 0);
  salt.writeUInt32BE(counter, FIRST_COUNTER_BYTES);
  const { key, iv } = keyAndIv(auth, password, engine, salt);
  const padded = Buffer.alloc(Math.ceil(pdu.length / BLOCK) * BLOCK);
  pdu.copy(padded);
  const cipher = createCipheriv('des-ede3-cbc', key, iv).setAutoPadding(false);
  return { encryptedPdu: Buffer.concat([cipher.update(padded), cipher.final()]), msgPrivacyParameters: salt };
}

function decrypt(
  encrypted: Buffer,
  _privacy: unknown,
  salt: Buffer,
  password: string,
  auth: AuthProtocol,
  engine: Engine,
): Buffer {
  if (salt.length !== BLOCK) throw new RangeError('A salt of DES has 8 bytes');
  const { key, iv } = keyAndIv(auth, password, engine, salt);
  const decipher = createDecipheriv('des-ede3-cbc', key, iv).setAutoPadding(false);
  return Buffer.concat([decipher.update(encrypted), decipher.final()]);
}

function keyAndIv(auth: AuthProtocol, password: string, { engineID }: Engine, salt: Buffer) {
  const localized: Buffer = snmp.Authentication.passwordToKey(auth, password, engineID);
  const key = localized.subarray(0, BLOCK);
  const iv = localized.subarray(BLOCK, 2 * BLOCK).map((byte, index) => byte ^ (salt[index] ?? 0));
  return { key: Buffer.concat([key, key, key]), iv };
}
