import { createHash } from 'node:crypto';
import { connect, createServer } from 'node:net';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 200;
/** unix(7): a name in Linux's abstract namespace is no file, and goes with its process. */
const isLinux = process.platform === 'linux';

/**
 * Lets one process at a time set up this clone; others wait for it. The lock is a listening socket: whoever holds it
 * lives, and it is free when that process ends, however it ends.
 */
export async function inOneProcess(work) {
  const name = createHash('sha256').update(process.cwd()).digest('hex').slice(0, 16);
  const path = isLinux ? `\0netpulse-setup-${name}` : join(tmpdir(), `netpulse-setup-${name}.sock`);
  const lock = await take(path);
  try {
    return await work();
  } finally {
    await new Promise((resolve) => lock.close(resolve));
  }
}

async function take(path) {
  let isWaiting = false;
  for (;;) {
    const server = await listen(path);
    if (server) return server;
    if (await isHeld(path)) {
      if (!isWaiting) console.log('Waiting for another set-up of this folder to end');
      isWaiting = true;
      await sleep(POLL_MS);
    } else if (!isLinux) {
      rmSync(path, { force: true });
    }
  }
}

function listen(path) {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error) => (error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error)));
    server.listen(path, () => resolve(server));
  });
}

function isHeld(path) {
  return new Promise((resolve) => {
    const socket = connect(path, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
