import { DeviceError } from '../device-error.js';
import { aborted } from '../ssh/ssh-errors.js';
import { chunked, delimited, FrameReader, FramingError } from './frame-reader.js';
import { BASE_NAMESPACE, Capabilities, CLIENT_HELLO, readHello } from './hello.js';
import type { Operation } from './operations.js';
import { readReply, type RpcReply } from './rpc-reply.js';
import { XmlError } from './xml.js';

/** The bytes between NetPulse and a device's NETCONF subsystem. */
export interface NetconfTransport {
  /** @param onClose called once, when the session is over for whatever reason */
  listen(onData: (bytes: Buffer) => void, onClose: () => void): void;
  write(text: string): void;
  /** Ends the connection at once. */
  destroy(): void;
  /** Says goodbye and ends the connection; resolves when it is gone. */
  close(): Promise<void>;
}

/** Takes the messages that come until one ends the wait. */
interface Waiting {
  readonly take: (message: string) => void;
  readonly fail: (fault: Error) => void;
}

const GOODBYE_TIMEOUT_MS = 1_000;

/** One NETCONF session (RFC 6241, RFC 6242): one request at a time, and its reply. */
export class NetconfClient {
  private readonly reader = new FrameReader();
  private frame = delimited;
  private waiting: Waiting | undefined;
  private lastMessageId = 0;
  private isOver = false;
  private deviceCapabilities = new Capabilities([]);

  private constructor(private readonly transport: NetconfTransport) {
    transport.listen(
      (bytes) => this.receive(bytes),
      () => this.fail(new DeviceError('SessionLost', 'Session lost: The device ended the NETCONF session')),
    );
  }

  /**
   * Exchanges hellos.
   *
   * @throws DeviceError of type ConnectionTimeout, UnexpectedOutput, SessionLost or Aborted
   */
  static async open(
    transport: NetconfTransport,
    timeoutMs: number,
    signal: AbortSignal,
  ): Promise<NetconfClient> {
    const client = new NetconfClient(transport);
    await client.exchangeHellos(timeoutMs, signal);
    return client;
  }

  get isOpen(): boolean {
    return !this.isOver;
  }

  get capabilities(): Capabilities {
    return this.deviceCapabilities;
  }

  /**
   * Sends a request and waits for its reply, be it good or bad.
   *
   * @throws DeviceError of type CommandTimeout, UnexpectedOutput, SessionLost or Aborted; the session is over then
   */
  async request(
    { body, attributes = '' }: Operation,
    timeoutMs: number,
    signal: AbortSignal,
  ): Promise<RpcReply> {
    this.lastMessageId += 1;
    const id = String(this.lastMessageId);
    const more = attributes === '' ? '' : ` ${attributes}`;
    const rpc = `<rpc message-id="${id}" xmlns="${BASE_NAMESPACE}"${more}>${body}</rpc>`;
    const late = new DeviceError(
      'CommandTimeout',
      `Timeout: No reply to the request within ${timeoutMs / 1_000} s`,
    );
    return await this.exchange(rpc, replyTo(id), late, timeoutMs, signal);
  }

  /** Says goodbye when there is time for that, and ends the session. */
  async close(): Promise<void> {
    if (!this.isOver && !this.waiting) {
      // Whatever comes of it, the connection ends next.
      await this.request({ body: '<close-session/>' }, GOODBYE_TIMEOUT_MS, NEVER).catch(() => undefined);
    }
    this.isOver = true;
    await this.transport.close();
  }

  private async exchangeHellos(timeoutMs: number, signal: AbortSignal): Promise<void> {
    const late = new DeviceError(
      'ConnectionTimeout',
      'Connection timeout: No NETCONF hello came from the device',
    );
    const take = (message: string): Capabilities | undefined => {
      const capabilities = readHello(message);
      // The very next byte may be in the other framing.
      if (capabilities?.hasChunks) this.reader.useChunks();
      return capabilities;
    };
    const capabilities = await this.exchange(CLIENT_HELLO, take, late, timeoutMs, signal);
    if (!capabilities.isNetconf) {
      throw this.over(unexpected('the device offers neither base:1.0 nor base:1.1 of NETCONF'));
    }
    this.deviceCapabilities = capabilities;
    if (capabilities.hasChunks) this.frame = chunked;
  }

  private async exchange<T>(
    message: string,
    take: (message: string) => T | undefined,
    late: DeviceError,
    timeoutMs: number,
    signal: AbortSignal,
  ): Promise<T> {
    if (this.isOver) throw new DeviceError('SessionLost', 'Session lost: The NETCONF session is over');
    const onAbort = (): void => this.fail(aborted());
    const timer = setTimeout(() => this.fail(late), timeoutMs);
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      return await new Promise<T>((resolve, reject) => {
        this.waiting = {
          take: (received) => {
            const taken = take(received);
            if (taken !== undefined) resolve(taken);
          },
          fail: reject,
        };
        if (signal.aborted) this.fail(aborted());
        else this.transport.write(this.frame(message));
      });
    } finally {
      this.waiting = undefined;
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    }
  }

  private receive(bytes: Buffer): void {
    if (this.isOver) return;
    try {
      this.reader.push(bytes);
      for (let message = this.reader.next(); message !== undefined; message = this.reader.next()) {
        this.waiting?.take(message);
      }
    } catch (error) {
      if (!(error instanceof FramingError || error instanceof XmlError)) throw error;
      this.fail(unexpected(error.message));
    }
  }

  /** Nobody knows what would come next: the session is over. */
  private fail(fault: DeviceError): void {
    this.waiting?.fail(this.over(fault));
    this.over(fault);
  }

  private over(fault: DeviceError): DeviceError {
    if (!this.isOver) this.transport.destroy();
    this.isOver = true;
    return fault;
  }
}

const NEVER = new AbortController().signal;

/** Notifications, and replies to what nobody waits for any more, are not the reply. */
function replyTo(id: string) {
  return (message: string): RpcReply | undefined => {
    const reply = readReply(message);
    return reply?.messageId === id || reply?.messageId === '' ? reply : undefined;
  };
}

function unexpected(what: string): DeviceError {
  return new DeviceError('UnexpectedOutput', `Unexpected answer: ${what}`);
}
