import type { Socket } from 'node:net';

/**
 * Destroys a socket that is not connected in time. axios and node:http have no such time-out: theirs count idle time.
 *
 * @param readyEvent what tells that the socket can carry a request
 * @param tooLate makes the error that whoever asked for the connection gets
 */
export function limitConnectTime(
  socket: Socket,
  readyEvent: 'connect' | 'secureConnect',
  timeoutMs: number,
  tooLate: () => Error,
): void {
  const timer = setTimeout(() => socket.destroy(tooLate()), timeoutMs);
  const stop = (): void => clearTimeout(timer);
  socket.once(readyEvent, stop);
  socket.once('close', stop);
}
