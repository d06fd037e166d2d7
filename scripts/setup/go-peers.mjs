import { spawnSync } from 'node:child_process';
import { isOnPath } from './system-packages.mjs';
import { run, SetupError, step } from './step.mjs';

/** The library of Go that a test judges signatures by. */
export const GO_LIBRARY = 'github.com/standard-webhooks/standard-webhooks/libraries@v0.0.1';

const DOWNLOAD = ['mod', 'download', GO_LIBRARY];
const ENVIRONMENT = { ...process.env, GOFLAGS: '-mod=mod' };

/** Whether Go is there and has the library in its cache. */
export function hasGoPeer() {
  return spawnSync('go', DOWNLOAD, { env: { ...ENVIRONMENT, GOPROXY: 'off' }, stdio: 'ignore' }).status === 0;
}

/** Has Go, where it is installed, fetch the library unless it has it. */
export async function installGoPeer({ onMissing }) {
  if (hasGoPeer()) return;
  try {
    if (!isOnPath('go')) throw new SetupError('Go is not installed.');
    await step(`Fetching ${GO_LIBRARY} for Go`, () => run('go', DOWNLOAD, { env: ENVIRONMENT }));
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    onMissing(error.message);
  }
}
