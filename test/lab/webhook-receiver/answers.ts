import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { ReceivedRequest } from './received-request.js';

/** What an answer has to work with. `stopped` is aborted when the answer is over or the connection gone. */
export interface Exchange {
  readonly request: ReceivedRequest;
  readonly response: ServerResponse;
  readonly socket: Socket;
  readonly stopped: AbortSignal;
}

/** How the receiver treats a request. */
export type Answer = (exchange: Exchange) => void | Promise<void>;

/** A plain answer. */
export function status(code: number, body = '', headers: Record<string, string> = {}): Answer {
  return ({ response }) => {
    response.writeHead(code, { 'content-length': Buffer.byteLength(body), ...headers });
    response.end(body);
  };
}

/** 200 with a short body: what a healthy destination says. */
export const ok: Answer = status(200, 'ok');

/** A redirect to `location`. */
export function redirect(code: number, location: string): Answer {
  return status(code, '', { location });
}

/** Waits for `released` before it answers, so that a test decides when. */
export function after(released: Promise<unknown>, answer: Answer = ok): Answer {
  return async (exchange) => {
    await released;
    if (!exchange.stopped.aborted) await answer(exchange);
  };
}

/** Never answers; the connection stays open. */
export const never: Answer = () => undefined;

/** Sends the status line and some headers, and never the end of them. */
export const headersNever: Answer = ({ socket }) => {
  socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n');
};

/** A body that goes on as fast as it is read. */
export const endless: Answer = ({ response, stopped }) => {
  const chunk = Buffer.alloc(16_384, 'x');
  const pump = (): void => {
    while (!stopped.aborted && response.write(chunk));
  };
  response.writeHead(200);
  response.on('drain', pump);
  pump();
};

/** One byte of the body at a time, without an end. */
export function drip(intervalMs = 20): Answer {
  return async ({ response, stopped }) => {
    response.writeHead(200);
    while (!stopped.aborted) {
      response.write('.');
      await delay(intervalMs, undefined, { signal: stopped }).catch(() => undefined);
    }
  };
}

/** Says how long the body is and closes the connection before. */
export const truncated: Answer = ({ response }) => {
  response.writeHead(200, { 'content-length': 1_000 });
  response.write('only this', () => response.destroy());
};

/** Breaks the connection without an answer: TCP RST, or under TLS, where Node cannot send one, an end without a close. */
export const reset = ({ socket }: Pick<Exchange, 'socket'>): void => {
  if (socket instanceof TLSSocket) socket.destroy();
  else socket.resetAndDestroy();
};

/** Sends these bytes as they are, and closes. */
export function raw(bytes: string): Answer {
  return ({ socket }) => {
    socket.end(bytes);
  };
}

/** Not HTTP at all. */
export const garbage: Answer = raw('\x00\x01 this is no HTTP \r\n\r\n');

/** Answers and then closes the connection, although the client was told that it stays open. */
export const okThenClose: Answer = ({ response, socket }) => {
  response.writeHead(200, { 'content-length': 2, connection: 'keep-alive' });
  response.end('ok', () => socket.destroySoon());
};

/** Ends its side of the connection without an answer, and keeps reading. */
export const halfClosed: Answer = ({ socket }) => {
  socket.end();
};

/** Ends its side in the middle of the headers. */
export const halfAnswer: Answer = raw('HTTP/1.1 200 OK\r\nContent-Le');

/** Breaks the connection in the middle of the body. */
export const resetInBody: Answer = ({ response, socket }) => {
  response.writeHead(200, { 'content-length': 1_000 });
  response.write('only this', () => reset({ socket }));
};

/** Announces the answer again and again (RFC 9110, 15.2), and never gives it. */
export const endlessInformation: Answer = ({ socket, stopped }) => {
  const hints = 'HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n'.repeat(50);
  const pump = (): void => {
    while (!stopped.aborted && socket.write(hints));
  };
  socket.on('drain', pump);
  pump();
};

/** So many bytes of zeros, packed to a thousandth. */
export function bomb(bytes: number): Answer {
  const packed = gzipSync(Buffer.alloc(bytes));
  return ({ response }) => {
    response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': packed.length });
    response.end(packed);
  };
}
