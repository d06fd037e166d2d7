import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Stands between a client and a server, and spoils their connection. */
export class TcpProxy {
  /** Each piece of data is held back for so long, in each direction. */
  latencyMs = 0;
  private isStuck = false;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly upstreamPort: number,
  ) {
    server.on('connection', (client: Socket) => this.join(client));
  }

  static async start(upstreamPort: number): Promise<TcpProxy> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new TcpProxy(server, upstreamPort);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Connections stay open and are made, and nothing comes through. */
  hang(): void {
    this.isStuck = true;
    for (const socket of this.sockets) socket.pause();
  }

  /** Everything that was held back comes through. */
  letThrough(): void {
    this.isStuck = false;
    for (const socket of this.sockets) socket.resume();
  }

  /** Ends all connections without a goodbye; new ones are made. */
  cutAll(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    this.server.close();
    this.cutAll();
    await once(this.server, 'close');
  }

  private join(client: Socket): void {
    const upstream = connect(this.upstreamPort, '127.0.0.1');
    this.pass(client, upstream);
    this.pass(upstream, client);
  }

  private pass(from: Socket, to: Socket): void {
    this.sockets.add(from);
    from.setNoDelay(true);
    let dueAt = 0;
    from.on('data', (data) => {
      // A piece never overtakes the one before it, whatever the latency is now.
      dueAt = Math.max(dueAt, performance.now() + this.latencyMs);
      const waitMs = dueAt - performance.now();
      if (waitMs <= 0) to.write(data);
      else setTimeout(() => to.write(data), waitMs);
    });
    from.on('error', () => undefined);
    from.on('close', () => {
      this.sockets.delete(from);
      to.destroy();
    });
    if (this.isStuck) from.pause();
  }
}
