import ssh2, { type Client, type ConnectConfig } from 'ssh2';
import type { Readable } from 'node:stream';
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
import type { SshHop, SshTarget } from './ssh-target.js';

/** A device that does not answer a goodbye within this time gets none. */
const CLOSE_TIMEOUT_MS = 500;

/**
 * A logged-in SSH connection to a device, with the one to the jump host under it. Channels (shell, exec, subsystems) are
 * opened on its `client`.
 */
export class SshLink {
  private constructor(
    readonly client: Client,
    /** How the device's SSH server names itself (RFC 4253, 4.2: softwareversion), such as `Cisco-1.25`. */
    readonly remoteVersion: string | null,
    private readonly hops: readonly Client[],
  ) {}

  /**
   * Connects and logs in, checking the host keys on the way.
   *
   * @throws DeviceError of type ConnectionTimeout, ConnectionFailed, AuthenticationFailed, HostKeyMismatch or Aborted
   */
  static async open(target: SshTarget, hostKeys: HostKeys, signal: AbortSignal): Promise<SshLink> {
    if (signal.aborted) throw aborted();
    const clients: Client[] = [];
    const destroyAll = (): void => {
      for (const client of clients) client.destroy();
    };
    let hasTimedOut = false;
    const deadline = setTimeout(() => {
      hasTimedOut = true;
      destroyAll();
    }, target.connectTimeoutMs);
    signal.addEventListener('abort', destroyAll, { once: true });
    const connect = (hop: SshHop, tunnel?: Readable): Promise<Login> =>
      login(newClient(clients), hop, target, hostKeys, tunnel);
    try {
      const tunnel = target.jump ? await throughJump(target.jump, target, connect) : undefined;
      const { client, remoteVersion } = await connect(target, tunnel);
      client.once('close', destroyAll);
      return new SshLink(client, remoteVersion, clients);
    } catch (error) {
      destroyAll();
      if (signal.aborted) throw aborted();
      throw hasTimedOut ? connectionTimeout() : error;
    } finally {
      clearTimeout(deadline);
      signal.removeEventListener('abort', destroyAll);
    }
  }

  /** Ends the connection at once. */
  destroy(): void {
    for (const client of this.hops) client.destroy();
  }

  /** Says goodbye and ends the connection; resolves when it is gone. Only for a connection that is still open. */
  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => {
        this.destroy();
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

interface Login {
  readonly client: Client;
  readonly remoteVersion: string | null;
}

function newClient(clients: Client[]): Client {
  const client = new ssh2.Client();
  // ssh2 may emit a second error after the first; without a listener that would end the process.
  client.on('error', () => {});
  clients.push(client);
  return client;
}

/** Logs in to the jump host, and has it connect to the device (RFC 4254, 7.2). */
async function throughJump(
  jump: SshHop,
  target: SshTarget,
  connect: (hop: SshHop) => Promise<Login>,
): Promise<Readable> {
  try {
    const { client } = await connect(jump);
    return await new Promise((resolve, reject) => {
      client.once('close', () => {
        reject(connectionClosed());
      });
      client.forwardOut('127.0.0.1', 0, target.host, target.port, (fault, channel) => {
        if (fault) reject(connectFault(fault));
        else resolve(channel);
      });
    });
  } catch (error) {
    throw jumpFault(jump.host, error);
  }
}

async function login(
  client: Client,
  hop: SshHop,
  target: SshTarget,
  hostKeys: HostKeys,
  tunnel: Readable | undefined,
): Promise<Login> {
  const check = await hostKeys.checkFor(hop);
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
    // Nagle's algorithm costs 40 ms a connect: ssh2 leaves it on.
    client.once('connect', () => {
      if (tunnel === undefined) client.setNoDelay(true);
    });
    client.on('keyboard-interactive', (_name, _instructions, _language, prompts, finish) => {
      const answers = keyboard.answer(prompts);
      if (answers) finish(answers);
      else reject(connectFault(Object.assign(new Error('asked again'), { level: 'client-authentication' })));
    });
    try {
      client.connect(connectConfig(hop, target, check, tunnel));
    } catch (error) {
      reject(unusableKey(error as Error));
    }
  });
}

function connectConfig(
  hop: SshHop,
  target: SshTarget,
  check: HostKeyCheck,
  tunnel: Readable | undefined,
): ConnectConfig {
  const methods = new LoginMethods(hop);
  return {
    host: hop.host,
    port: hop.port,
    ...(tunnel === undefined ? {} : { sock: tunnel }),
    username: hop.username,
    password: hop.password,
    privateKey: hop.privateKey,
    passphrase: hop.passphrase,
    tryKeyboard: true,
    authHandler: (offered, isPartialSuccess) => methods.next(offered, isPartialSuccess),
    hostVerifier: (key: Buffer, verdict: (isAccepted: boolean) => void) => {
      void check.judge(key).then(verdict);
    },
    readyTimeout: target.connectTimeoutMs,
    keepaliveInterval: target.keepaliveMs,
    algorithms: offeredAlgorithms(target.withLegacyAlgorithms, check.preferredKeyTypes),
  };
}

/** ssh2 keeps what the server said first; its types do not tell. */
function identificationOf(client: Client): string | null {
  const software: unknown = Reflect.get(client, '_remoteVer');
  return typeof software === 'string' ? software : null;
}
