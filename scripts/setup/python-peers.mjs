import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { run, SetupError, step } from './step.mjs';

/** Libraries of Python that tests judge NetPulse by. */
const LIBRARIES = ['napalm==5.2.0', 'netmiko==4.8.0', 'standardwebhooks==1.1.0'];
const ID = createHash('sha256').update(LIBRARIES.join('\n')).digest('hex').slice(0, 12);
/** Outside of the clone: a clone made anew finds it, and pays nothing. */
const VENV = join(
  process.env.XDG_CACHE_HOME || join(homedir(), '.cache'),
  'netpulse-tests',
  `python-peers-${ID}`,
);

export const PEER_PYTHON = join(VENV, 'bin', 'python');

/** Whether the libraries are there, or `TEST_PYTHON` names another Python. */
export function hasPythonPeers() {
  return Boolean(process.env.TEST_PYTHON) || existsSync(PEER_PYTHON);
}

/** Whether this Python makes venvs: Debian's does with a package of its own. */
export function canMakeVenv() {
  return spawnSync('python3', ['-c', 'import ensurepip, venv'], { stdio: 'ignore' }).status === 0;
}

/** Makes a venv with the libraries, unless they are there. */
export async function installPythonPeers({ onMissing }) {
  if (hasPythonPeers()) return;
  try {
    await step(`Installing ${LIBRARIES.join(', ')} for Python`, makeVenv);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.log(error.message);
    onMissing(LIBRARIES);
  }
}

/** Under another name until it is whole: a venv that is there is one that works. */
async function makeVenv() {
  const unfinished = `${VENV}.${process.pid}`;
  mkdirSync(dirname(VENV), { recursive: true });
  try {
    await run('python3', ['-m', 'venv', unfinished]);
    await run(join(unfinished, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', ...LIBRARIES]);
    if (!existsSync(VENV)) renameSync(unfinished, VENV);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}
