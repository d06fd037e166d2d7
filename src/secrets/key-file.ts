import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** A key file that is there but cannot be used. The message names the file and the way out, never its content. */
export class KeyFileError extends Error {
  readonly code = 'KEY_FILE_INVALID';
}

/**
 * Reads a key from a file that only its owner can read; makes it on first use.
 *
 * @throws KeyFileError when the file is empty or cannot be read or made
 */
export function readOrCreateKeyFile(path: string, make: () => string): string {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    // Exclusive creation: of two processes that start at once, one makes the key and the other reads it.
    const text = make();
    writeFileSync(path, `${text}\n`, { flag: 'wx', mode: 0o600 });
    return text;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw new KeyFileError(`${path} cannot be written; make the folder writable or set NETPULSE_DATA_DIR`, {
        cause: error,
      });
    }
  }
  const text = readKey(path);
  if (text === '')
    throw new KeyFileError(`${path} is empty; delete it and start again, and a new key is made`);
  return text;
}

function readKey(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    throw new KeyFileError(`${path} cannot be read by this user`, { cause: error });
  }
}
