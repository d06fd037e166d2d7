import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { join } from 'node:path';

const BIN = join(import.meta.dirname, '../../bin/netpulse.mjs');
const DEADLINE_MS = 10_000;

/** `npx netpulse ...` as a process of its own, from the build. */
export class CommandProcess {
  stdout = '';
  stderr = '';
  private readonly ended: Promise<number | null>;

  private constructor(private readonly child: ChildProcessWithoutNullStreams) {
    child.stdout.on('data', (chunk: Buffer) => (this.stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
    this.ended = new Promise((resolve) => child.once('close', (code) => resolve(code)));
  }

  static spawn(args: readonly string[], environment: Record<string, string> = {}): CommandProcess {
    return new CommandProcess(
      spawn(process.execPath, [BIN, ...args], { env: { ...process.env, ...environment } }),
    );
  }

  /** Waits until what was printed matches, and returns the match. */
  async says(pattern: RegExp, stream: 'stdout' | 'stderr' = 'stdout'): Promise<RegExpExecArray> {
    return vi.waitFor(
      () => {
        const match = pattern.exec(this[stream]);
        if (!match) throw new Error(`It has said: ${this.stdout}${this.stderr}`);
        return match;
      },
      { timeout: DEADLINE_MS, interval: 20 },
    );
  }

  /** Nobody reads standard output any more. */
  closeOutput(): void {
    this.child.stdout.destroy();
  }

  /** The exit code, once it has ended by itself. */
  end(): Promise<number | null> {
    return this.ended;
  }

  /** Sends the signal and waits for the exit code. */
  async stop(signal: NodeJS.Signals = 'SIGINT'): Promise<number | null> {
    this.child.kill(signal);
    return this.ended;
  }
}
