import { spawn } from 'node:child_process';

/** Set-up cannot go on; the message says what to do. */
export class SetupError extends Error {}

/** Runs a piece of work under one line that says what it is and how long it took. */
export async function step(title, work) {
  const start = performance.now();
  const isTerminal = process.stdout.isTTY;
  if (isTerminal) process.stdout.write(`${title} ...`);
  try {
    const result = await work();
    process.stdout.write(`${isTerminal ? '\r\x1b[K' : ''}${title}: done in ${seconds(start)} s\n`);
    return result;
  } catch (error) {
    process.stdout.write(`${isTerminal ? '\r\x1b[K' : ''}${title}: failed after ${seconds(start)} s\n`);
    throw error;
  }
}

/** Runs a program quietly; what it printed is shown only when it fails. */
export function run(command, args, { advice = '', ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => reject(new SetupError(`${command} cannot be run: ${error.message}`)));
    child.on('close', (code, signal) => {
      if (code === 0) return resolve(output);
      const how = signal ?? `exit code ${code}`;
      reject(new SetupError(`${output.trim()}\n${command} ${args.join(' ')} failed (${how}).${advice}`));
    });
  });
}

function seconds(start) {
  return ((performance.now() - start) / 1000).toFixed(1);
}
