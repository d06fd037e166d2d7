import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readdirSync } from 'node:fs';

/** A process of the run, its output in a file. It ends with the run, however that ends. */
export class OwnedProcess {
  /** Resolves when it has ended, however. */
  readonly ended: Promise<unknown>;

  private constructor(private readonly child: ChildProcess) {
    this.ended = Promise.race([once(child, 'exit'), once(child, 'error')]);
  }

  static start(
    command: readonly string[],
    outputFile: string,
    environment: NodeJS.ProcessEnv = {},
  ): OwnedProcess {
    const output = openSync(outputFile, 'a');
    // util-linux: the kernel kills it when the process that started it is gone.
    const child = spawn('setpriv', ['--pdeathsig', 'KILL', ...command], {
      stdio: ['ignore', output, output],
      env: { ...process.env, ...environment },
    });
    closeSync(output);
    return new OwnedProcess(child);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** Open file descriptors; 0 when it has ended. */
  get handles(): number {
    try {
      return readdirSync(`/proc/${this.pid}/fd`).length;
    } catch {
      return 0;
    }
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  /** Resolves when it has ended, with how: `exit code 0`, or a signal. */
  async howItEnds(withinMs: number): Promise<string> {
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<void>((resolve) => (timer = setTimeout(resolve, withinMs)));
    await Promise.race([this.ended, deadline]);
    clearTimeout(timer);
    if (!this.hasEnded) return `nothing within ${withinMs / 1_000} s`;
    return this.child.signalCode ?? `exit code ${this.child.exitCode}`;
  }

  /** kill -9. Resolves when it is gone. */
  async kill(): Promise<void> {
    if (this.hasEnded) return;
    this.child.kill('SIGKILL');
    await this.ended;
  }
}
