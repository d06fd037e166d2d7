import { ed25519Keys } from '../ed25519-keys.js';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server as NetServer, type Socket } from 'node:net';
import ssh2, { type Connection, type Session } from 'ssh2';
import { LoginJudge } from '../ssh-device/login-judge.js';
import { FrrDaemon } from './frr-daemon.js';
import { TelnetVty } from './telnet-vty.js';

export interface FrrRouterOptions {
  readonly hostname?: string;
  readonly username?: string;
  readonly password?: string;
  readonly enableSecret?: string;
  /** Rows that the router is told of when the client's own number should not count; it pages by them. */
  readonly rows?: number;
  /** What it is configured with besides. */
  readonly lines?: readonly string[];
}

/** NAWS has two bytes, and 255 would have to be doubled. */
const MOST_COLUMNS = 250;
const VTY_PASSWORD = 'vty';

/**
 * A real FRR router behind SSH: its own telnet command line, bridged by an SSH server that checks user and password. No
 * sshd, no system user, no root.
 */
export class FrrRouter {
  readonly host = '127.0.0.1';
  port = 0;

  private readonly ssh: ssh2.Server;
  private readonly listener: NetServer;
  private readonly sockets = new Set<Socket>();

  private constructor(
    readonly options: Required<Omit<FrrRouterOptions, 'rows' | 'lines'>> & Pick<FrrRouterOptions, 'rows'>,
    private readonly daemon: FrrDaemon,
  ) {
    const { username: name, password } = options;
    const logins = new LoginJudge([{ name, password }], ['password']);
    this.ssh = new ssh2.Server({ hostKeys: [ed25519Keys().private] });
    this.ssh.on('connection', (connection: Connection) => {
      connection.on('error', () => {});
      connection.on('authentication', (context) => {
        logins.judge(context);
      });
      connection.on('session', (accept) => {
        this.bridge(accept());
      });
    });
    this.listener = createServer((socket) => {
      this.sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => {});
      socket.once('close', () => this.sockets.delete(socket));
      this.ssh.injectSocket(socket);
    });
  }

  static async start(options: FrrRouterOptions = {}): Promise<FrrRouter> {
    const {
      hostname = 'r1',
      username = 'netops',
      password = 'netops-pw',
      enableSecret = 'enpw',
      rows,
      lines,
    } = options;
    const daemon = await FrrDaemon.start({ hostname, vtyPassword: VTY_PASSWORD, enableSecret, lines });
    const router = new FrrRouter({ hostname, username, password, enableSecret, rows }, daemon);
    router.listener.listen(0, router.host);
    await once(router.listener, 'listening');
    router.port = (router.listener.address() as AddressInfo).port;
    return router;
  }

  /** Its command line without the bridge: where it listens for telnet, and the only password that it asks for. */
  get telnet(): { readonly port: number; readonly password: string } {
    return { port: this.daemon.vtyPort, password: VTY_PASSWORD };
  }

  async stop(): Promise<void> {
    const closed = once(this.listener, 'close');
    this.listener.close();
    for (const socket of this.sockets) socket.destroy();
    await closed;
    await this.daemon.stop();
  }

  private bridge(session: Session): void {
    let size = { columns: 80, rows: 24 };
    session.on('pty', (accept, _reject, info) => {
      size = { columns: Math.min(info.cols, MOST_COLUMNS), rows: this.options.rows ?? info.rows };
      (accept as (() => void) | undefined)?.();
    });
    session.on('shell', (accept) => {
      const channel = accept();
      const vty = new TelnetVty(
        this.daemon.vtyPort,
        VTY_PASSWORD,
        size,
        (bytes) => channel.write(bytes),
        () => {
          channel.close();
        },
      );
      channel.on('data', (bytes: Buffer) => {
        vty.type(bytes);
      });
      channel.once('close', () => {
        vty.close();
      });
    });
  }
}
