import http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { IncomingWebhook } from './incoming-webhook.js';

/** More than NetPulse ever sends: a job's outputs, as JSON. */
const MAX_BODY_BYTES = 64 * 1024 * 1024;

/** How requests are answered. */
export interface Answering {
  /** In turn; the last one goes on. */
  readonly statuses: readonly number[];
  readonly delayMs: number;
}

/** What a listener tells of what happens. */
export interface ListenerEvents {
  /** A whole request has come; `status` is what it is answered, after the delay. */
  readonly received: (webhook: IncomingWebhook, status: number) => void;
  /** Something else came, or a sender did not wait for its answer. */
  readonly noted: (note: string) => void;
}

/** A local HTTP server that takes whatever is sent to it. */
export class Listener {
  private readonly server: http.Server;
  private readonly sockets = new Set<Socket>();
  private readonly delays = new Set<NodeJS.Timeout>();
  private count = 0;

  private constructor(
    private readonly answering: Answering,
    private readonly events: ListenerEvents,
  ) {
    this.server = http.createServer((request, response) => this.receive(request, response));
    this.server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
    this.server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
      if (error.code !== 'ECONNRESET')
        events.noted(`something came that is no HTTP (${error.code ?? 'unknown'})`);
      socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
    });
  }

  /** @throws the system's error when the address cannot be listened on */
  static async start(
    address: { host: string; port: number },
    answering: Answering,
    events: ListenerEvents,
  ): Promise<Listener> {
    const listener = new Listener(answering, events);
    await new Promise<void>((resolve, reject) => {
      listener.server.once('error', reject);
      listener.server.listen(address.port, address.host, resolve);
    });
    return listener;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Closes the server and every connection, those that wait for a delayed answer too. What is answered already is sent. */
  async stop(): Promise<void> {
    for (const delay of this.delays) clearTimeout(delay);
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    for (const socket of this.sockets) socket.destroySoon();
    await closed;
  }

  private receive(request: http.IncomingMessage, response: http.ServerResponse): void {
    const chunks: Buffer[] = [];
    let length = 0;
    const isTooLarge = (): boolean => length > MAX_BODY_BYTES;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (!isTooLarge()) return void chunks.push(chunk);
      this.events.noted(`a request of more than ${MAX_BODY_BYTES / 1024 ** 2} MiB was refused`);
      response.writeHead(413, { connection: 'close' }).end();
      request.removeAllListeners('data').resume();
    });
    request.on('error', () => this.events.noted('a sender hung up in the middle of its request'));
    request.on('end', () => {
      if (!isTooLarge()) this.answer(this.take(request, Buffer.concat(chunks)), response);
    });
  }

  private take(request: http.IncomingMessage, body: Buffer): IncomingWebhook {
    const { method = '', url = '', rawHeaders } = request;
    const headers = Array.from({ length: rawHeaders.length / 2 }, (_, index) => ({
      name: rawHeaders[2 * index] ?? '',
      value: rawHeaders[2 * index + 1] ?? '',
    }));
    return { number: ++this.count, at: new Date(), method, path: url, headers, body };
  }

  private answer(webhook: IncomingWebhook, response: http.ServerResponse): void {
    const { statuses, delayMs } = this.answering;
    const status = statuses[Math.min(webhook.number, statuses.length) - 1] ?? 200;
    const send = (): void => {
      response
        .writeHead(status, { 'content-type': 'application/json' })
        .end(`{"received":${webhook.number}}\n`);
    };
    if (delayMs === 0) send();
    this.events.received(webhook, status);
    if (delayMs === 0) return;
    const delay = setTimeout(() => {
      this.delays.delete(delay);
      send();
    }, delayMs);
    this.delays.add(delay);
    response.once('close', () => {
      if (response.writableEnded || !this.delays.delete(delay)) return;
      clearTimeout(delay);
      const seconds = ((Date.now() - webhook.at.getTime()) / 1_000).toFixed(1);
      this.events.noted(`the sender of #${webhook.number} hung up after ${seconds} s, before its answer`);
    });
  }
}
