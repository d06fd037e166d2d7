/** The bytes of a NETCONF session do not follow RFC 6242; nothing after them can be trusted. */
export class FramingError extends Error {}

const END_OF_MESSAGE = Buffer.from(']]>]]>');
const [LF, HASH] = [0x0a, 0x23];
/** `\n#4294967295\n`, the longest header of a chunk (RFC 6242, 4.2). */
const LONGEST_HEADER = 13;
const NOTHING = Buffer.alloc(0);
const FIRST_CAPACITY = 65_536;
/** A device that sends more than this in one message is cut off, so that it cannot fill our memory. */
export const LARGEST_MESSAGE_BYTES = 64 * 1_024 * 1_024;

/** Cuts a stream of bytes into NETCONF messages, whatever pieces it comes in. Its work is linear in the bytes. */
export class FrameReader {
  private bytes = Buffer.allocUnsafe(FIRST_CAPACITY);
  private start = 0;
  private end = 0;
  /** Up to where no end of message begins. */
  private scanned = 0;
  private isChunked = false;
  /** What has come of a message in chunks. One place for all: a million chunks of a byte must not be a million objects. */
  private message = NOTHING;
  private messageBytes = 0;

  constructor(private readonly largestMessageBytes = LARGEST_MESSAGE_BYTES) {}

  /** From the next message on, as both sides know base:1.1. */
  useChunks(): void {
    this.isChunked = true;
  }

  push(piece: Buffer): void {
    this.makeRoom(piece.length);
    piece.copy(this.bytes, this.end);
    this.end += piece.length;
  }

  /**
   * The next message that is there as a whole; undefined when more bytes are needed.
   *
   * @throws FramingError
   */
  next(): string | undefined {
    return this.isChunked ? this.nextOfChunks() : this.nextOfDelimiter();
  }

  private nextOfDelimiter(): string | undefined {
    const from = Math.max(this.start, this.scanned - END_OF_MESSAGE.length);
    const at = this.bytes.subarray(0, this.end).indexOf(END_OF_MESSAGE, from);
    this.scanned = this.end;
    this.checkSize((at === -1 ? this.end : at) - this.start);
    if (at === -1) return undefined;
    const message = this.bytes.toString('utf8', this.start, at);
    this.start = at + END_OF_MESSAGE.length;
    this.scanned = this.start;
    return message;
  }

  private nextOfChunks(): string | undefined {
    for (;;) {
      if (this.messageBytes === 0) this.skipBlanks();
      const header = this.readHeader();
      if (header === undefined) return undefined;
      if (header.size === 0) {
        this.start = header.end;
        return this.takeMessage();
      }
      this.checkSize(this.messageBytes + header.size);
      if (this.end - header.end < header.size) return undefined;
      this.start = header.end + header.size;
      this.append(this.bytes.subarray(header.end, this.start));
    }
  }

  /** Some servers end a message with a line end more than the protocol has. */
  private skipBlanks(): void {
    const isBlank = (at: number): boolean => [0x0a, 0x0d, 0x20].includes(this.bytes[at] ?? 0);
    while (this.end - this.start >= 2 && isBlank(this.start) && isBlank(this.start + 1)) this.start += 1;
  }

  /** Size 0 stands for the end of all chunks. */
  private readHeader(): { readonly size: number; readonly end: number } | undefined {
    const window = this.bytes.subarray(this.start, Math.min(this.end, this.start + LONGEST_HEADER));
    const close = window.indexOf(LF, 2);
    const isBegun = (window[0] ?? LF) === LF && (window[1] ?? HASH) === HASH;
    if (!isBegun || (close === -1 && window.length === LONGEST_HEADER)) throw this.malformed(window);
    if (close === -1) return undefined;
    const size = /^\n#(?:(#)|([1-9]\d{0,9}))\n$/.exec(window.toString('latin1', 0, close + 1));
    if (!size || (size[1] === '#' && this.messageBytes === 0)) throw this.malformed(window);
    return { size: Number(size[2] ?? 0), end: this.start + close + 1 };
  }

  private takeMessage(): string {
    const message = this.message.toString('utf8', 0, this.messageBytes);
    this.message = NOTHING;
    this.messageBytes = 0;
    return message;
  }

  private append(chunk: Buffer): void {
    const length = this.messageBytes + chunk.length;
    if (length > this.message.length) {
      const larger = Buffer.allocUnsafe(Math.max(2 * this.message.length, length));
      this.message.copy(larger, 0, 0, this.messageBytes);
      this.message = larger;
    }
    chunk.copy(this.message, this.messageBytes);
    this.messageBytes = length;
  }

  private checkSize(bytes: number): void {
    if (bytes > this.largestMessageBytes) {
      throw new FramingError(`the device sent a message of more than ${this.largestMessageBytes} bytes`);
    }
  }

  private malformed(window: Buffer): FramingError {
    return new FramingError(
      `expected the header of a chunk, came ${JSON.stringify(window.toString('latin1'))}`,
    );
  }

  private makeRoom(length: number): void {
    if (this.end + length <= this.bytes.length) return;
    const used = this.end - this.start;
    const isMostlyUsed = used + length > this.bytes.length / 2;
    const target = isMostlyUsed ? Buffer.allocUnsafe(2 * (used + length)) : this.bytes;
    this.bytes.copy(target, 0, this.start, this.end);
    this.bytes = target;
    this.scanned = Math.max(0, this.scanned - this.start);
    this.start = 0;
    this.end = used;
  }
}

/** A message in base:1.0's framing. */
export function delimited(message: string): string {
  return `${message}${END_OF_MESSAGE.toString()}`;
}

/** A message as one chunk of base:1.1's framing. */
export function chunked(message: string): string {
  return `\n#${Buffer.byteLength(message)}\n${message}\n##\n`;
}
