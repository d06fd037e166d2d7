import type { Client, ClientChannel } from 'ssh2';
import { randomBytes } from 'node:crypto';
import { constants } from 'node:os';
import { DeviceError } from '../device-error.js';
import type { OutputListener } from '../driver.js';
import { commandLine, KILL_LINE, programLine, sudoPrompt, type RemoteProgram } from './remote-program.js';
import { stopFault, UnconfirmedKillError, type Stop } from './remote-stop.js';
import { StartFilter } from './start-filter.js';

/** What a program left. */
export interface RemoteResult {
  readonly stdout: string;
  readonly stderr: string;
  /** 128 and the signal's number for a program that was killed, as shells have it. */
  readonly exitStatus: number;
}

/** How a program is run. */
export interface RunOptions {
  /** What sudo gets when it asks. */
  readonly sudoPassword: string | null;
  /** 0 for no limit but the job's own. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Told the standard output as it comes. */
  readonly onOutput?: OutputListener | undefined;
  /** Hides secrets in what is quoted by errors. */
  readonly masked: (text: string) => string;
}

/** A host that does not confirm within this time that the program was killed is given up. */
const KILL_TIMEOUT_MS = 5_000;
/** What a program's children, still running, may go on to print once the program itself has ended. */
const DRAIN_MS = 500;
/** Characters of both streams together. */
const MAX_OUTPUT = 32 * 1024 * 1024;
const QUOTED_CHARS = 200;
const MS_PER_SECOND = 1_000;
const KILLED_BASE = 128;

/** One program on a host, from its start to its end, in a channel of its own. */
export class RemoteRun {
  private readonly mark = `np${randomBytes(12).toString('hex')}`;
  private readonly out = new StartFilter(this.mark);
  private readonly err = new StartFilter(this.mark);
  private readonly stdout: string[] = [];
  private readonly stderr: string[] = [];
  private size = 0;
  private channel: ClientChannel | undefined;
  private exitStatus: number | undefined;
  private fault: DeviceError | undefined;
  private unconfirmed: UnconfirmedKillError | undefined;
  private sudoAnswers = 0;
  private timer: NodeJS.Timeout | undefined;
  private drainTimer: NodeJS.Timeout | undefined;
  private settle: () => void = () => {};

  private constructor(
    private readonly program: RemoteProgram,
    private readonly options: RunOptions,
  ) {}

  /**
   * Runs a program to its end. A program that does not end in time, or whose job is aborted, is killed with its session.
   *
   * @throws DeviceError of type CommandTimeout, EnableFailed (sudo), UnexpectedOutput, SessionLost or Aborted
   */
  static async run(client: Client, program: RemoteProgram, options: RunOptions): Promise<RemoteResult> {
    const run = new RemoteRun(program, options);
    return run.toEnd(client);
  }

  private async toEnd(client: Client): Promise<RemoteResult> {
    const { signal, timeoutMs } = this.options;
    const onAbort = (): void =>
      this.stop({
        type: 'Aborted',
        why: 'Aborted: The program had to end with its job',
        isKill: true,
      });
    if (signal.aborted)
      throw new DeviceError('Aborted', 'Aborted: The job was stopped before the program ran');
    const ended = new Promise<void>((resolve) => (this.settle = resolve));
    signal.addEventListener('abort', onAbort, { once: true });
    if (timeoutMs > 0) this.timer = setTimeout(() => this.stop(this.timedOut()), timeoutMs);
    try {
      this.open(client);
      await ended;
    } finally {
      clearTimeout(this.timer);
      clearTimeout(this.drainTimer);
      signal.removeEventListener('abort', onAbort);
    }
    if (this.fault) throw this.fault;
    return this.result();
  }

  private open(client: Client): void {
    const options = this.program.hasTerminal ? { pty: TERMINAL } : {};
    client.exec(commandLine(this.mark, this.program), options, (error, channel) => {
      if (error) {
        this.fault ??= new DeviceError(
          'ConnectionFailed',
          `Connection failed: No program can be run (${error.message})`,
        );
        this.settle();
      } else if (this.fault) {
        channel.destroy();
        this.settle();
      } else {
        this.listen(channel);
      }
    });
  }

  private listen(channel: ClientChannel): void {
    this.channel = channel;
    const [out, err] = [new TextDecoder(), new TextDecoder()];
    channel.on('data', (bytes: Buffer) =>
      this.take(this.out, this.stdout, out.decode(bytes, { stream: true })),
    );
    channel.stderr.on('data', (bytes: Buffer) =>
      this.take(this.err, this.stderr, err.decode(bytes, { stream: true })),
    );
    // The program may end before it has read its input.
    channel.on('error', () => {});
    channel.on('exit', (code: number | null, name?: string) => {
      this.exitStatus = code ?? KILLED_BASE + (constants.signals[`SIG${name ?? ''}` as NodeJS.Signals] ?? 0);
      this.drain();
    });
    channel.once('close', () => this.end());
    if (this.program.sudoUser === null) channel.write(programLine(this.program));
  }

  private take(filter: StartFilter, output: string[], text: string): void {
    if (this.fault) return;
    const hadStarted = filter.hasStarted;
    const shown = filter.take(text);
    if (this.program.sudoUser !== null && filter === this.talk) this.followSudo(hadStarted);
    if (shown === '') return;
    output.push(shown);
    this.size += shown.length;
    if (filter === this.out) this.options.onOutput?.(shown);
    if (this.size > MAX_OUTPUT)
      this.stop({
        type: 'UnexpectedOutput',
        why: `Too much output: The program printed more than ${MAX_OUTPUT / 1024 ** 2} MiB`,
        isKill: true,
      });
    if (this.exitStatus !== undefined) this.drain();
  }

  /** sudo asks by the terminal where there is one, else by standard error. */
  private get talk(): StartFilter {
    return this.program.hasTerminal ? this.out : this.err;
  }

  private followSudo(hadStarted: boolean): void {
    if (hadStarted) return;
    if (this.talk.hasStarted) {
      this.channel?.write(programLine(this.program));
      return;
    }
    const asked = this.talk.preamble.split(sudoPrompt(this.mark)).length - 1;
    if (asked <= this.sudoAnswers) return;
    if (this.sudoAnswers++ > 0)
      return this.stop({
        type: 'EnableFailed',
        why: 'sudo failed: It refused the password',
        isKill: false,
      });
    this.channel?.write(`${this.options.sudoPassword ?? ''}\n`);
  }

  /** The channel stays open as long as any child holds the program's output. */
  private drain(): void {
    clearTimeout(this.drainTimer);
    this.drainTimer = setTimeout(() => this.channel?.destroy(), DRAIN_MS);
  }

  /** Has the program killed, and fails with what `stop` says when it is gone. */
  private stop(stop: Stop): void {
    if (this.fault) return;
    this.fault = stopFault(stop);
    this.unconfirmed = new UnconfirmedKillError(stop);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.end(), KILL_TIMEOUT_MS);
    if (this.talk.hasStarted) this.channel?.write(KILL_LINE);
    this.channel?.end();
  }

  /** The exit status comes when nothing is left of the program: without it, nobody knows. */
  private end(): void {
    if (this.exitStatus === undefined && this.unconfirmed) this.fault = this.unconfirmed;
    this.settle();
  }

  private timedOut(): Stop {
    const seconds = this.options.timeoutMs / MS_PER_SECOND;
    return {
      type: 'CommandTimeout',
      why: `Command timeout: The program did not end within ${seconds} s`,
      detail: `; ${this.quoted('last came', this.stdout.join('') || this.stderr.join(''))}`,
      isKill: true,
    };
  }

  private result(): RemoteResult {
    const { exitStatus } = this;
    if (exitStatus === undefined)
      throw new DeviceError(
        'SessionLost',
        'Session lost: The host ended the session before the program was done',
      );
    if (!this.talk.hasStarted) throw this.notStarted(exitStatus);
    return { stdout: this.stdout.join(''), stderr: this.stderr.join(''), exitStatus };
  }

  private notStarted(exitStatus: number): DeviceError {
    const said = this.quoted('it said', this.talk.preamble.replaceAll(sudoPrompt(this.mark), ''));
    return this.program.sudoUser === null
      ? new DeviceError(
          'UnexpectedOutput',
          `The host has no POSIX shell for programs (exit status ${exitStatus}); ${said}`,
        )
      : new DeviceError('EnableFailed', `sudo failed (exit status ${exitStatus}); ${said}`);
  }

  private quoted(what: string, text: string): string {
    const last = this.options.masked(text.trim()).slice(-QUOTED_CHARS);
    return last === '' ? 'nothing came' : `${what} ${JSON.stringify(last)}`;
  }
}

/** Raw (RFC 4254, 8): nothing is echoed, no line is cut at the 4,096 characters of a cooked one, no character is a command. */
const TERMINAL = {
  term: 'vt100',
  rows: 1_000,
  cols: 4_096,
  modes: { ECHO: 0, ICANON: 0, ISIG: 0, IEXTEN: 0, ICRNL: 0, IXON: 0, OPOST: 0 },
} as const;
