import type { Socket } from 'node:net';

/** How a connection came to stand. Times are milliseconds; null for a step that there was none of, or that did not end. */
export interface ConnectionTimes {
  /** The address dialled last; null while there is none. */
  address: string | null;
  dnsMs: number | null;
  connectMs: number | null;
  tlsMs: number | null;
}

const TIMES = new WeakMap<object, ConnectionTimes>();

/** Takes the times of a socket that has just begun to connect. A literal address needs no DNS and has no time of it. */
export function timeConnection(socket: Socket): void {
  const times: ConnectionTimes = { address: null, dnsMs: null, connectMs: null, tlsMs: null };
  TIMES.set(socket, times);
  let stepBegin = performance.now();
  const stepEnds = (): number => {
    const begin = stepBegin;
    stepBegin = performance.now();
    return stepBegin - begin;
  };
  socket.once('lookup', () => (times.dnsMs = stepEnds()));
  // Several times when a name has several addresses (RFC 8305): the last one is the one that was reached.
  socket.on('connectionAttempt', (address: string) => (times.address = address));
  socket.once('connect', () => (times.connectMs = stepEnds()));
  socket.once('secureConnect', () => (times.tlsMs = stepEnds()));
}

/** Says how a socket was connected whose events tell nothing: it goes through a proxy's tunnel. */
export function noteConnection(socket: object, times: ConnectionTimes): void {
  TIMES.set(socket, times);
}

/** What is known of a socket's connection. */
export function connectionTimes(socket: object): Readonly<ConnectionTimes> | undefined {
  return TIMES.get(socket);
}
