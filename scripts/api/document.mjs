import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const START_DEADLINE_MS = 30_000;

/** The OpenAPI document of this build's service: started on a free port with an empty folder, asked, and stopped. */
export async function documentOfService() {
  const dataDir = mkdtempSync(join(tmpdir(), 'netpulse-document-'));
  const environment = Object.entries(process.env).filter(([name]) => !name.startsWith('NETPULSE_'));
  const service = spawn(process.execPath, ['dist/src/main.js'], {
    env: { ...Object.fromEntries(environment), NETPULSE_PORT: '0', NETPULSE_DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => service.once('exit', resolve));
  try {
    const url = await readyAt(service);
    const answer = await fetch(`${url}/openapi.json`);
    return await answer.json();
  } finally {
    service.kill();
    await ended;
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function readyAt(service) {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = () => reject(new Error(`The service did not become ready:\n${output}`));
    const deadline = setTimeout(fail, START_DEADLINE_MS);
    service.once('exit', fail);
    service.stdout.on('data', (chunk) => {
      output += chunk;
      const url = /ready at (http\S+)/.exec(output)?.[1];
      if (url === undefined) return;
      clearTimeout(deadline);
      resolve(url.replace(/[",}].*$/, ''));
    });
  });
}
