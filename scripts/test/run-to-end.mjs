import { spawn } from 'node:child_process';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** What runs at this time: after a signal we end with the last of them. */
const running = new Set();
const EXIT_BY_SIGNAL = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129, SIGKILL: 137 };

/**
 * Runs a program in a process group of its own and resolves to its exit code. A signal to us goes to the whole group
 * once, and a second one ends it by force, so that nothing is left running. So does the time-out.
 *
 * With `isHeldBack` what it prints is shown when it has ended, so that several may run at once.
 */
export function runToEnd(command, args, { timeoutMs = 2 ** 31 - 1, isHeldBack = false } = {}) {
  return new Promise((resolve) => {
    const output = isHeldBack ? 'pipe' : 'inherit';
    const child = spawn(command, args, { stdio: ['ignore', output, output], detached: true });
    running.add(child);
    const printed = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => printed.push(chunk));
    let received;
    const pass = (signal) => {
      killGroup(child.pid, received ? 'SIGKILL' : signal);
      received ??= signal;
    };
    for (const signal of SIGNALS) process.on(signal, pass);
    const timer = setTimeout(() => {
      console.error(`Not done after ${timeoutMs / 60_000} minutes: stopped`);
      killGroup(child.pid, 'SIGKILL');
    }, timeoutMs);
    child.on('error', (error) => {
      clearTimeout(timer);
      running.delete(child);
      console.error(`${command} cannot be run: ${error.message}`);
      resolve(127);
    });
    child.on(isHeldBack ? 'close' : 'exit', (code, signal) => {
      process.stdout.write(Buffer.concat(printed));
      clearTimeout(timer);
      running.delete(child);
      for (const name of SIGNALS) process.off(name, pass);
      // What the program itself started may have outlived it.
      if (received) killGroup(child.pid, 'SIGKILL');
      const end = EXIT_BY_SIGNAL[received ?? signal] ?? code ?? 1;
      if (!received) resolve(end);
      else if (running.size === 0) process.exit(end);
    });
  });
}

function killGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone already.
  }
}
