import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { PEER_PYTHON } from '../../scripts/setup/python-peers.mjs';

/** The Python of the tests' peers: the one that `TEST_PYTHON` names, else that of set-up, else the machine's. */
export function peerPython(): string {
  return process.env.TEST_PYTHON ?? (existsSync(PEER_PYTHON) ? PEER_PYTHON : 'python3');
}

export function peerPythonHas(library: string): boolean {
  try {
    execFileSync(peerPython(), ['-c', `import importlib.util as u; exit(not u.find_spec("${library}"))`], {
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
}
