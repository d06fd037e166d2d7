import net, { type AddressInfo } from 'node:net';
import tls from 'node:tls';
import { limitWebhookConnect } from './connection-deadline.js';

const SHORT_MS = 50;

describe('the time to connect', () => {
  let server: net.Server;

  beforeEach(async () => {
    server = net.createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
  });
  afterEach(() => server.close());

  const port = (): number => (server.address() as AddressInfo).port;

  it('is over for a destination that accepts, and then says nothing of TLS', async () => {
    const accepted = new Promise<net.Socket>((resolve) => server.once('connection', resolve));
    const socket = tls.connect({ port: port(), host: '127.0.0.1' });

    limitWebhookConnect(socket, 'secureConnect', SHORT_MS);

    await expect(new Promise((resolve) => socket.once('error', resolve))).resolves.toMatchObject({
      code: 'connect',
      message: `No connection to the webhook's destination within ${SHORT_MS} ms`,
    });
    (await accepted).destroy();
  });
});
