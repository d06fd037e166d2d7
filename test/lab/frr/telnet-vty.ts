import { connect, type Socket } from 'node:net';

/** RFC 854. */
const IAC = 255;
const DONT = 254;
const DO = 253;
const WONT = 252;
const WILL = 251;
const SB = 250;
const SE = 240;
/** RFC 857, 858 and 1073. */
const ECHO = 1;
const SUPPRESS_GO_AHEAD = 3;
const NAWS = 31;

/** The client's side of telnet as far as FRR's VTY speaks it; types the VTY's password by itself. */
export class TelnetVty {
  private readonly socket: Socket;
  private command: number[] = [];
  private heldOutput = '';
  private isLoggedIn = false;
  private heldInput: Buffer[] = [];

  constructor(
    port: number,
    private readonly password: string,
    private readonly size: { readonly columns: number; readonly rows: number },
    private readonly onData: (bytes: Buffer) => void,
    onClose: () => void,
  ) {
    this.socket = connect(port, '127.0.0.1');
    this.socket.setNoDelay(true);
    this.socket.on('error', () => {});
    this.socket.once('close', onClose);
    this.socket.on('data', (bytes) => {
      this.receive(bytes);
    });
  }

  type(bytes: Buffer): void {
    if (this.isLoggedIn) this.socket.write(bytes);
    else this.heldInput.push(bytes);
  }

  close(): void {
    this.socket.destroy();
  }

  private receive(bytes: Buffer): void {
    const text = this.stripCommands(bytes);
    if (text.length === 0) return;
    if (this.isLoggedIn) this.onData(text);
    else this.login(text.toString('latin1'));
  }

  /** Nothing is shown before the first prompt: the client has logged in by SSH. */
  private login(text: string): void {
    this.heldOutput += text;
    if (this.heldOutput.endsWith('Password: ')) {
      this.heldOutput = '';
      this.socket.write(`${this.password}\r\n`);
    } else if (this.heldOutput.endsWith('> ')) {
      this.isLoggedIn = true;
      this.onData(Buffer.from(this.heldOutput, 'latin1'));
      for (const held of this.heldInput.splice(0)) this.socket.write(held);
    }
  }

  private stripCommands(bytes: Buffer): Buffer {
    const text: number[] = [];
    for (const byte of bytes) {
      if (this.command.length > 0) this.readCommand(byte, text);
      else if (byte === IAC) this.command = [IAC];
      else text.push(byte);
    }
    return Buffer.from(text);
  }

  private readCommand(byte: number, text: number[]): void {
    this.command.push(byte);
    const [, verb = 0, option = 0] = this.command;
    if (verb === IAC) {
      text.push(IAC);
      this.command = [];
    } else if (verb === SB) {
      if (byte === SE) this.command = [];
    } else if (verb < WILL) {
      this.command = [];
    } else if (this.command.length === 3) {
      this.command = [];
      this.negotiate(verb, option);
    }
  }

  private negotiate(verb: number, option: number): void {
    if (verb === DO && option === NAWS) {
      const { columns, rows } = this.size;
      this.socket.write(Buffer.from([IAC, WILL, NAWS]));
      this.socket.write(
        Buffer.from([IAC, SB, NAWS, columns >> 8, columns & 0xff, rows >> 8, rows & 0xff, IAC, SE]),
      );
    } else if (verb === DO) {
      this.socket.write(Buffer.from([IAC, WONT, option]));
    } else if (verb === WILL) {
      const isWanted = option === ECHO || option === SUPPRESS_GO_AHEAD;
      this.socket.write(Buffer.from([IAC, isWanted ? DO : DONT, option]));
    }
  }
}
