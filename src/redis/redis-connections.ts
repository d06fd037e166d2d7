import { Injectable } from '@nestjs/common';
import type Bull from 'bull';
import { Redis, type RedisOptions } from 'ioredis';
import { within } from '../time/within.js';
import { clientOptions } from './client-options.js';
import { KEY_PREFIX } from './key-prefix.js';
import type { RedisEndpoint } from './redis-endpoint.js';
import { RedisOutage } from './redis-outage.js';
import { forgetSilence } from './forget-silence.js';
import './lean-job-parsing.js';
import { refusalOf } from './redis-unavailable.js';
import { resendRefused } from './resend-refused.js';
import { batchScripts } from './script-batching.js';
import type { ScriptSequel } from './script-sequel.js';
import { batchWrites } from './write-batching.js';

const FIRST_RETRY_MS = 50;
const MAX_RETRY_MS = 1_000;
const KEEP_ALIVE_MS = 10_000;
const CONNECT_TIMEOUT_MS = 5_000;
/** A Redis that holds the connection and does not answer is as good as gone. Bull blocks for 5 s at most. */
const SILENCE_MS = 20_000;
/** The same where a client waits. A busy disk, or a busy machine, holds up Redis for 2 s and more. */
const CLIENT_SILENCE_MS = 5_000;
const QUIT_TIMEOUT_MS = 500;
/** A process that stops waits so long for a Redis that does not answer: a restart of Redis takes less. */
const GIVE_UP_MS = 5_000;
const PING_MS = 500;
/** A connection that is told to look elsewhere looks around no more often. */
const LOOK_AGAIN_MS = 1_000;
/** After a failover the old primary still answers, as a replica: connecting again finds the new one. */
const IS_ELSEWHERE = /\b(READONLY|MOVED)\b/;
/** Written to see whether Redis takes writes. */
const WRITE_TEST_KEY = `${KEY_PREFIX}:write-test`;
const WRITE_TEST_TTL_MS = 60_000;

/** Waits for Redis as long as it takes, also while it refuses writes. */
const PATIENT = { maxRetriesPerRequest: null, socketTimeout: SILENCE_MS } satisfies RedisOptions;
/**
 * Fails at once while Redis is away, and what was under way then with it: ioredis 5.11.1 would send it again only to a
 * Redis that is ready, and till then forget about it when there is one that takes connections and does not answer.
 */
const IMPATIENT = {
  maxRetriesPerRequest: 0,
  enableOfflineQueue: false,
  socketTimeout: CLIENT_SILENCE_MS,
} satisfies RedisOptions;
/** What Bull demands of the connections that block or listen. */
const BLOCKING = { ...PATIENT, enableReadyCheck: false } satisfies RedisOptions;

/**
 * Every connection of this process to Redis. Bull's queues get theirs from here, shared where Bull allows it: one to
 * add jobs, one for workers to work with, one to listen, and one a worker queue to block on.
 */
@Injectable()
export class RedisConnections {
  /** For short commands of our own. Rejects at once while Redis is away. */
  readonly commands: Redis;

  private readonly all = new Set<Redis>();
  private readonly sequels = new Map<string, ScriptSequel>();
  private readonly outage: RedisOutage;
  private readonly producer: Redis;
  private worker: Redis | undefined;
  private waiter: Redis | undefined;
  private listener: Redis | undefined;
  private vigil: NodeJS.Timeout | undefined;
  private isClosed = false;

  private constructor(private readonly endpoint: RedisEndpoint) {
    this.outage = new RedisOutage(endpoint.shown, () => this.tryToWrite());
    this.commands = this.connect('commands', IMPATIENT);
    this.producer = this.connect('producer', IMPATIENT);
  }

  /** Resolves when the connections that do not wait for Redis are made: nothing sent at start is refused. */
  static async open(endpoint: RedisEndpoint): Promise<RedisConnections> {
    const connections = new RedisConnections(endpoint);
    await Promise.all([whenReady(connections.commands), whenReady(connections.producer)]);
    return connections;
  }

  /** For what a worker must not lose: commands wait until Redis is back. */
  get patient(): Redis {
    return (this.worker ??= this.connect('worker', PATIENT));
  }

  /** For commands that wait in Redis, and hold up what comes behind them. Rejects while Redis is away. */
  get waiting(): Redis {
    return (this.waiter ??= this.connect('waiting', { ...IMPATIENT, enableOfflineQueue: true }));
  }

  /**
   * Options of a Bull queue. With `producer`, `add` rejects at once while Redis is away (see
   * {@link isRedisUnavailable}); with `worker`, everything waits for it. Bull closes none of these connections:
   * {@link close} does, after the queues.
   */
  queueOptions(use: 'producer' | 'worker'): Bull.QueueOptions {
    return {
      prefix: KEY_PREFIX,
      createClient: (type) => {
        if (type === 'bclient') return withoutNamingFaults(this.connect('blocking', BLOCKING));
        if (type === 'subscriber') return (this.listener ??= this.subscriber());
        return use === 'producer' ? this.producer : this.patient;
      },
    };
  }

  /** Has Redis do more after a script of Bull's of this name, for all queues of this process. To be said before it runs. */
  follow(script: string, sequel: ScriptSequel): void {
    this.sequels.set(script, sequel);
  }

  /** A new connection to listen to channels on; it waits for Redis, and subscribes again by itself. */
  subscriber(): Redis {
    return this.connect('subscriber', BLOCKING);
  }

  /** @throws Error saying why Redis takes no writes now; {@link isRedisUnavailable} knows it */
  async tryToWrite(): Promise<void> {
    await this.commands.set(WRITE_TEST_KEY, 1, 'PX', WRITE_TEST_TTL_MS);
  }

  /**
   * Resolves when Redis has not answered for {@link GIVE_UP_MS}, which never happens as long as it does. Queues that are
   * closed wait for Redis without limit: whoever stops a process need not.
   */
  whenSilent(): Promise<void> {
    let heardAt = Date.now();
    return new Promise((resolve) => {
      this.vigil = setInterval(() => {
        this.commands.ping().then(
          () => (heardAt = Date.now()),
          () => undefined,
        );
        if (Date.now() - heardAt > GIVE_UP_MS) resolve();
      }, PING_MS);
    });
  }

  /** Closes all. Only after the application, whose queues use them until their last moment. Safe to call twice. */
  async close(): Promise<void> {
    clearInterval(this.vigil);
    this.isClosed = true;
    this.outage.close();
    const connections = [...this.all].filter(({ status }) => status !== 'end');
    // Bull catches nothing when a connection ends before it was ready.
    if (!this.outage.isOn) await within(QUIT_TIMEOUT_MS, Promise.all(connections.map(whenReady)), undefined);
    const quits = connections.filter(canQuit).map((connection) => connection.quit().catch(() => undefined));
    await within(QUIT_TIMEOUT_MS, Promise.all(quits), undefined);
    for (const connection of connections) connection.disconnect();
  }

  private connect(name: string, use: RedisOptions): Redis {
    let lookAgainAt = 0;
    const connection = new Redis({
      ...clientOptions(this.endpoint, 'again and again'),
      ...use,
      connectionName: `netpulse:${name}`,
      disableClientInfo: true,
      connectTimeout: CONNECT_TIMEOUT_MS,
      keepAlive: KEEP_ALIVE_MS,
      // A start that fails may still be making connections after the others have been closed.
      retryStrategy: (attempt) =>
        this.isClosed ? null : Math.min(FIRST_RETRY_MS * 2 ** (attempt - 1), MAX_RETRY_MS),
      reconnectOnError: (error) => {
        const refusal = refusalOf(error);
        if (refusal === undefined) return false;
        this.outage.noteRefusal(refusal);
        if (!IS_ELSEWHERE.test(error.message) || Date.now() < lookAgainAt) return false;
        lookAgainAt = Date.now() + LOOK_AGAIN_MS;
        return true;
      },
    });
    // Each queue that shares a connection adds listeners of its own.
    connection.setMaxListeners(0);
    this.outage.watch(connection);
    batchWrites(connection);
    batchScripts(connection, this.sequels);
    forgetSilence(connection);
    if (use.maxRetriesPerRequest === null) resendRefused(connection);
    this.all.add(connection);
    connection.once('end', () => {
      // Bull ends its blocking connections to interrupt them, and connects them again.
      if (name !== 'blocking') this.all.delete(connection);
    });
    return connection;
  }
}

/**
 * Bull names its blocking connections at start and catches no failure of that, such as a stop in the middle of it, which
 * would end the process. The name is only for whoever reads `CLIENT LIST`.
 */
function withoutNamingFaults(connection: Redis): Redis {
  const client = connection.client.bind(connection) as (...args: unknown[]) => Promise<unknown>;
  const forgiving = (...args: unknown[]): Promise<unknown> => client(...args).catch(() => undefined);
  return Object.assign(connection, { client: forgiving });
}

function whenReady(connection: Redis): Promise<void> {
  if (connection.status === 'ready') return Promise.resolve();
  return new Promise((resolve) => connection.once('ready', () => resolve()));
}

/** A connection that blocks in Redis would answer only when that is over; one that listens has nothing to lose. */
function canQuit({ status, options }: Redis): boolean {
  return status === 'ready' && options.enableReadyCheck === true;
}
