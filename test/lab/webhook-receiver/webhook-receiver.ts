import http from 'node:http';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { ok, type Answer } from './answers.js';
import type { ReceivedRequest } from './received-request.js';

/** How long `next` waits when it is not told. */
const DEFAULT_PATIENCE_MS = 5_000;

/** The plain answer is over before anything could stop it, and must cost a bench nothing. */
const NEVER_STOPPED = new AbortController().signal;

export interface ReceiverOptions {
  /** Address to listen on; 127.0.0.1 unless given. */
  readonly host?: string;
  /** 0, any free one, unless given. */
  readonly port?: number;
  /** PEM texts: makes it an HTTPS server. */
  readonly tls?: TlsOptions & { readonly key: string; readonly cert: string };
}

interface Waiter {
  readonly matches: (request: ReceivedRequest) => boolean;
  readonly resolve: (request: ReceivedRequest) => void;
}

/**
 * A real HTTP server that takes webhooks, keeps every request, and answers as it is told: `receiver.answer = drip()` for
 * all, `receiver.answerOnce(status(500))` for the next one. Unscripted requests get 200.
 */
export class WebhookReceiver {
  /** How requests are answered that no {@link answerOnce} is waiting for. */
  answer: Answer = ok;
  /** Every request so far, oldest first. */
  readonly requests: ReceivedRequest[] = [];

  private readonly once: Answer[] = [];
  private readonly waiters = new Set<Waiter>();
  private readonly connections = new Map<Socket, number>();
  private readonly server: http.Server;
  private connectionsSeen = 0;
  private delivered = 0;

  private constructor(private readonly options: ReceiverOptions) {
    const listener = (request: http.IncomingMessage, response: http.ServerResponse): void => {
      this.receive(request, response);
    };
    this.server = options.tls ? https.createServer(options.tls, listener) : http.createServer(listener);
    this.server.keepAliveTimeout = 60_000;
    this.server.on(options.tls ? 'secureConnection' : 'connection', (socket: Socket) => this.track(socket));
  }

  static async start(options: ReceiverOptions = {}): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver(options);
    await new Promise<void>((resolve, reject) => {
      receiver.server.once('error', reject);
      receiver.server.listen(options.port ?? 0, options.host ?? '127.0.0.1', resolve);
    });
    return receiver;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Connections that are open now. */
  get openConnections(): number {
    return this.connections.size;
  }

  /** Connections opened so far. */
  get connectionCount(): number {
    return this.connectionsSeen;
  }

  /** @param host name or address in the URL, when it is not the one listened on */
  url(path = '/', host = this.options.host ?? '127.0.0.1'): string {
    return `${this.options.tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${this.port}${path}`;
  }

  /** Answers the next unscripted request so; several are used in turn. */
  answerOnce(...answers: Answer[]): void {
    this.once.push(...answers);
  }

  /**
   * The next request that no earlier `next` has given out; with `matches`, the first such one that matches.
   *
   * @throws Error when none came in time
   */
  async next(
    matches: (request: ReceivedRequest) => boolean = () => true,
    { withinMs = DEFAULT_PATIENCE_MS } = {},
  ): Promise<ReceivedRequest> {
    const index = this.requests.findIndex(
      (request, position) => position >= this.delivered && matches(request),
    );
    const known = this.requests[index];
    if (known) {
      this.delivered = index + 1;
      return known;
    }
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        matches,
        resolve: (request) => {
          clearTimeout(timer);
          this.delivered = this.requests.indexOf(request) + 1;
          resolve(request);
        },
      };
      const timer = setTimeout(() => {
        this.waiters.delete(waiter);
        reject(new Error(`No webhook came within ${withinMs} ms; ${this.requests.length} had come before`));
      }, withinMs);
      this.waiters.add(waiter);
    });
  }

  /** Forgets requests and scripts. */
  clear(): void {
    this.requests.length = 0;
    this.once.length = 0;
    this.delivered = 0;
    this.answer = ok;
  }

  /** Closes every connection at once, whatever goes over it. */
  hangUp(): void {
    for (const socket of this.connections.keys()) socket.destroy();
  }

  /** Closes the server and every connection. */
  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.hangUp();
    await closed;
  }

  private track(socket: Socket): void {
    this.connections.set(socket, ++this.connectionsSeen);
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.once('close', () => this.connections.delete(socket));
  }

  private receive(request: http.IncomingMessage, response: http.ServerResponse): void {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const received: ReceivedRequest = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        rawHeaders: request.rawHeaders,
        body: chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks),
        at: Date.now(),
        connection: this.connections.get(request.socket) ?? 0,
      };
      this.requests.push(received);
      this.tell(received);
      this.respond(received, request.socket, response);
    });
  }

  private tell(received: ReceivedRequest): void {
    for (const waiter of this.waiters) {
      if (!waiter.matches(received)) continue;
      this.waiters.delete(waiter);
      waiter.resolve(received);
      return;
    }
  }

  private respond(request: ReceivedRequest, socket: Socket, response: http.ServerResponse): void {
    const answer = this.once.shift() ?? this.answer;
    if (answer === ok) {
      void ok({ request, response, socket, stopped: NEVER_STOPPED });
      return;
    }
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    response.on('error', () => undefined);
    const exchange = { request, response, socket, stopped: gone.signal };
    void (async () => answer(exchange))().catch(() => socket.destroy());
  }
}
