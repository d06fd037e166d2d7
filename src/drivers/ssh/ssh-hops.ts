import ssh2, { type Client, type ConnectConfig } from 'ssh2';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Duplex, Readable } from 'node:stream';
import type { HostKeyCheck, HostKeys } from './host-keys.js';
import { offeredAlgorithms } from './ssh-algorithms.js';
import {
  aborted,
  connectFault,
  connectionClosed,
  connectionTimeout,
  jumpFault,
  unusableKey,
} from './ssh-errors.js';
import { KeyboardAnswers, LoginMethods } from './ssh-login.js';
import type { SshHop, SshWay } from './ssh-target.js';

/** A connection that is logged in. */
export interface SshLogin {
  readonly client: Client;
  /** How the SSH server names itself (RFC 4253, 4.2: softwareversion). */
  readonly remoteVersion: string | null;
}

/** The SSH connections on the way to one device: one for each jump host, each through the one before it. */
export class SshHops {
  private readonly clients: Client[] = [];
  private dialed: Socket | undefined;
  private isOver = false;

  constructor(
    private readonly way: SshWay,
    private readonly hostKeys: HostKeys,
  ) {}

  /**
   * Does something with these connections within the way's time; destroys them all when it fails.
   *
   * @throws DeviceError of type ConnectionTimeout or Aborted, and what `work` throws
   */
  async within<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    if (signal.aborted) throw aborted();
    let hasTimedOut = false;
    const deadline = setTimeout(() => {
      hasTimedOut = true;
      this.destroy();
    }, this.way.connectTimeoutMs);
    const onAbort = (): void => {
      this.destroy();
    };
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      return await work();
    } catch (error) {
      this.destroy();
      if (signal.aborted) throw aborted();
      throw hasTimedOut ? connectionTimeout() : error;
    } finally {
      clearTimeout(deadline);
      signal.removeEventListener('abort', onAbort);
    }
  }

  /**
   * Logs in to each jump host, and has the last one connect to a host beyond it (RFC 4254, 7.2).
   *
   * @returns undefined where there is no jump host
   * @throws DeviceError that names the jump host
   */
  async tunnelTo(destination: Pick<SshHop, 'host' | 'port'>): Promise<Duplex | undefined> {
    let tunnel: Duplex | undefined;
    const stops = [...this.way.jumps.slice(1), destination];
    for (const [index, jump] of this.way.jumps.entries()) {
      tunnel = await this.through(jump, tunnel, stops[index] ?? destination);
    }
    return tunnel;
  }

  /**
   * Logs in to one host, checking its key.
   *
   * @param tunnel what leads there, where it is not a TCP connection of our own
   * @throws DeviceError of type ConnectionFailed, ConnectionTimeout, AuthenticationFailed, HostKeyMismatch or HostKeyUnknown
   */
  async logIn(hop: SshHop, tunnel: Readable | undefined): Promise<SshLogin> {
    const client = new ssh2.Client();
    // ssh2 may emit a second error after the first; without a listener that would end the process.
    client.on('error', () => {});
    const via = this.way.jumps.slice(0, this.clients.length);
    this.clients.push(client);
    const check = await this.hostKeys.checkFor({ ...hop, via, loginFrom: this.way.loginFrom });
    const login = await logInBy(client, hop, this.way, check, tunnel ?? (await this.dial(hop)));
    // Without one of them the way is cut.
    client.once('close', () => {
      this.destroy();
    });
    return login;
  }

  /** Ends all connections at once. */
  destroy(): void {
    this.isOver = true;
    // Who waits for the connection has to hear of it.
    this.dialed?.destroy(this.dialed.connecting ? connectionClosed() : undefined);
    for (const client of this.clients) client.destroy();
  }

  /** ssh2 takes no lookup, and would dial what nobody has judged. */
  private async dial({ host, port }: SshHop): Promise<Socket> {
    // The time may have run out while the known hosts were read.
    if (this.isOver) throw connectionClosed();
    // Nagle's algorithm costs 40 ms a connect.
    const socket = connect({ host, port, noDelay: true, ...this.way.egress.optionsFor(host) });
    this.dialed = socket;
    // It is ssh2 that listens later, unless it refuses the key before.
    socket.on('error', () => {});
    try {
      await once(socket, 'connect');
    } catch (error) {
      throw connectFault(error as Error);
    }
    return socket;
  }

  private async through(
    jump: SshHop,
    tunnel: Readable | undefined,
    next: Pick<SshHop, 'host' | 'port'>,
  ): Promise<Duplex> {
    try {
      const { client } = await this.logIn(jump, tunnel);
      return await new Promise((resolve, reject) => {
        client.once('close', () => {
          reject(connectionClosed());
        });
        client.forwardOut('127.0.0.1', 0, next.host, next.port, (fault, channel) => {
          if (fault) reject(connectFault(fault));
          else resolve(channel);
        });
      });
    } catch (error) {
      throw jumpFault(jump.host, error);
    }
  }
}

async function logInBy(
  client: Client,
  hop: SshHop,
  way: SshWay,
  check: HostKeyCheck,
  stream: Readable,
): Promise<SshLogin> {
  const keyboard = new KeyboardAnswers(hop);
  return await new Promise((resolve, reject) => {
    let remoteVersion: string | null = null;
    client.once('ready', () => {
      resolve({ client, remoteVersion });
    });
    client.once('handshake', () => {
      remoteVersion = identificationOf(client);
    });
    client.on('error', (fault) => {
      reject(check.fault ?? connectFault(fault));
    });
    client.once('close', () => {
      reject(check.fault ?? connectionClosed());
    });
    client.on('keyboard-interactive', (_name, _instructions, _language, prompts, finish) => {
      const answers = keyboard.answer(prompts);
      if (answers) finish(answers);
      else reject(connectFault(Object.assign(new Error('asked again'), { level: 'client-authentication' })));
    });
    try {
      client.connect(connectConfig(hop, way, check, stream));
    } catch (error) {
      reject(unusableKey(error as Error));
    }
  });
}

function connectConfig(hop: SshHop, way: SshWay, check: HostKeyCheck, stream: Readable): ConnectConfig {
  const methods = new LoginMethods(hop);
  return {
    sock: stream,
    username: hop.username,
    password: hop.password,
    privateKey: hop.privateKey,
    passphrase: hop.passphrase,
    tryKeyboard: true,
    authHandler: (offered, isPartialSuccess) => methods.next(offered, isPartialSuccess),
    hostVerifier: (key: Buffer, verdict: (isAccepted: boolean) => void) => {
      void check.judge(key).then(verdict);
    },
    readyTimeout: way.connectTimeoutMs,
    keepaliveInterval: way.keepaliveMs,
    algorithms: offeredAlgorithms(way.withLegacyAlgorithms, check.preferredKeyTypes),
  };
}

/** ssh2 keeps what the server said first; its types do not tell. */
function identificationOf(client: Client): string | null {
  const software: unknown = Reflect.get(client, '_remoteVer');
  return typeof software === 'string' ? software : null;
}
