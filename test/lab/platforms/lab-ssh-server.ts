import { ed25519Keys } from '../ed25519-keys.js';
import type { Socket } from 'node:net';
import ssh2, { type Connection, type Session } from 'ssh2';
import { LoopbackServer } from '../loopback-server.js';
import { LAB_PASSWORD } from './lab-platform.js';
import { LabShell, type LabDevice } from './lab-shell.js';

let hostKey: string | undefined;

/** A lab device behind SSH. Lets everybody in whose password is {@link LabSshServer.password}. */
export class LabSshServer extends LoopbackServer {
  static readonly password = LAB_PASSWORD;
  /** Names by which clients logged in. */
  readonly usernames: string[] = [];
  private readonly ssh: ssh2.Server;

  private constructor(private readonly device: LabDevice) {
    super();
    hostKey ??= ed25519Keys().private;
    this.ssh = new ssh2.Server({ hostKeys: [hostKey] });
    this.ssh.on('connection', (connection: Connection) => {
      this.onConnection(connection);
    });
  }

  static async start(device: LabDevice): Promise<LabSshServer> {
    const server = new LabSshServer(device);
    await server.listen();
    return server;
  }

  protected serve(socket: Socket): void {
    this.ssh.injectSocket(socket);
  }

  private onConnection(connection: Connection): void {
    connection.on('error', () => {});
    connection.on('authentication', (context) => {
      if (context.method !== 'password' || context.password !== LabSshServer.password) {
        context.reject(['password']);
        return;
      }
      this.usernames.push(context.username);
      context.accept();
    });
    connection.on('session', (accept) => {
      this.onSession(accept());
    });
  }

  private onSession(session: Session): void {
    session.on('pty', (accept) => {
      (accept as (() => void) | undefined)?.();
    });
    session.on('shell', (accept) => {
      const channel = accept();
      const shell = new LabShell(this.device, () => {
        setImmediate(() => {
          this.cutAll();
        });
      });
      channel.write(shell.start());
      channel.on('data', (bytes: Buffer) => channel.write(shell.type(bytes.toString('utf8'))));
    });
  }
}
