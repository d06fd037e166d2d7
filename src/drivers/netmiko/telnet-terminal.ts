import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { DeviceError } from '../device-error.js';
import {
  aborted,
  authenticationFailed,
  connectFault,
  connectionClosed,
  connectionTimeout,
} from '../ssh/ssh-errors.js';
import type { Terminal } from './terminal.js';
import type { Platform } from './platforms/platform.js';
import { TelnetLogin } from './telnet-login.js';
import { telnetBytes, TelnetProtocol } from './telnet-protocol.js';

/** A device to log in to over telnet. */
export interface TelnetTarget {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly password: string | undefined;
  /** TCP and login together. */
  readonly connectTimeoutMs: number;
}

const TERMINAL_TYPE = 'vt100';
const ROWS = 1_000;
/** A console that shows nothing for so long gets a return. */
const QUIET_MS = 2_000;

/** A terminal session on a device over telnet. Nothing on the line is encrypted, the password included. */
export class TelnetTerminal implements Terminal {
  readonly remoteVersion = null;
  private readonly protocol: TelnetProtocol;
  private onText: (text: Buffer) => void = () => {};
  private onClose: () => void = () => {};
  /** What came since the password was given: the greeting and the first prompt. */
  private held: Buffer[] = [];

  private constructor(
    private readonly socket: Socket,
    columns: number,
  ) {
    this.protocol = new TelnetProtocol(TERMINAL_TYPE, { columns, rows: ROWS }, (bytes) => {
      socket.write(bytes);
    });
    socket.setNoDelay(true);
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      this.onText(this.protocol.receive(bytes));
    });
    socket.once('close', () => {
      this.onClose();
    });
  }

  /**
   * Connects and answers the device's login.
   *
   * @throws DeviceError of type ConnectionTimeout, ConnectionFailed, AuthenticationFailed or Aborted
   */
  static async open(target: TelnetTarget, platform: Platform, signal: AbortSignal): Promise<TelnetTerminal> {
    if (signal.aborted) throw aborted();
    const socket = connect(target.port, target.host);
    const terminal = new TelnetTerminal(socket, platform.columns);
    try {
      await terminal.logIn(new TelnetLogin(platform, target.username, target.password), target, signal);
      return terminal;
    } catch (error) {
      socket.destroy();
      throw error;
    }
  }

  listen(onData: (bytes: Buffer) => void, onClose: () => void): void {
    this.onText = onData;
    this.onClose = onClose;
    for (const text of this.held.splice(0)) onData(text);
    if (this.socket.destroyed) onClose();
  }

  write(text: string): void {
    if (!this.socket.destroyed) this.socket.write(telnetBytes(text));
  }

  /** Asks the device for longer lines (RFC 1073). */
  widen(columns: number): void {
    if (!this.socket.destroyed) this.protocol.resize({ columns, rows: ROWS });
  }

  destroy(): void {
    this.socket.destroy();
  }

  /** Ends the connection; resolves when it is gone. */
  async close(): Promise<void> {
    if (this.socket.closed) return;
    const closed = once(this.socket, 'close');
    this.socket.destroy();
    await closed;
  }

  private async logIn(login: TelnetLogin, target: TelnetTarget, signal: AbortSignal): Promise<void> {
    const quiet = setTimeout(() => {
      this.write('\n');
    }, QUIET_MS);
    let deadline: NodeJS.Timeout | undefined;
    let onAbort = (): void => {};
    try {
      await new Promise<void>((resolve, reject: (reason: unknown) => void) => {
        onAbort = () => {
          reject(aborted());
        };
        signal.addEventListener('abort', onAbort, { once: true });
        deadline = setTimeout(() => {
          reject(this.timeout(login));
        }, target.connectTimeoutMs);
        this.socket.once('error', (fault) => {
          reject(connectFault(fault));
        });
        this.onClose = () => {
          reject(login.hasAnswered ? authenticationFailed() : connectionClosed());
        };
        this.onText = (text) => {
          quiet.refresh();
          try {
            if (this.take(login, text)) resolve();
          } catch (error) {
            reject(error instanceof Error ? error : connectionClosed());
          }
        };
      });
    } finally {
      clearTimeout(quiet);
      clearTimeout(deadline);
      signal.removeEventListener('abort', onAbort);
      this.onText = (text) => this.held.push(text);
      this.onClose = () => {};
    }
  }

  /** Whether the login is over. */
  private take(login: TelnetLogin, text: Buffer): boolean {
    this.held.push(text);
    const step = login.read(text.toString('latin1'));
    if (step.type !== 'send') return step.type === 'done';
    this.held = [];
    this.write(`${step.text}\n`);
    return false;
  }

  private timeout(login: TelnetLogin): DeviceError {
    if (!login.hasAnswered && this.held.length === 0) return connectionTimeout();
    const came = Buffer.concat(this.held).toString('latin1').slice(-200);
    return new DeviceError(
      'ConnectionTimeout',
      `Connection timeout: The device's telnet login was not understood; last came ${JSON.stringify(came)}`,
    );
  }
}
