import type { Socket } from 'node:net';
import { DeliveryError } from '../delivery-error.js';

/** A destination that has not finished DNS, TCP and TLS by then will not: longer timeouts are for slow answers. */
export const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Destroys a socket that is not connected in time. axios and node:http have no such time-out: theirs count idle time.
 *
 * @param readyEvent what tells that the socket can carry a request
 */
export function limitConnectTime(
  socket: Socket,
  readyEvent: 'connect' | 'secureConnect',
  timeoutMs = CONNECT_TIMEOUT_MS,
): void {
  const timer = setTimeout(() => {
    socket.destroy(
      new DeliveryError('connect', `No connection to the webhook's destination within ${timeoutMs} ms`),
    );
  }, timeoutMs);
  const stop = (): void => clearTimeout(timer);
  socket.once(readyEvent, stop);
  socket.once('close', stop);
}
