import http from 'node:http';
import type { Socket } from 'node:net';
import { DeliveryError } from '../delivery-error.js';
import { basicAuthorization } from './request-headers.js';

/** An HTTP proxy, as NETPULSE_WEBHOOK_PROXY names it. */
export interface Proxy {
  readonly hostname: string;
  readonly port: number;
  /** Value of Proxy-Authorization; null when it needs none. */
  readonly authorization: string | null;
}

const HTTP_PORT = 80;

/** @param text a validated `http://[user:password@]host[:port]` */
export function parseProxy(text: string): Proxy {
  const { hostname, port, username, password } = new URL(text);
  const login = [decodeURIComponent(username), decodeURIComponent(password)] as const;
  return {
    hostname: hostname.startsWith('[') ? hostname.slice(1, -1) : hostname,
    port: port === '' ? HTTP_PORT : Number(port),
    authorization: username === '' ? null : basicAuthorization(login),
  };
}

/**
 * Has the proxy open a connection (CONNECT: RFC 9110, 9.3.6) to an address, which is what the proxy then dials: given a
 * name, it would look that up itself, and might find another address than the one that was judged.
 *
 * @param signal ends the wait
 * @throws DeliveryError when the proxy cannot be reached or does not do it
 */
export function openTunnel(
  { hostname, port, authorization }: Proxy,
  target: { readonly address: string; readonly port: number },
  signal: AbortSignal,
): Promise<Socket> {
  const host = target.address.includes(':') ? `[${target.address}]` : target.address;
  const authority = `${host}:${target.port}`;
  return new Promise((resolve, reject) => {
    const request = http.request({
      host: hostname,
      port,
      method: 'CONNECT',
      path: authority,
      headers: { Host: authority, ...(authorization && { 'Proxy-Authorization': authorization }) },
      agent: false,
      signal,
    });
    request.once('connect', ({ statusCode = 0 }: http.IncomingMessage, socket: Socket, head: Buffer) => {
      if (statusCode < 200 || statusCode >= 300) {
        socket.destroy();
        reject(
          new DeliveryError('connect', `The proxy opened no connection to the destination: ${statusCode}`),
        );
        return;
      }
      if (head.length > 0) socket.unshift(head);
      resolve(socket);
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      const reason = signal.aborted ? 'it took too long' : (error.code ?? error.name);
      reject(
        new DeliveryError('connect', `No connection through the proxy (${reason})`, null, { cause: error }),
      );
    });
    request.end();
  });
}
