import { ed25519Keys } from '../ed25519-keys.js';
import { connect, createServer, type AddressInfo, type Server as NetServer, type Socket } from 'node:net';
import { once } from 'node:events';
import { pipeline } from 'node:stream';
import ssh2, { type Connection, type ServerChannel, type Session } from 'ssh2';
import { CommandLine, type DeviceState } from './command-line.js';
import {
  normalBehavior,
  type CommandTable,
  type DeviceBehavior,
  type SshDeviceOptions,
} from './device-options.js';
import { DeviceShell } from './device-shell.js';
import type { DeviceWatcher } from './device-watcher.js';
import { DIALECTS } from './dialect.js';
import { LoginJudge } from './login-judge.js';

const DEFAULTS = {
  hostname: 'R1',
  personality: 'cisco_ios',
  users: [{ name: 'admin', password: 'pwd123' }],
  secret: null,
  isPrivileged: false,
  banner: '',
  motd: '',
  commands: {},
  loginMethods: ['password', 'keyboard-interactive', 'publickey'],
  allowsForwarding: false,
} as const satisfies SshDeviceOptions;
/** IOS pages after so many rows when the terminal does not tell. */
const DEFAULT_ROWS = 24;

/** Made once a process: a key per device would make a fleet slow to start. */
let hostKey: string | undefined;

/**
 * A network device with a command line over real SSH, on a port of its own on loopback. It can be as slow, broken and
 * odd as a test wants: see {@link DeviceBehavior}.
 *
 * `const device = await SshDevice.start({ hostname: 'R1', secret: 'ena' }); ...; await device.stop();`
 */
export class SshDevice {
  /** May be changed while the device runs. */
  readonly behavior: DeviceBehavior = normalBehavior();
  /** Every line that was entered at a prompt, over all sessions. */
  readonly log: string[] = [];
  /** TCP connections so far. */
  connectionCount = 0;
  /** Logins that were asked for so far, with whatever method. */
  loginAttempts = 0;
  /** Terminal sessions so far, and the most that were open at once. */
  openedSessions = 0;
  mostSessions = 0;
  host = '';
  port = 0;

  private readonly state: DeviceState;
  private readonly options: Required<
    Omit<SshDeviceOptions, 'algorithms' | 'hostKeys' | 'listen' | 'watcher'>
  >;
  private readonly watcher: DeviceWatcher | undefined;
  private readonly logins: LoginJudge;
  private readonly ssh: ssh2.Server;
  private readonly listener: NetServer;
  private readonly sockets = new Set<Socket>();
  private readonly shells = new Set<DeviceShell>();

  private constructor(options: SshDeviceOptions) {
    this.watcher = options.watcher;
    this.options = { ...DEFAULTS, ...options };
    this.logins = new LoginJudge(this.options.users, this.options.loginMethods);
    this.state = {
      hostname: this.options.hostname,
      commands: this.options.commands,
      dialect: DIALECTS[this.options.personality],
      secret: this.options.secret,
      behavior: this.behavior,
      config: [],
    };
    hostKey ??= ed25519Keys().private;
    this.ssh = new ssh2.Server({
      hostKeys: [...(options.hostKeys ?? [hostKey])],
      banner: this.options.banner === '' ? undefined : this.options.banner,
      algorithms: options.algorithms,
    });
    this.ssh.on('connection', (connection: Connection) => {
      this.onConnection(connection);
    });
    this.listener = createServer((socket) => {
      this.onSocket(socket);
    });
  }

  static async start(options: SshDeviceOptions = {}): Promise<SshDevice> {
    const device = new SshDevice(options);
    const { host, port } = options.listen ?? { host: '127.0.0.1', port: 0 };
    device.listener.listen(port, host);
    await once(device.listener, 'listening');
    const { address, port: bound } = device.listener.address() as AddressInfo;
    device.host = address;
    device.port = bound;
    return device;
  }

  get hostname(): string {
    return this.state.hostname;
  }

  /** Open TCP connections, those that it forwards included. */
  get openConnections(): number {
    return this.sockets.size;
  }

  /** Open terminal sessions. */
  get sessionCount(): number {
    return this.shells.size;
  }

  /** Configuration lines that were entered and accepted. */
  get config(): readonly string[] {
    return this.state.config;
  }

  /** From now on prompts show this name, as those of a device do to which a command leads on. */
  rename(hostname: string): void {
    this.state.hostname = hostname;
  }

  /** Replaces the command table. */
  setCommands(commands: CommandTable): void {
    this.state.commands = commands;
  }

  /** Prints a log line on every open terminal. */
  announce(line: string): void {
    for (const shell of this.shells) shell.announce(line);
  }

  /** Cuts all connections without a goodbye; new ones are taken. */
  cutAll(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  /** Lets all connections stand, and answers nothing on them any more. */
  freezeAll(): void {
    for (const socket of this.sockets) socket.removeAllListeners('data').pause();
  }

  /** Ends all connections and frees the port. Safe to call twice. */
  async stop(): Promise<void> {
    if (!this.listener.listening) return;
    const closed = once(this.listener, 'close');
    this.listener.close();
    this.cutAll();
    await closed;
  }

  private onSocket(socket: Socket): void {
    this.connectionCount += 1;
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
    socket.on('error', () => {});
    // ssh2 leaves Nagle's algorithm on: 40 ms a connect.
    socket.setNoDelay(true);
    if (this.behavior.connections === 'cut') socket.destroy();
    else if (this.behavior.connections === 'normal') this.ssh.injectSocket(socket);
  }

  private onConnection(connection: Connection): void {
    connection.on('error', () => {});
    connection.on('authentication', (context) => {
      this.loginAttempts += 1;
      if (this.behavior.logins === 'normal') this.logins.judge(context);
    });
    connection.on('session', (accept) => {
      this.onSession(accept(), connection);
    });
    connection.on('tcpip', (accept, reject, { destIP, destPort }) => {
      if (this.options.allowsForwarding) this.forward(accept, destIP, this.behavior.forwardsTo ?? destPort);
      else reject();
    });
  }

  private forward(accept: () => ServerChannel, host: string, port: number): void {
    const socket = connect(port, host);
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
    socket.on('error', () => {});
    socket.once('connect', () => {
      const channel = accept();
      channel.on('error', () => {});
      pipeline(channel, socket, channel, () => {});
    });
  }

  private onSession(session: Session, connection: Connection): void {
    let rows = DEFAULT_ROWS;
    session.on('pty', (accept, _reject, info) => {
      rows = info.rows || DEFAULT_ROWS;
      (accept as (() => void) | undefined)?.();
    });
    session.on('window-change', (accept) => {
      (accept as (() => void) | undefined)?.();
    });
    session.on('shell', (accept) => {
      const channel = accept();
      const number = ++this.openedSessions;
      this.watcher?.sessionOpened(number);
      const commandLine = new CommandLine(this.state, this.options.isPrivileged, rows);
      const host = {
        behavior: this.behavior,
        began: (command: string) => {
          this.log.push(command);
          this.watcher?.commandBegan(number, command);
        },
        ended: (command: string) => this.watcher?.commandEnded(number, command),
        cut: () => {
          this.cutAll();
        },
      };
      const shell = new DeviceShell(channel, commandLine, host, () => {
        channel.exit(0);
        channel.end();
        connection.end();
      });
      this.shells.add(shell);
      this.mostSessions = Math.max(this.mostSessions, this.shells.size);
      channel.on('data', (bytes: Buffer) => {
        shell.type(bytes);
      });
      channel.once('close', () => {
        this.shells.delete(shell);
        shell.close();
        this.watcher?.sessionClosed(number);
      });
      shell.start(this.options.motd);
    });
  }
}
