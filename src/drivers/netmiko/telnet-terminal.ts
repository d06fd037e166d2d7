import { once } from 'node:events';
import { DeviceError } from '../device-error.js';
import type { HostKeys } from '../ssh/host-keys.js';
import {
  aborted,
  authenticationFailed,
  connectFault,
  connectionClosed,
  connectionTimeout,
} from '../ssh/ssh-errors.js';
import type { Platform } from './platforms/platform.js';
import type { SecretsMask } from '../secrets-mask.js';
import type { Terminal } from './terminal.js';
import { openTelnetLine, type TelnetLine, type TelnetPlace } from './telnet-line.js';
import { TelnetLogin, type LoginStep } from './telnet-login.js';
import { telnetBytes, TelnetProtocol } from './telnet-protocol.js';

/** A device to log in to over telnet. */
export interface TelnetTarget extends TelnetPlace {
  readonly username: string;
  readonly password: string | undefined;
}

const TERMINAL_TYPE = 'vt100';
const ROWS = 1_000;
/** No banner is as long; a device that goes on without asking for a login would fill our memory. */
const MOST_HELD_BYTES = 1_048_576;
/** A console that shows nothing for so long gets a return. */
const QUIET_MS = 2_000;
/** The end of a line that a slow console server cut comes sooner. */
const SILENCE_MS = 150;
const SHOWN_IN_ERRORS = 200;

/**
 * A terminal session on a device over telnet. Nothing on the line is encrypted, the password included; through jump hosts
 * that is the line from the last of them on.
 */
export class TelnetTerminal implements Terminal {
  readonly remoteVersion = null;
  private readonly protocol: TelnetProtocol;
  private onText: (text: Buffer) => void = () => {};
  private onClose: () => void = () => {};
  /** What came since the password was given: the greeting and the first prompt. */
  private held: Buffer[] = [];
  private heldBytes = 0;
  private isClosed = false;

  private constructor(
    private readonly line: TelnetLine,
    columns: number,
    private readonly mask: SecretsMask,
  ) {
    const { stream } = line;
    this.protocol = new TelnetProtocol(TERMINAL_TYPE, { columns, rows: ROWS }, (bytes) => {
      stream.write(bytes);
    });
    stream.on('error', () => {});
    stream.on('data', (bytes: Buffer) => {
      this.onText(this.protocol.receive(bytes));
    });
    stream.once('close', () => {
      this.isClosed = true;
      line.destroy();
      this.onClose();
    });
  }

  /**
   * Connects and answers the device's login.
   *
   * @param mask hides what no error may show
   * @throws DeviceError of type ConnectionTimeout, ConnectionFailed, AuthenticationFailed or Aborted
   */
  static async open(
    target: TelnetTarget,
    platform: Platform,
    hostKeys: HostKeys,
    mask: SecretsMask,
    signal: AbortSignal,
  ): Promise<TelnetTerminal> {
    const started = performance.now();
    const line = await openTelnetLine(target, hostKeys, signal);
    const terminal = new TelnetTerminal(line, platform.columns, mask);
    const restMs = target.way.connectTimeoutMs - (performance.now() - started);
    try {
      await terminal.logIn(new TelnetLogin(platform, target.username, target.password), restMs, signal);
      return terminal;
    } catch (error) {
      line.destroy();
      throw error;
    }
  }

  listen(onData: (bytes: Buffer) => void, onClose: () => void): void {
    this.onText = onData;
    this.onClose = onClose;
    for (const text of this.held.splice(0)) onData(text);
    if (this.isClosed) onClose();
  }

  write(text: string): void {
    if (!this.isClosed) this.line.stream.write(telnetBytes(text));
  }

  /** Asks the device for longer lines (RFC 1073). */
  widen(columns: number): void {
    if (!this.isClosed) this.protocol.resize({ columns, rows: ROWS });
  }

  destroy(): void {
    this.line.destroy();
  }

  /** Ends the connection; resolves when it is gone. */
  async close(): Promise<void> {
    if (this.isClosed) return;
    const closed = once(this.line.stream, 'close');
    this.line.destroy();
    await closed;
  }

  private async logIn(login: TelnetLogin, timeoutMs: number, signal: AbortSignal): Promise<void> {
    const timers: NodeJS.Timeout[] = [];
    let onAbort = (): void => {};
    try {
      await new Promise<void>((resolve, reject: (reason: unknown) => void) => {
        const take = (step: () => LoginStep): void => {
          try {
            if (this.isDone(step())) resolve();
          } catch (error) {
            reject(error instanceof Error ? error : connectionClosed());
          }
        };
        onAbort = () => {
          reject(aborted());
        };
        signal.addEventListener('abort', onAbort, { once: true });
        const quiet = setTimeout(() => {
          this.write('\n');
        }, QUIET_MS);
        const silence = setTimeout(() => {
          take(() => login.settle());
        }, SILENCE_MS);
        const deadline = setTimeout(() => {
          reject(this.timeout(login, timeoutMs));
        }, timeoutMs);
        timers.push(quiet, silence, deadline);
        this.line.stream.once('error', (fault) => {
          reject(connectFault(fault));
        });
        this.onClose = () => {
          reject(login.hasAnswered ? authenticationFailed() : connectionClosed());
        };
        this.onText = (text) => {
          quiet.refresh();
          silence.refresh();
          take(() => this.read(login, text));
        };
      });
    } finally {
      for (const timer of timers) clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      this.onText = (text) => this.held.push(text);
      this.onClose = () => {};
    }
  }

  /** @throws DeviceError of type AuthenticationFailed or ConnectionFailed */
  private read(login: TelnetLogin, text: Buffer): LoginStep {
    this.held.push(text);
    this.heldBytes += text.length;
    if (this.heldBytes > MOST_HELD_BYTES) throw endlessGreeting();
    return login.read(text.toString('latin1'));
  }

  private isDone(step: LoginStep): boolean {
    if (step.type !== 'send') return step.type === 'done';
    this.held = [];
    this.heldBytes = 0;
    this.write(`${step.text}\n`);
    return false;
  }

  private timeout(login: TelnetLogin, timeoutMs: number): DeviceError {
    if (!login.hasAnswered && this.held.length === 0) return connectionTimeout();
    const came = this.mask.apply(Buffer.concat(this.held).toString('utf8')).slice(-SHOWN_IN_ERRORS);
    const seconds = Number((timeoutMs / 1_000).toFixed(1));
    return new DeviceError(
      'ConnectionTimeout',
      `Connection timeout: ${login.expectation} did not come within ${seconds} s; last came ${JSON.stringify(came)}`,
    );
  }
}

function endlessGreeting(): DeviceError {
  return new DeviceError(
    'ConnectionFailed',
    `Connection failed: The device sent more than ${MOST_HELD_BYTES} bytes without a login or a prompt that is known`,
  );
}
