import { chunked, delimited } from './frame-reader.js';
import { NetconfClient } from './netconf-client.js';
import { helloOf, NetconfPeer } from '../../../test/lab/netconfd/netconf-peer.js';

const never = new AbortController().signal;
const operation = { body: '<get/>' };

const reply = (id: string): string => `<rpc-reply message-id="${id}"><ok/></rpc-reply>`;

describe('NetconfClient', () => {
  it.each([
    { versions: ['1.0'], frame: delimited, framing: 'the old framing to a device that knows no other' },
    { versions: ['1.0', '1.1'], frame: chunked, framing: 'chunks to a device that knows them' },
  ])('sends $framing', async ({ versions, frame }) => {
    const peer = NetconfPeer.saying(helloOf(...versions.map((version) => `base:${version}`)), () =>
      frame(reply('1')),
    );

    const client = await NetconfClient.open(peer, 1_000, never);
    const { errors, text } = await client.request(operation, 1_000, never);

    expect(errors).toEqual([]);
    expect(text).toBe(reply('1'));
    expect(peer.sent.at(-1)).toBe(
      frame('<rpc message-id="1" xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"><get/></rpc>'),
    );
  });

  it('takes a hello behind a banner, and lets notifications and old replies pass', async () => {
    const peer = NetconfPeer.saying(`Welcome\r\n${helloOf('base:1.0')}`, () =>
      ['<notification/>', reply('7'), reply('1')].map(delimited).join(''),
    );
    const client = await NetconfClient.open(peer, 1_000, never);

    expect((await client.request(operation, 1_000, never)).messageId).toBe('1');
  });

  it.each([
    { what: 'nothing in time', hello: '', type: 'ConnectionTimeout' },
    { what: 'no hello of NETCONF', hello: helloOf('base:2.0'), type: 'UnexpectedOutput' },
    {
      what: 'a hello of many small elements',
      hello: delimited(`<hello>${'<a/>'.repeat(500_000)}</hello>`),
      type: 'UnexpectedOutput',
    },
    {
      what: 'a hello with entities',
      hello: delimited('<hello><!DOCTYPE a></hello>'),
      type: 'UnexpectedOutput',
    },
  ])('gives up on a device that says $what', async ({ hello, type }) => {
    const peer = NetconfPeer.saying(hello, () => undefined);

    await expect(NetconfClient.open(peer, 50, never)).rejects.toMatchObject({ type });
    expect(peer.isOpen).toBe(false);
  });

  it.each([
    { what: 'does not reply', answer: () => undefined, type: 'CommandTimeout' },
    { what: 'breaks the framing', answer: () => 'junk', type: 'UnexpectedOutput' },
  ])('ends a session that $what: a late reply must not be the next one', async ({ answer, type }) => {
    const peer = NetconfPeer.saying(helloOf('base:1.1'), answer);
    const client = await NetconfClient.open(peer, 1_000, never);

    await expect(client.request(operation, 50, never)).rejects.toMatchObject({ type });
    expect(client.isOpen).toBe(false);
    expect(peer.isOpen).toBe(false);
    await expect(client.request(operation, 50, never)).rejects.toMatchObject({ type: 'SessionLost' });
  });

  it('tells when the device hangs up in the middle of a reply', async () => {
    const peer: NetconfPeer = NetconfPeer.saying(helloOf('base:1.1'), () => {
      queueMicrotask(() => peer.destroy());
      return '\n#100\n<rpc-reply ';
    });
    const client = await NetconfClient.open(peer, 1_000, never);

    await expect(client.request(operation, 1_000, never)).rejects.toMatchObject({ type: 'SessionLost' });
  });

  it('says goodbye', async () => {
    const peer = NetconfPeer.saying(helloOf('base:1.1'), () => chunked(reply('1')));
    const client = await NetconfClient.open(peer, 1_000, never);

    await client.close();

    expect(peer.sent.at(-1)).toContain('<close-session/>');
    expect(peer.isOpen).toBe(false);
  });
});
