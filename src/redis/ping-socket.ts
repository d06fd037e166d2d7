import { connect } from 'node:net';

/** What listens on a socket: a Redis that serves, one that still reads its files, or nothing that answers. */
export type PingAnswer = 'ready' | 'loading' | 'silent';

const TIMEOUT_MS = 1_000;

/** Asks the Redis on a unix socket once, without a client. */
export function pingSocket(socketPath: string): Promise<PingAnswer> {
  return new Promise((resolve) => {
    const socket = connect(socketPath);
    const answer = (result: PingAnswer): void => {
      socket.destroy();
      resolve(result);
    };
    socket.setTimeout(TIMEOUT_MS, () => answer('silent'));
    socket.on('error', () => answer('silent'));
    socket.on('close', () => answer('silent'));
    socket.on('connect', () => socket.write('PING\r\n'));
    // Both answers are shorter than any packet.
    socket.on('data', (reply) => {
      if (reply.toString().startsWith('+PONG')) return answer('ready');
      answer(reply.toString().startsWith('-LOADING') ? 'loading' : 'silent');
    });
  });
}
