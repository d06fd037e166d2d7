import type { ISocketFactory } from 'kafkajs';
import net, { isIP, type Socket } from 'node:net';
import tls from 'node:tls';
import type { GuardedSockets } from '../../egress/guarded-sockets.js';
import { limitAnswers } from './kafka-answer-limit.js';

/**
 * Makes the sockets of one Kafka client: to the brokers that the URL names and to those that a broker advertises, whose
 * addresses are anybody's guess. All obey the egress policy, and all end with the client.
 */
export class KafkaSockets {
  /** What went wrong with a socket last: kafkajs hands on its message and forgets the rest. */
  lastFault: Error | undefined;

  private readonly open = new Set<Socket>();

  /** @param seeds hosts by the names that kafkajs knows them by, when those are not their own */
  constructor(
    private readonly guard: GuardedSockets,
    private readonly seeds: ReadonlyMap<string, string>,
    private readonly signal: AbortSignal,
  ) {
    signal.addEventListener('abort', () => {
      for (const socket of this.open) socket.destroy(new Error('The connection was ended'));
    });
  }

  /** For kafkajs. */
  readonly factory: ISocketFactory = ({ host: name, port, ssl, onConnect }) => {
    // A client that is being closed would otherwise dial again.
    if (this.signal.aborted) throw new Error('The client has ended');
    const host = this.seeds.get(name) ?? name;
    const options = { host, port, ...this.optionsFor(host) };
    const servername = isIP(host) === 0 ? { servername: host } : {};
    const isTls = Boolean(ssl);
    const socket = isTls
      ? tls.connect({ ...options, ...servername }, onConnect)
      : net.connect(options, onConnect);
    socket.setNoDelay(true);
    limitAnswers(socket);
    this.open.add(socket);
    socket.once('close', () => this.open.delete(socket));
    socket.on('error', (error: Error) => void (this.lastFault = error));
    return socket;
  };

  private optionsFor(host: string): ReturnType<GuardedSockets['optionsFor']> {
    try {
      return this.guard.optionsFor(host);
    } catch (error) {
      if (error instanceof Error) this.lastFault = error;
      throw error;
    }
  }
}
