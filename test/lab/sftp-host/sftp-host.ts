import type { Socket } from 'node:net';
import ssh2, { type Connection, type Session, type ServerChannel } from 'ssh2';
import { ed25519Keys } from '../ed25519-keys.js';
import { LoopbackServer } from '../loopback-server.js';
import { SftpFiles, type SftpBehavior } from './sftp-files.js';

/** What a host may do wrong; a test sets it before, or while, a session is open. */
export interface SftpHostBehavior extends SftpBehavior {
  /** What becomes of one who asks for SFTP: served, refused, or kept waiting. */
  subsystem: 'served' | 'refused' | 'held';
  /** What becomes of one who asks for a program: it goes on whatever is said to it, or the request is refused. */
  programs: 'refused' | 'unending';
}

/** A host whose SFTP server can lie and hang as no real one does at will. Its files are in memory. */
export class SftpHost extends LoopbackServer {
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
  private readonly ssh = new ssh2.Server({ hostKeys: [ed25519Keys().private] });

  private constructor() {
    super();
    this.ssh.on('connection', (connection) => this.onConnection(connection));
  }

  static async start(): Promise<SftpHost> {
    const host = new SftpHost();
    await host.listen();
    return host;
  }

  protected serve(socket: Socket): void {
    socket.setNoDelay(true);
    this.ssh.injectSocket(socket);
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
