import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const START_TIMEOUT_MS = 10_000;
const STOP_TIMEOUT_MS = 3_000;
const RETRY_MS = 10;

/** Kills what is left when this process ends without stopping it. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** A program of the lab. It ends with this process, however that ends. */
export class LabProcess {
  private constructor(
    private readonly child: ChildProcess,
    private readonly output: string[],
  ) {}

  static start(program: string, args: readonly string[]): LabProcess {
    // So that a killed test run leaves nothing behind.
    const guard = ['--pdeathsig', 'KILL', program, ...args];
    const child = hasSetpriv()
      ? spawn('setpriv', guard, { stdio: ['ignore', 'pipe', 'pipe'] })
      : spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const output: string[] = [];
    child.stdout.on('data', (bytes: Buffer) => output.push(bytes.toString()));
    child.stderr.on('data', (bytes: Buffer) => output.push(bytes.toString()));
    child.on('error', (error) => output.push(error.message));
    running.add(child);
    child.once('exit', () => running.delete(child));
    return new LabProcess(child, output);
  }

  /**
   * Waits until the program takes connections.
   *
   * @param where a TCP port on loopback, or the path of a socket
   */
  async listening(where: number | string, withinMs = START_TIMEOUT_MS): Promise<void> {
    const deadline = Date.now() + withinMs;
    while (!(await isListening(where))) {
      if (this.hasEnded || Date.now() > deadline) {
        throw new Error(`${this.child.spawnfile} did not start: ${this.output.join('').slice(-500)}`);
      }
      await delay(RETRY_MS);
    }
  }

  async stop(): Promise<void> {
    if (this.hasEnded) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    const timer = setTimeout(() => this.child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await ended;
    clearTimeout(timer);
  }

  private get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null || this.child.pid === undefined;
  }
}

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function hasSetpriv(): boolean {
  return process.platform === 'linux' && spawnSync('setpriv', ['--version']).status === 0;
}

async function isListening(where: number | string): Promise<boolean> {
  const socket = typeof where === 'number' ? connect(where, '127.0.0.1') : connect(where);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
