import { ed25519Keys } from '../ed25519-keys.js';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import ssh2, { type Connection, type Session } from 'ssh2';
import { LAB_PASSWORD } from './lab-platform.js';
import { LabShell, type LabDevice } from './lab-shell.js';

let hostKey: string | undefined;

/** A lab device behind SSH. Lets everybody in whose password is {@link LabSshServer.password}. */
export class LabSshServer {
  static readonly password = LAB_PASSWORD;
  port = 0;
  /** Names by which clients logged in. */
  readonly usernames: string[] = [];
  private readonly sockets = new Set<Socket>();
  private readonly listener: Server;

  private constructor(private readonly device: LabDevice) {
    hostKey ??= ed25519Keys().private;
    const ssh = new ssh2.Server({ hostKeys: [hostKey] });
    ssh.on('connection', (connection: Connection) => {
      this.onConnection(connection);
    });
    this.listener = createServer((socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
      socket.on('error', () => {});
      ssh.injectSocket(socket);
    });
  }

  static async start(device: LabDevice): Promise<LabSshServer> {
    const server = new LabSshServer(device);
    server.listener.listen(0, '127.0.0.1');
    await once(server.listener, 'listening');
    server.port = (server.listener.address() as AddressInfo).port;
    return server;
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
