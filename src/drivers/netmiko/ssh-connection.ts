import ssh2, { type Client, type ClientChannel, type ConnectConfig } from 'ssh2';
import type { DeviceError } from '../device-error.js';
import { offeredAlgorithms } from './ssh-algorithms.js';
import { aborted, connectFault, connectionClosed, unusableKey } from './ssh-errors.js';
import { KeyboardAnswers, LoginMethods, type Credentials } from './ssh-login.js';

/** How a device is reached, and what terminal it is told of. */
export interface SshTarget extends Credentials {
  readonly host: string;
  readonly port: number;
  /** TCP, key exchange and login together. */
  readonly connectTimeoutMs: number;
  readonly withLegacyAlgorithms: boolean;
  readonly columns: number;
}

/** vt100 knows no colours, and a screen of 1,000 rows hardly ever makes a device page. */
const TERMINAL = { term: 'vt100', rows: 1_000 } as const;
/** A device that does not answer a goodbye within this time gets none. */
const CLOSE_TIMEOUT_MS = 500;

/** A terminal session on a device over SSH. ssh2 is met here only. */
export class SshConnection {
  private isClosed = false;

  private constructor(
    private readonly client: Client,
    private readonly channel: ClientChannel,
  ) {}

  /**
   * Connects, logs in and opens a shell.
   *
   * @throws DeviceError of type ConnectionTimeout, ConnectionFailed, AuthenticationFailed or Aborted
   */
  static async open(target: SshTarget, signal: AbortSignal): Promise<SshConnection> {
    if (signal.aborted) throw aborted();
    const client = new ssh2.Client();
    // ssh2 may emit a second error after the first; without a listener that would end the process.
    client.on('error', () => {});
    const onAbort = (): void => {
      client.destroy();
    };
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      await login(client, target);
      return new SshConnection(client, await openShell(client, target));
    } catch (error) {
      client.destroy();
      throw signal.aborted ? aborted() : error;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** How the device's SSH server names itself (RFC 4253, 4.2: softwareversion). ssh2 keeps it for itself. */
  get remoteVersion(): string | null {
    return (this.client as Client & { readonly _remoteVer?: string })._remoteVer ?? null;
  }

  /** @param onClose called once, when the session is over for whatever reason */
  listen(onData: (bytes: Buffer) => void, onClose: () => void): void {
    this.channel.on('data', onData);
    this.channel.stderr.on('data', onData);
    const close = (): void => {
      if (this.isClosed) return;
      this.isClosed = true;
      this.client.destroy();
      onClose();
    };
    this.channel.once('close', close);
    this.client.once('close', close);
    this.client.on('error', close);
  }

  write(text: string): void {
    if (!this.isClosed) this.channel.write(text);
  }

  /** Ends the connection at once. */
  destroy(): void {
    this.client.destroy();
  }

  /** Says goodbye and ends the connection; resolves when it is gone. */
  async close(): Promise<void> {
    if (this.isClosed) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => {
        this.client.destroy();
        resolve();
      }, CLOSE_TIMEOUT_MS);
      this.client.once('close', () => {
        clearTimeout(timer);
        resolve();
      });
      this.client.end();
    });
  }
}

function login(client: Client, target: SshTarget): Promise<void> {
  const keyboard = new KeyboardAnswers(target);
  return new Promise((resolve, reject) => {
    client.once('ready', resolve);
    client.on('error', (fault) => {
      reject(connectFault(fault));
    });
    client.once('close', () => {
      reject(connectionClosed());
    });
    // Nagle's algorithm costs 40 ms a connect: ssh2 leaves it on.
    client.once('connect', () => client.setNoDelay(true));
    client.on('keyboard-interactive', (_name, _instructions, _language, prompts, finish) => {
      const answers = keyboard.answer(prompts);
      if (answers) finish(answers);
      else reject(connectFault(Object.assign(new Error('asked again'), { level: 'client-authentication' })));
    });
    try {
      client.connect(connectConfig(target));
    } catch (error) {
      reject(unusableKey(error as Error));
    }
  });
}

function connectConfig(target: SshTarget): ConnectConfig {
  const methods = new LoginMethods(target);
  return {
    host: target.host,
    port: target.port,
    username: target.username,
    password: target.password,
    privateKey: target.privateKey,
    passphrase: target.passphrase,
    tryKeyboard: true,
    authHandler: (offered, isPartialSuccess) => methods.next(offered, isPartialSuccess),
    readyTimeout: target.connectTimeoutMs,
    algorithms: offeredAlgorithms(target.withLegacyAlgorithms),
  };
}

function openShell(client: Client, target: SshTarget): Promise<ClientChannel> {
  return new Promise((resolve, reject: (reason: DeviceError) => void) => {
    const timer = setTimeout(() => {
      reject(connectFault(Object.assign(new Error('no shell'), { level: 'client-timeout' })));
    }, target.connectTimeoutMs);
    const settle = (done: () => void): void => {
      clearTimeout(timer);
      done();
    };
    client.once('close', () => {
      settle(() => {
        reject(connectionClosed());
      });
    });
    client.shell({ ...TERMINAL, cols: target.columns }, (fault, channel) => {
      settle(() => {
        if (fault) reject(connectFault(fault));
        else resolve(channel);
      });
    });
  });
}
