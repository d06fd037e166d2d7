import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A server of the lab on a free port of 127.0.0.1, which can cut whoever is connected. */
export abstract class LoopbackServer {
  private readonly sockets = new Set<Socket>();
  private readonly listener: Server;

  protected constructor() {
    this.listener = createServer((socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
      socket.on('error', () => {});
      this.serve(socket);
    });
  }

  get port(): number {
    return (this.listener.address() as AddressInfo).port;
  }

  /** Cuts all connections without a goodbye. */
  cutAll(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    const closed = once(this.listener, 'close');
    this.listener.close();
    this.cutAll();
    await closed;
  }

  protected async listen(): Promise<void> {
    this.listener.listen(0, '127.0.0.1');
    await once(this.listener, 'listening');
  }

  protected abstract serve(socket: Socket): void;
}
