import type { Socket } from 'node:net';
import { LoopbackServer } from '../loopback-server.js';
import { LAB_PASSWORD } from './lab-platform.js';
import { LabShell, type LabDevice } from './lab-shell.js';

/** RFC 854 and 857: the device repeats what is typed. */
const WILL_ECHO = Buffer.from([255, 251, 1]);
const NEGOTIATION = /\xff[\xfb-\xfe]./gs;

/** A lab device behind telnet, which asks for user and password. */
export class LabTelnetServer extends LoopbackServer {
  private constructor(
    private readonly device: LabDevice,
    private readonly username: string,
  ) {
    super();
  }

  static async start(device: LabDevice, username: string): Promise<LabTelnetServer> {
    const server = new LabTelnetServer(device, username);
    await server.listen();
    return server;
  }

  protected serve(socket: Socket): void {
    socket.setNoDelay(true);
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
