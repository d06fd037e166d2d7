import { linkSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identify, isRunning, parseIdentity, type ProcessIdentity } from './process-identity.js';

const FILE = 'service.lock';
/** Each round either ends or has seen somebody else's start; more than a few at once are a fault. */
const MAX_ROUNDS = 20;

/** Another NetPulse works in this data folder. */
export class DataFolderInUseError extends Error {
  readonly code = 'DATA_FOLDER_IN_USE';
  constructor(dataDir: string, pid: number | undefined) {
    const who = pid === undefined ? 'Another NetPulse' : `Another NetPulse (process ${pid})`;
    super(
      `${who} uses the data folder ${dataDir}. Stop it, or give this one its own folder by NETPULSE_DATA_DIR.` +
        ' Several services that work together share one Redis by NETPULSE_REDIS_URL.',
    );
  }
}

/** Keeps a data folder to one process at a time. A holder that died, even by SIGKILL, holds it no longer. */
export class DataFolderLock {
  private constructor(private readonly path: string) {}

  /** @throws DataFolderInUseError */
  static take(dataDir: string): DataFolderLock {
    const path = join(dataDir, FILE);
    const ours = JSON.stringify(identify(process.pid));
    let holder: ProcessIdentity | undefined;
    for (let round = 0; round < MAX_ROUNDS; round++) {
      if (createOnce(path, ours)) return new DataFolderLock(path);
      const held = readIfThere(path);
      if (held === undefined) continue;
      holder = parseIdentity(held);
      if (holder && isRunning(holder)) throw new DataFolderInUseError(dataDir, holder.pid);
      removeStale(path, held);
    }
    throw new DataFolderInUseError(dataDir, holder?.pid);
  }

  release(): void {
    rmSync(this.path, { force: true });
  }
}

/** The content is there with the name: nobody reads a lock that is only half written. */
function createOnce(path: string, content: string): boolean {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, content, { mode: 0o600 });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    unlinkSync(draft);
  }
}

/** Another starter may have replaced the stale lock by its own in the meantime: that one is put back. */
function removeStale(path: string, stale: string): void {
  const aside = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  if (readIfThere(aside) !== stale) {
    try {
      linkSync(aside, path);
    } catch {
      // A third starter holds the name already, and the next round finds it.
    }
  }
  rmSync(aside, { force: true });
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
