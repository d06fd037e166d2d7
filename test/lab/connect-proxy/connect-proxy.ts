import http from 'node:http';
import net, { type AddressInfo, type Socket } from 'node:net';

/** An HTTP proxy that opens tunnels (CONNECT) and nothing else, and keeps what it was asked for. */
export class ConnectProxy {
  /** Host and port of each tunnel asked for, as they stood in the request. */
  readonly targets: string[] = [];
  /** What every CONNECT is answered with, if not with a tunnel. */
  refusal: number | null = null;

  private readonly sockets = new Set<Socket>();
  private readonly server = http.createServer((_request, response) => {
    response.writeHead(405).end();
  });

  private constructor(private readonly login: string | null) {
    this.server.on('connection', (socket: Socket) => this.track(socket));
    this.server.on('connect', (request, client: Socket, head: Buffer) => {
      this.connect(request, client, head);
    });
  }

  /** @param login `user:password` that it demands; null for none */
  static async start(login: string | null = null): Promise<ConnectProxy> {
    const proxy = new ConnectProxy(login);
    await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private connect(request: http.IncomingMessage, client: Socket, head: Buffer): void {
    const target = request.url ?? '';
    this.targets.push(target);
    const expected = this.login === null ? undefined : `Basic ${Buffer.from(this.login).toString('base64')}`;
    if (request.headers['proxy-authorization'] !== expected) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    if (this.refusal !== null) {
      client.end(`HTTP/1.1 ${this.refusal} No\r\n\r\n`);
      return;
    }
    const { hostname, port } = new URL(`http://${target}`);
    const upstream = net.connect(Number(port === '' ? 80 : port), hostname.replace(/^\[|\]$/g, ''), () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    this.track(upstream);
    upstream.on('error', () => client.destroy());
    client.on('close', () => upstream.destroy());
  }

  private track(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => this.sockets.delete(socket));
  }
}
