import { once } from 'node:events';
import { createServer, type AddressInfo, type Server as NetServer, type Socket } from 'node:net';
import ssh2, { type Connection, type Session, type ServerChannel } from 'ssh2';
import { ed25519Keys } from '../ed25519-keys.js';
import { SftpFiles, type SftpBehavior } from './sftp-files.js';

/** What a host may do wrong; a test sets it before, or while, a session is open. */
export interface SftpHostBehavior extends SftpBehavior {
  /** What becomes of one who asks for SFTP: served, refused, or kept waiting. */
  subsystem: 'served' | 'refused' | 'held';
  /** What becomes of one who asks for a program: it goes on whatever is said to it, or the request is refused. */
  programs: 'refused' | 'unending';
}

/** A host whose SFTP server can lie and hang as no real one does at will. Its files are in memory. */
export class SftpHost {
  readonly host = '127.0.0.1';
  readonly username = 'ops';
  readonly password = 'pw';
  readonly behavior: SftpHostBehavior = {
    subsystem: 'served',
    programs: 'refused',
    hangsAt: null,
    damages: false,
    isEndless: false,
  };
  readonly files = new SftpFiles(this.behavior);
  /** SFTP channels that are open now, and those that were ever asked for. */
  openChannels = 0;
  askedChannels = 0;
  /** Serves those who were kept waiting. */
  serveHeld: () => void = () => {};
  private readonly sockets = new Set<Socket>();
  private readonly ssh = new ssh2.Server({ hostKeys: [ed25519Keys().private] });
  private readonly listener: NetServer;

  private constructor() {
    this.ssh.on('connection', (connection) => this.onConnection(connection));
    this.listener = createServer((socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
      socket.on('error', () => {});
      socket.setNoDelay(true);
      this.ssh.injectSocket(socket);
    });
  }

  static async start(): Promise<SftpHost> {
    const host = new SftpHost();
    host.listener.listen(0, host.host);
    await once(host.listener, 'listening');
    return host;
  }

  get port(): number {
    return (this.listener.address() as AddressInfo).port;
  }

  /** Cuts all connections without a goodbye. */
  cutAll(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    const closed = once(this.listener, 'close');
    this.listener.close();
    this.cutAll();
    await closed;
  }

  private onConnection(connection: Connection): void {
    connection.on('error', () => {});
    connection.on('authentication', (context) => {
      if (context.method === 'password' && context.password === this.password) context.accept();
      else context.reject(['password']);
    });
    connection.on('session', (accept) => this.onSession(accept()));
  }

  private onSession(session: Session): void {
    session.on('exec', (accept, reject, { command }) => {
      if (this.behavior.programs === 'refused') reject();
      else runUnending(accept(), command);
    });
    session.on('sftp', (accept, reject) => {
      this.askedChannels += 1;
      const serve = (): void => {
        this.openChannels += 1;
        const sftp = accept();
        sftp.on('error', () => {});
        // ssh2 does not answer the end of such a channel by itself, as RFC 4254, 5.3 has it.
        sftp.once('end', () => sftp.end());
        sftp.once('close', () => (this.openChannels -= 1));
        this.files.serve(sftp);
      };
      if (this.behavior.subsystem === 'refused') reject();
      else if (this.behavior.subsystem === 'held') this.serveHeld = serve;
      else serve();
    });
  }
}

/** Says that it has started, as the driver's shell does, and then goes on for ever. */
function runUnending(channel: ServerChannel, command: string): void {
  channel.on('error', () => {});
  channel.resume();
  const mark = /echo (np[0-9a-f]+)/.exec(command)?.[1] ?? '';
  channel.write(`${mark}\nup\n`);
  channel.stderr.write(`${mark}\n`);
}
