import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

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

/** Neither redis-server nor valkey-server is to be found. */
export class RedisProgramMissingError extends Error {
  readonly code = 'REDIS_PROGRAM_MISSING';
  constructor() {
    super(
      'Neither redis-server nor valkey-server is on the PATH. Install one (Debian, Ubuntu: apt-get install' +
        ' redis-server; Fedora: dnf install valkey; macOS: brew install redis), or set NETPULSE_REDIS_URL to a' +
        ' Redis that runs already.',
    );
  }
}

/**
 * Looks on the PATH, by asking each candidate for its version.
 *
 * @throws RedisProgramMissingError
 */
export async function findRedisProgram(): Promise<RedisProgram> {
  const [setpriv, ...setprivArgs] = DIES_WITH_PARENT;
  for (const name of NAMES) {
    const version = await versionOf(name, []);
    if (version === undefined) continue;
    const leadingArgs = [...setprivArgs, name];
    const canDieWithParent = (await versionOf(setpriv, leadingArgs)) !== undefined;
    return canDieWithParent
      ? { command: setpriv, leadingArgs, version }
      : { command: name, leadingArgs: [], version };
  }
  throw new RedisProgramMissingError();
}

async function versionOf(command: string, args: readonly string[]): Promise<string | undefined> {
  try {
    const { stdout } = await run(command, [...args, '--version'], { timeout: 5_000 });
    return stdout.split('\n', 1)[0];
  } catch {
    return undefined;
  }
}
