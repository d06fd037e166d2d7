/** RFC 854. */
const SE = 240;
const SB = 250;
const WILL = 251;
const WONT = 252;
const DO = 253;
const DONT = 254;
const IAC = 255;

/** RFC 857, 858, 1091 and 1073. */
const ECHO = 1;
const SUPPRESS_GO_AHEAD = 3;
const TERMINAL_TYPE = 24;
const WINDOW_SIZE = 31;

const TERMINAL_TYPE_IS = 0;
const TERMINAL_TYPE_SEND = 1;
/** What the other side may do, and what it may ask of us; everything else is refused. */
const WANTED_OF_OTHER: ReadonlySet<number> = new Set([ECHO, SUPPRESS_GO_AHEAD]);
const OFFERED: ReadonlySet<number> = new Set([SUPPRESS_GO_AHEAD, TERMINAL_TYPE, WINDOW_SIZE]);
/** No option that is spoken here says more. */
const LONGEST_SUBNEGOTIATION = 64;

export interface TelnetWindow {
  readonly columns: number;
  readonly rows: number;
}

/** The client's side of telnet: separates text from commands, and answers the latter. Knows no socket. */
export class TelnetProtocol {
  private state: 'text' | 'command' | 'option' | 'subnegotiation' | 'subnegotiation-command' = 'text';
  private verb = 0;
  private subnegotiation: number[] = [];
  /** Options in force: an answer that changes nothing is not given, or both sides would answer without end (RFC 1143). */
  private readonly remote = new Set<number>();
  private readonly local = new Set<number>();

  /**
   * @param terminal name that the device is told (RFC 1091)
   * @param send takes what is to be sent to the device
   */
  constructor(
    private readonly terminal: string,
    private window: TelnetWindow,
    private readonly send: (bytes: Buffer) => void,
  ) {}

  /** The text in what the device sent. */
  receive(bytes: Buffer): Buffer {
    const text: number[] = [];
    if (this.state === 'text' && !bytes.includes(IAC)) return bytes;
    for (const byte of bytes) this.read(byte, text);
    return Buffer.from(text);
  }

  /** Tells the device another size, where it wanted to know one; else when it asks. */
  resize(window: TelnetWindow): void {
    this.window = window;
    if (this.local.has(WINDOW_SIZE)) this.sendWindowSize();
  }

  private read(byte: number, text: number[]): void {
    switch (this.state) {
      case 'text':
        if (byte === IAC) this.state = 'command';
        else text.push(byte);
        return;
      case 'command':
        this.readCommand(byte, text);
        return;
      case 'option':
        this.state = 'text';
        this.negotiate(byte);
        return;
      case 'subnegotiation':
        if (byte === IAC) this.state = 'subnegotiation-command';
        else this.keep(byte);
        return;
      case 'subnegotiation-command':
        this.state = byte === SE ? 'text' : 'subnegotiation';
        if (byte === SE) this.endSubnegotiation();
        else if (byte === IAC) this.keep(byte);
    }
  }

  private keep(byte: number): void {
    if (this.subnegotiation.length < LONGEST_SUBNEGOTIATION) this.subnegotiation.push(byte);
  }

  private readCommand(byte: number, text: number[]): void {
    this.state = 'text';
    if (byte === IAC) text.push(IAC);
    else if (byte === SB) {
      this.state = 'subnegotiation';
      this.subnegotiation = [];
    } else if (byte >= WILL) {
      this.state = 'option';
      this.verb = byte;
    }
  }

  private negotiate(option: number): void {
    if (this.verb === WILL || this.verb === WONT) {
      const isWanted = this.verb === WILL && WANTED_OF_OTHER.has(option);
      const isAnswered = change(this.remote, option, isWanted) || (this.verb === WILL && !isWanted);
      if (isAnswered) this.send(Buffer.from([IAC, isWanted ? DO : DONT, option]));
      return;
    }
    const isOffered = this.verb === DO && OFFERED.has(option);
    const isAnswered = change(this.local, option, isOffered) || (this.verb === DO && !isOffered);
    if (isAnswered) this.send(Buffer.from([IAC, isOffered ? WILL : WONT, option]));
    if (isAnswered && isOffered && option === WINDOW_SIZE) this.sendWindowSize();
  }

  private sendWindowSize(): void {
    const { columns, rows } = this.window;
    this.sendSubnegotiation([WINDOW_SIZE, columns >> 8, columns & 0xff, rows >> 8, rows & 0xff]);
  }

  private endSubnegotiation(): void {
    const [option, request] = this.subnegotiation;
    if (option === TERMINAL_TYPE && request === TERMINAL_TYPE_SEND) {
      this.sendSubnegotiation([TERMINAL_TYPE, TERMINAL_TYPE_IS, ...Buffer.from(this.terminal, 'latin1')]);
    }
  }

  private sendSubnegotiation(content: readonly number[]): void {
    const escaped = content.flatMap((byte) => (byte === IAC ? [IAC, IAC] : [byte]));
    this.send(Buffer.from([IAC, SB, ...escaped, IAC, SE]));
  }
}

/** Text as it goes over the line: the end of a line is CR LF (RFC 854), and a byte 255 is doubled. */
export function telnetBytes(text: string): Buffer {
  const bytes = Buffer.from(text.replace(/\r\n|\r|\n/g, '\r\n'));
  return bytes.includes(IAC)
    ? Buffer.from([...bytes].flatMap((byte) => (byte === IAC ? [IAC, IAC] : [byte])))
    : bytes;
}

function change(options: Set<number>, option: number, isOn: boolean): boolean {
  if (options.has(option) === isOn) return false;
  if (isOn) options.add(option);
  else options.delete(option);
  return true;
}
