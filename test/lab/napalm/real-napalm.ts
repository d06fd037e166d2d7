import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { peerPython } from '../../harness/peer-python.js';

const SCRIPT = join(import.meta.dirname, 'real-napalm.py');

/** What the constructor of a NAPALM driver takes. */
export interface NapalmTarget {
  readonly driver: 'ios' | 'nxos_ssh' | 'eos';
  readonly hostname: string;
  readonly username: string;
  readonly password: string;
  readonly optional_args: Readonly<Record<string, unknown>>;
}

/** Real NAPALM in a Python of its own, connected to one device. */
export class RealNapalm {
  private readonly answers: AsyncIterator<string>;

  private constructor(
    private readonly child: ChildProcessWithoutNullStreams,
    private readonly lines: Interface,
  ) {
    this.answers = lines[Symbol.asyncIterator]();
  }

  /** @throws Error with NAPALM's own message when it cannot connect */
  static async open(target: NapalmTarget): Promise<RealNapalm> {
    const child = spawn(peerPython(), [SCRIPT]);
    const napalm = new RealNapalm(child, createInterface(child.stdout));
    let complaints = '';
    child.stderr.on('data', (bytes: Buffer) => (complaints += bytes.toString()));
    try {
      await napalm.call('open', target);
    } catch (error) {
      await napalm.stop();
      throw new Error(`${(error as Error).message}\n${complaints}`, { cause: error });
    }
    return napalm;
  }

  /** Calls a method of the driver. @throws Error with the name and message of Python's exception */
  async call(method: string, kwargs: object = {}): Promise<unknown> {
    this.child.stdin.write(`${JSON.stringify({ method, kwargs })}\n`);
    const { value, done } = await this.answers.next();
    if (done) throw new Error('the Python of real NAPALM has ended');
    const answer = JSON.parse(value) as { ok: unknown } | { error: string };
    if ('error' in answer) throw new Error(answer.error);
    return answer.ok;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'close');
    this.lines.close();
    this.child.kill('SIGKILL');
    await ended;
  }
}
