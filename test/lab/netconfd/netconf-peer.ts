import { delimited } from '../../../src/drivers/netconf/frame-reader.js';
import type { NetconfTransport } from '../../../src/drivers/netconf/netconf-client.js';

/** A device's side of a NETCONF session, in memory, for what a real one does not do when asked. */
export class NetconfPeer implements NetconfTransport {
  /** What NetPulse sent. */
  readonly sent: string[] = [];
  isOpen = true;
  private onData: (bytes: Buffer) => void = () => {};
  private onClose: () => void = () => {};

  private constructor(private readonly answer: (message: string) => string | undefined) {}

  /** @param answer what the device says to a request; undefined stays silent */
  static saying(hello: string, answer: (message: string) => string | undefined): NetconfPeer {
    return new NetconfPeer((message) => (message.includes('<hello') ? hello : answer(message)));
  }

  listen(onData: (bytes: Buffer) => void, onClose: () => void): void {
    this.onData = onData;
    this.onClose = onClose;
  }

  write(text: string): void {
    this.sent.push(text);
    const answer = this.answer(text);
    if (answer !== undefined) queueMicrotask(() => this.onData(Buffer.from(answer)));
  }

  destroy(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    queueMicrotask(this.onClose);
  }

  async close(): Promise<void> {
    this.destroy();
  }
}

/** @param names such as `base:1.1` and `capability:candidate:1.0` */
export function helloOf(...names: string[]): string {
  const list = names.map((name) => `<capability>urn:ietf:params:netconf:${name}</capability>`).join('');
  return delimited(`<hello><capabilities>${list}</capabilities><session-id>1</session-id></hello>`);
}
