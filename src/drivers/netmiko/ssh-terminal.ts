import type { ClientChannel } from 'ssh2';
import type { DeviceError } from '../device-error.js';
import type { HostKeys } from '../ssh/host-keys.js';
import { aborted, connectFault, connectionClosed } from '../ssh/ssh-errors.js';
import { SshLink } from '../ssh/ssh-link.js';
import type { SshTarget } from '../ssh/ssh-target.js';
import type { Terminal } from './terminal.js';

/** vt100 knows no colours, and a screen of 1,000 rows hardly ever makes a device page. */
const TERMINAL = { term: 'vt100', rows: 1_000 } as const;

/** A terminal session on a device over SSH. */
export class SshTerminal implements Terminal {
  private isClosed = false;

  private constructor(
    private readonly link: SshLink,
    private readonly channel: ClientChannel,
  ) {}

  /**
   * Connects, logs in and opens a shell.
   *
   * @param columns width of the terminal
   * @throws DeviceError saying why there is no terminal
   */
  static async open(
    target: SshTarget,
    columns: number,
    hostKeys: HostKeys,
    signal: AbortSignal,
  ): Promise<SshTerminal> {
    const link = await SshLink.open(target, hostKeys, signal);
    const onAbort = (): void => {
      link.destroy();
    };
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      return new SshTerminal(link, await openShell(link, columns, target.connectTimeoutMs));
    } catch (error) {
      link.destroy();
      throw signal.aborted ? aborted() : error;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  get remoteVersion(): string | null {
    return this.link.remoteVersion;
  }

  listen(onData: (bytes: Buffer) => void, onClose: () => void): void {
    this.channel.on('data', onData);
    this.channel.stderr.on('data', onData);
    const close = (): void => {
      if (this.isClosed) return;
      this.isClosed = true;
      this.link.destroy();
      onClose();
    };
    this.channel.once('close', close);
    this.link.client.once('close', close);
    this.link.client.on('error', close);
  }

  write(text: string): void {
    if (!this.isClosed) this.channel.write(text);
  }

  /** Asks the device for longer lines (RFC 4254, 6.7). */
  widen(columns: number): void {
    if (!this.isClosed) this.channel.setWindow(TERMINAL.rows, columns, 0, 0);
  }

  destroy(): void {
    this.link.destroy();
  }

  /** Says goodbye and ends the connection; resolves when it is gone. */
  async close(): Promise<void> {
    if (!this.isClosed) await this.link.close();
  }
}

function openShell(link: SshLink, columns: number, timeoutMs: number): Promise<ClientChannel> {
  return new Promise((resolve, reject: (reason: DeviceError) => void) => {
    const timer = setTimeout(() => {
      reject(connectFault(Object.assign(new Error('no shell'), { level: 'client-timeout' })));
    }, timeoutMs);
    const settle = (done: () => void): void => {
      clearTimeout(timer);
      done();
    };
    link.client.once('close', () => {
      settle(() => {
        reject(connectionClosed());
      });
    });
    link.client.shell({ ...TERMINAL, cols: columns }, (fault, channel) => {
      settle(() => {
        if (fault) reject(connectFault(fault));
        else resolve(channel);
      });
    });
  });
}
