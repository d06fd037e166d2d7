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

/** Real NAPALM in a Python of its own, on one device after the other: to import it takes longer than most tests. */
export class RealNapalm {
  private readonly answers: AsyncIterator<string>;
  private complaints = '';

  private constructor(
    private readonly child: ChildProcessWithoutNullStreams,
    private readonly lines: Interface,
  ) {
    this.answers = lines[Symbol.asyncIterator]();
    child.stderr.on('data', (bytes: Buffer) => (this.complaints += bytes.toString()));
  }

  static start(): RealNapalm {
    const child = spawn(peerPython(), [SCRIPT]);
    return new RealNapalm(child, createInterface(child.stdout));
  }

  /** Goes on with this device; the one before is left as it is. @throws Error with NAPALM's own message */
  async open(target: NapalmTarget): Promise<void> {
    await this.call('open', target);
  }

  /** Calls a method of the driver. @throws Error with the name and message of Python's exception */
  async call(method: string, kwargs: object = {}): Promise<unknown> {
    this.child.stdin.write(`${JSON.stringify({ method, kwargs })}\n`);
    const { value, done } = await this.answers.next();
    if (done) throw new Error(`the Python of real NAPALM has ended: ${this.complaints}`);
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
