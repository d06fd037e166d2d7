import { createHash } from 'node:crypto';
import { accessSync, constants, lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where the private Redis keeps what. */
export interface RedisPlace {
  readonly socketPath: string;
  /** Its working folder, with the append-only files. */
  readonly folder: string;
  /** What it printed since its last start. */
  readonly logPath: string;
  /** Which process it is. */
  readonly recordPath: string;
}

/** Nothing can be kept in the data folder. */
export class DataFolderError extends Error {
  readonly code = 'DATA_FOLDER_UNUSABLE';
  constructor(dataDir: string, cause: NodeJS.ErrnoException) {
    super(
      `NETPULSE_DATA_DIR is ${JSON.stringify(dataDir)}, where nothing can be kept (${cause.code ?? cause.message}); ` +
        'allowed: a folder that this user can make or write to',
      { cause },
    );
  }
}

/** unix(7): sun_path has 108 bytes, the closing zero among them. macOS has 104. */
const MAX_SOCKET_PATH_BYTES = 103;

/**
 * Makes the folders of a private Redis; only this user may enter them. The same data folder gives the same place.
 *
 * @throws DataFolderError when there can be none
 */
export function prepareRedisPlace(dataDir: string): RedisPlace {
  const folder = resolve(dataDir, 'redis');
  makeFolder(dataDir, folder);
  return {
    folder,
    socketPath: socketPathFor(resolve(dataDir)),
    logPath: join(folder, 'redis.log'),
    recordPath: join(folder, 'process.json'),
  };
}

function makeFolder(dataDir: string, folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.W_OK);
  } catch (error) {
    throw new DataFolderError(dataDir, error as NodeJS.ErrnoException);
  }
}

function socketPathFor(dataDir: string): string {
  const beside = join(dataDir, 'redis.sock');
  if (Buffer.byteLength(beside) <= MAX_SOCKET_PATH_BYTES) return beside;
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  const folder = join(tmpdir(), `netpulse-${name}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  assertOurs(folder);
  return join(folder, 'redis.sock');
}

/** Everybody may write to the temp folder: another user could have laid this one out to be the Redis that we use. */
function assertOurs(folder: string): void {
  const found = lstatSync(folder);
  const isOurs = found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o077) === 0;
  if (!isOurs) throw new Error(`${folder} belongs to somebody else: set NETPULSE_DATA_DIR to a shorter path`);
}
