import type { Redis } from 'ioredis';
import { setTimeout as delay } from 'node:timers/promises';
import { LibraryInsideError } from './queue-inside.js';
import { refusalOf } from './redis-unavailable.js';

const RESEND_MS = 250;
/** What a command that blocks is told when Redis becomes a replica; what follows is told as such. */
const INTERRUPTED = /^UNBLOCKED\b/;

interface Command {
  readonly name: string;
  readonly args: readonly string[];
  reject(error: Error): void;
}

/** A command that has been sent, as ioredis 5 hands it to `handleReconnection`. */
interface SentCommand {
  /** The pipeline that it is a part of. */
  readonly stream?: unknown;
  readonly command: Pick<Command, 'name' | 'reject'>;
}

/** A transaction as ioredis 5 makes it: its commands stand between a `multi` and an `exec`. */
interface Transaction {
  readonly _queue: readonly Command[];
  call(name: string, ...args: readonly string[]): unknown;
  exec(): Promise<readonly (readonly [unknown, unknown])[] | null>;
}

/** Where ioredis 5 decides about what Redis answered with an error; not in its published types. */
interface Inside {
  handleReconnection(error: Error, sent: SentCommand): void;
  sendCommand(command: SentCommand['command']): unknown;
  multi(...args: readonly unknown[]): Transaction;
}

/**
 * Makes a connection wait for a Redis that refuses to work as it waits for one that is away: a command, script or
 * transaction that is refused for a reason that passes (out of memory, read-only, too few replicas, ...) is sent again until
 * it is taken. Redis refuses each of them as a whole, before its first write, so nothing is done twice. Pipelines are not
 * sent again: a part of them may have been done, and who sent them is told.
 */
export function resendRefused(connection: Redis): void {
  resendCommands(connection);
  resendTransactions(connection);
}

function resendCommands(connection: Redis): void {
  const inside = connection as unknown as Inside;
  for (const method of ['handleReconnection', 'sendCommand'] as const) {
    if (typeof inside[method] !== 'function') throw new LibraryInsideError('ioredis', `Redis.${method}`);
  }
  const decide = inside.handleReconnection.bind(connection);
  const waiting = new Map<NodeJS.Timeout, SentCommand['command']>();

  inside.handleReconnection = (error, sent) => {
    const { stream, command } = sent;
    const passes = refusalOf(error) !== undefined || INTERRUPTED.test(error.message);
    if (stream !== undefined || !passes) return decide(error, sent);
    // Whether to connect again is decided as for any other error, without telling the one who waits.
    decide(error, { command: { name: command.name, reject: () => undefined } });
    const timer = setTimeout(() => {
      waiting.delete(timer);
      inside.sendCommand(command);
    }, RESEND_MS);
    waiting.set(timer, command);
  };
  connection.on('end', () => {
    for (const [timer, command] of waiting) {
      clearTimeout(timer);
      command.reject(new Error('Connection is closed.'));
    }
    waiting.clear();
  });
}

function resendTransactions(connection: Redis): void {
  const inside = connection as unknown as Inside;
  const make = inside.multi.bind(connection);
  inside.multi = (...args) => {
    const transaction = make(...args);
    const exec = transaction.exec.bind(transaction);
    transaction.exec = async () => {
      try {
        const results = await exec();
        if (!areAllRefused(results)) return results;
      } catch (error) {
        if (refusalOf(error) === undefined) throw error;
      }
      await delay(RESEND_MS, undefined, { ref: false });
      const again = inside.multi();
      for (const command of transaction._queue.slice(1, -1)) again.call(command.name, ...command.args);
      return again.exec();
    };
    return transaction;
  };
}

/** Scripts in a transaction are refused when their turn comes, and the transaction as such succeeds. */
function areAllRefused(results: readonly (readonly [unknown, unknown])[] | null): boolean {
  return results?.every(([error]) => refusalOf(error) !== undefined) === true && results.length > 0;
}
