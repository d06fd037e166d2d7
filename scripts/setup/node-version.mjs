import { readFileSync } from 'node:fs';
import { SetupError } from './step.mjs';

/** Says which Node is needed, before something fails for want of it. */
export function checkNode() {
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8'));
  const needed = engines.node.replace('>=', '');
  if (compare(process.versions.node, needed) >= 0) return;
  throw new SetupError(
    `NetPulse needs Node ${needed} or newer; this is ${process.versions.node} (${process.execPath}).\n` +
      'Get one from your system (apt-get install nodejs), by nvm (nvm install 22), or from nodejs.org.',
  );
}

function compare(a, b) {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  const index = left.findIndex((part, i) => part !== right[i]);
  return index === -1 ? 0 : left[index] - right[index];
}
