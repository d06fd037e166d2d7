import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { LAB_PASSWORD } from './lab-platform.js';
import { LabShell, type LabDevice } from './lab-shell.js';

/** RFC 854 and 857: the device repeats what is typed. */
const WILL_ECHO = Buffer.from([255, 251, 1]);
const NEGOTIATION = /\xff[\xfb-\xfe]./gs;

/** A lab device behind telnet, which asks for user and password. */
export class LabTelnetServer {
  port = 0;
  private readonly sockets = new Set<Socket>();
  private readonly listener: Server;

  private constructor(
    private readonly device: LabDevice,
    private readonly username: string,
  ) {
    this.listener = createServer((socket) => {
      this.sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => {});
      socket.once('close', () => this.sockets.delete(socket));
      this.serve(socket);
    });
  }

  static async start(device: LabDevice, username: string): Promise<LabTelnetServer> {
    const server = new LabTelnetServer(device, username);
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

  private serve(socket: Socket): void {
    const shell = new LabShell(this.device, () => {
      socket.destroy();
    });
    const given: string[] = [];
    let line = '';
    socket.write(WILL_ECHO);
    socket.write('\r\nContact name: NOC\r\n\r\nlogin: ');
    socket.on('data', (bytes) => {
      const text = bytes.toString('latin1').replaceAll(NEGOTIATION, '');
      if (given.length === 2) {
        socket.write(shell.type(Buffer.from(text, 'latin1').toString('utf8')));
        return;
      }
      line += text;
      if (!line.endsWith('\r\n')) return;
      given.push(line.slice(0, -2));
      line = '';
      if (given.length === 1) socket.write(`${this.username}\r\nPassword: `);
      else if (given[0] === this.username && given[1] === LAB_PASSWORD) socket.write(`\r\n${shell.start()}`);
      else socket.end('\r\nLogin incorrect\r\n');
    });
  }
}
