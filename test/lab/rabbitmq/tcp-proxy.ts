import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Stands between a client and a broker: counts connections, and stops passing bytes when it is told to. */
export class TcpProxy {
  private readonly pairs = new Set<readonly [Socket, Socket]>();
  private connectionsSeen = 0;

  private constructor(private readonly server: Server) {}

  /** @param port any free one unless given */
  static async start(targetPort: number, port = 0): Promise<TcpProxy> {
    const server = createServer();
    const proxy = new TcpProxy(server);
    server.on('connection', (client) => proxy.join(client, connect(targetPort, '127.0.0.1')));
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Connections opened so far. */
  get connectionCount(): number {
    return this.connectionsSeen;
  }

  /** Connections that are open now. */
  get openConnections(): number {
    return this.pairs.size;
  }

  /** Connections that are open now stay so, and carry nothing any more. */
  freeze(): void {
    for (const [client, target] of this.pairs) {
      client.unpipe(target);
      target.unpipe(client);
      client.resume();
      target.resume();
    }
  }

  async stop(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    for (const [client, target] of this.pairs) {
      client.destroy();
      target.destroy();
    }
    await closed;
  }

  private join(client: Socket, target: Socket): void {
    const pair = [client, target] as const;
    this.connectionsSeen += 1;
    this.pairs.add(pair);
    client.pipe(target).pipe(client);
    for (const [socket, other] of [
      [client, target],
      [target, client],
    ] as const) {
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.once('close', () => {
        this.pairs.delete(pair);
        other.destroy();
      });
    }
  }
}
