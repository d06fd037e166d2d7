import { chunked, delimited } from './frame-reader.js';
import { NetconfClient, type NetconfTransport } from './netconf-client.js';

const never = new AbortController().signal;
const BASE = 'urn:ietf:params:netconf:base:';
const operation = { body: '<get/>' };

/** A device's side of a session, in memory. */
class Peer implements NetconfTransport {
  readonly sent: string[] = [];
  isOpen = true;
  private onData: (bytes: Buffer) => void = () => {};
  private onClose: () => void = () => {};

  /** @param answer what the device says to a message; undefined stays silent */
  constructor(private readonly answer: (message: string) => string | undefined) {}

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
    if (this.isOpen) {
      this.isOpen = false;
      queueMicrotask(this.onClose);
    }
  }

  async close(): Promise<void> {
    this.destroy();
  }
}

function helloOf(...versions: string[]): string {
  const capabilities = versions.map((version) => `<capability>${BASE}${version}</capability>`).join('');
  return delimited(`<hello><capabilities>${capabilities}</capabilities><session-id>1</session-id></hello>`);
}

const reply = (id: string): string => `<rpc-reply message-id="${id}"><ok/></rpc-reply>`;

function device(hello: string, answer: (message: string) => string | undefined): Peer {
  return new Peer((message) => (message.includes('<hello') ? hello : answer(message)));
}

describe('NetconfClient', () => {
  it.each([
    { versions: ['1.0'], frame: delimited, framing: 'the old framing to a device that knows no other' },
    { versions: ['1.0', '1.1'], frame: chunked, framing: 'chunks to a device that knows them' },
  ])('sends $framing', async ({ versions, frame }) => {
    const peer = device(helloOf(...versions), () => frame(reply('1')));

    const client = await NetconfClient.open(peer, 1_000, never);
    const { errors, text } = await client.request(operation, 1_000, never);

    expect(errors).toEqual([]);
    expect(text).toBe(reply('1'));
    expect(peer.sent.at(-1)).toBe(
      frame('<rpc message-id="1" xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"><get/></rpc>'),
    );
  });

  it('takes a hello behind a banner, and lets notifications and old replies pass', async () => {
    const peer = device(`Welcome\r\n${helloOf('1.0')}`, () =>
      ['<notification/>', reply('7'), reply('1')].map(delimited).join(''),
    );
    const client = await NetconfClient.open(peer, 1_000, never);

    expect((await client.request(operation, 1_000, never)).messageId).toBe('1');
  });

  it.each([
    { what: 'nothing in time', hello: '', type: 'ConnectionTimeout' },
    { what: 'no hello of NETCONF', hello: helloOf('2.0'), type: 'UnexpectedOutput' },
    {
      what: 'a hello with entities',
      hello: delimited('<hello><!DOCTYPE a></hello>'),
      type: 'UnexpectedOutput',
    },
  ])('gives up on a device that says $what', async ({ hello, type }) => {
    const peer = device(hello, () => undefined);

    await expect(NetconfClient.open(peer, 50, never)).rejects.toMatchObject({ type });
    expect(peer.isOpen).toBe(false);
  });

  it.each([
    { what: 'does not reply', answer: () => undefined, type: 'CommandTimeout' },
    { what: 'breaks the framing', answer: () => 'junk', type: 'UnexpectedOutput' },
  ])('ends a session that $what: a late reply must not be the next one', async ({ answer, type }) => {
    const peer = device(helloOf('1.1'), answer);
    const client = await NetconfClient.open(peer, 1_000, never);

    await expect(client.request(operation, 50, never)).rejects.toMatchObject({ type });
    expect(client.isOpen).toBe(false);
    expect(peer.isOpen).toBe(false);
    await expect(client.request(operation, 50, never)).rejects.toMatchObject({ type: 'SessionLost' });
  });

  it('tells when the device hangs up in the middle of a reply', async () => {
    const peer: Peer = device(helloOf('1.1'), () => {
      queueMicrotask(() => peer.destroy());
      return '\n#100\n<rpc-reply ';
    });
    const client = await NetconfClient.open(peer, 1_000, never);

    await expect(client.request(operation, 1_000, never)).rejects.toMatchObject({ type: 'SessionLost' });
  });

  it('says goodbye', async () => {
    const peer = device(helloOf('1.1'), () => chunked(reply('1')));
    const client = await NetconfClient.open(peer, 1_000, never);

    await client.close();

    expect(peer.sent.at(-1)).toContain('<close-session/>');
    expect(peer.isOpen).toBe(false);
  });
});
