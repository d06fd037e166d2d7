import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { isTooOld, OLDEST_REDIS } from './redis-version.js';

/** A Redis server that this machine can run. */
export interface RedisProgram {
  readonly command: string;
  /** What stands before the server's own arguments. */
  readonly leadingArgs: readonly string[];
  /** First line of what the program says about itself. */
  readonly version: string;
}

const run = promisify(execFile);
const NAMES = ['redis-server', 'valkey-server'];
/** util-linux: the kernel ends the server when the process that started it dies, even by SIGKILL. */
const DIES_WITH_PARENT = ['setpriv', '--pdeathsig', 'TERM'] as const;

/** Neither redis-server nor valkey-server is to be found, or what is there is too old. */
export class RedisProgramMissingError extends Error {
  readonly code = 'REDIS_PROGRAM_MISSING';

  /** @param tooOld what is there */
  constructor(tooOld: string | undefined) {
    const found =
      tooOld === undefined
        ? 'Neither redis-server nor valkey-server is on the PATH.'
        : `The Redis on the PATH is too old (${tooOld}): NetPulse needs ${OLDEST_REDIS} or later.`;
    super(
      `${found} Install one (Debian, Ubuntu: apt-get install` +
        ' redis-server; Fedora: dnf install valkey; macOS: brew install redis), or set NETPULSE_REDIS_URL to a' +
        ' Redis that runs already.',
    );
  }
}

/**
 * Looks on the PATH, by asking each candidate for its version, and takes the first that is new enough.
 *
 * @throws RedisProgramMissingError
 */
export async function findRedisProgram(): Promise<RedisProgram> {
  const [setpriv, ...setprivArgs] = DIES_WITH_PARENT;
  let tooOld: string | undefined;
  for (const name of NAMES) {
    const version = await versionOf(name, []);
    if (version === undefined) continue;
    if (isTooOld(/\bv=(\S+)/.exec(version)?.[1] ?? '')) {
      tooOld ??= version;
      continue;
    }
    const leadingArgs = [...setprivArgs, name];
    const canDieWithParent = (await versionOf(setpriv, leadingArgs)) !== undefined;
    return canDieWithParent
      ? { command: setpriv, leadingArgs, version }
      : { command: name, leadingArgs: [], version };
  }
  throw new RedisProgramMissingError(tooOld);
}

async function versionOf(command: string, args: readonly string[]): Promise<string | undefined> {
  try {
    const { stdout } = await run(command, [...args, '--version'], { timeout: 5_000 });
    return stdout.split('\n', 1)[0];
  } catch {
    return undefined;
  }
}
