import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { readSettings } from '../../../config/settings.js';
import { EgressPolicy } from '../../egress/egress-policy.js';
import { GuardedSockets } from '../../egress/guarded-sockets.js';
import { KafkaSockets } from './kafka-sockets.js';

const MEBIBYTE = 1024 * 1024;

/** An answer as Kafka frames it, with another size than it has if need be. */
function answer(bytes: number, announced = bytes): Buffer {
  const frame = Buffer.alloc(4 + bytes);
  frame.writeUInt32BE(announced);
  return frame;
}

describe('a connection to a broker', () => {
  let server: Server;
  let ends: AbortController;
  beforeEach(() => void (ends = new AbortController()));
  afterEach(() => {
    ends.abort();
    server.close();
  });

  /** Connects to a broker that does this, and reads until the connection ends or so much has come. */
  async function readFrom(broker: (socket: Socket) => void, enoughBytes: number) {
    server = createServer((socket) => {
      socket.on('error', () => {});
      broker(socket);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const guard = new GuardedSockets(new EgressPolicy(readSettings({})));
    const sockets = new KafkaSockets(guard, new Map(), ends.signal);
    const { port } = server.address() as AddressInfo;
    const socket = sockets.factory({ host: '127.0.0.1', port, ssl: false as never, onConnect: () => {} });
    let received = 0;
    await new Promise<void>((resolve) => {
      socket.on('data', (piece: Buffer) => {
        received += piece.length;
        if (received >= enoughBytes) resolve();
      });
      socket.once('close', () => resolve());
    });
    return { received, fault: sockets.lastFault, socket };
  }

  /** Sends on and on, as fast as it is read. */
  const endless = (first: Buffer, next: Buffer) => (socket: Socket) => {
    const write = (): void => {
      while (socket.writable && socket.write(next)) continue;
    };
    socket.write(first);
    socket.on('drain', write);
    write();
  };

  it('ends when an answer of gigabytes is announced', async () => {
    const { received, fault } = await readFrom(
      endless(answer(0, 0x7fff_ffff), Buffer.alloc(65_536)),
      32 * MEBIBYTE,
    );

    expect(received).toBeLessThan(MEBIBYTE);
    expect(fault?.message).toBe('The connection was ended: the broker sent an answer of more than 8 MiB');
  });

  it('ends when answers come that nobody asked for', async () => {
    const many = Buffer.concat(Array.from({ length: 1_000 }, () => answer(4)));

    const { received, fault } = await readFrom(endless(answer(4), many), 32 * MEBIBYTE);

    expect(received).toBeLessThan(MEBIBYTE);
    expect(fault?.message).toBe('The connection was ended: the broker sent answers that nobody asked for');
  });

  it('carries answers of some megabytes, cut anywhere', async () => {
    const bytes = Buffer.concat([answer(7 * MEBIBYTE), answer(3), answer(0), answer(2 * MEBIBYTE)]);

    const { received, fault } = await readFrom((socket) => {
      socket.write(bytes.subarray(0, 2));
      setImmediate(() => socket.write(bytes.subarray(2)));
    }, bytes.length);

    expect(received).toBe(bytes.length);
    expect(fault).toBeUndefined();
  });
});
