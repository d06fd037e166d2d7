import { AbstractConnector, Redis, type RedisOptions } from 'ioredis';
import { connect as connectTcp, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';
import type { HostAndPort } from '../config/parsers.js';

const ASK_TIMEOUT_MS = 2_000;
const RETRY_MS = 500;
/** How long a connection that is ended may take to say its last words; ioredis' own default. */
const DISCONNECT_TIMEOUT_MS = 2_000;

/** Tells ioredis what happens while it connects. */
type Tell = (event: string, error: Error) => void;

/** What a {@link ClusterConnector} has to know. */
export interface ClusterPlace {
  readonly nodes: readonly HostAndPort[];
  /** The hash tag of all keys. */
  readonly tag: string;
  /** User, password and TLS. */
  readonly login: Readonly<Pick<RedisOptions, 'username' | 'password' | 'tls'>>;
  /** `once` gives up when no node answers, instead of asking again. */
  readonly tries: 'once' | 'again and again';
}

/**
 * Connects to the node of a Redis Cluster that has the slot of NetPulse's hash tag. All keys share that one slot, so a plain
 * connection to its primary does everything that a client of the whole cluster would: transactions, scripts, blocking
 * commands, channels. Each new connection asks the cluster anew, as it does after a failover or when the slot has moved.
 */
export class ClusterConnector extends AbstractConnector {
  private nodes: readonly HostAndPort[];

  constructor(private readonly place: ClusterPlace) {
    super(DISCONNECT_TIMEOUT_MS);
    this.nodes = place.nodes;
  }

  /** @param info of INFO: a replica takes no writes */
  override check(info: { readonly role?: string }): boolean {
    return info.role === undefined || info.role === 'master';
  }

  async connect(tell: Tell): Promise<Socket> {
    this.connecting = true;
    for (;;) {
      const primary = await this.findPrimary(tell);
      if (!this.connecting) throw new Error('Connection is closed.');
      if (primary) return this.open(primary);
      if (this.place.tries === 'once') throw new Error('No node of the Redis cluster has the slot');
      await delay(RETRY_MS, undefined, { ref: false });
    }
  }

  private open({ host, port }: HostAndPort): Socket {
    const { tls } = this.place.login;
    const stream: Socket = tls ? connectTls({ ...tls, host, port }) : connectTcp({ host, port });
    stream.once('error', (error: Error) => (this.firstError = error));
    this.stream = stream;
    return stream;
  }

  /** The first node that answers is believed; nodes that it names are asked, too, when it is gone. */
  private async findPrimary(tell: Tell): Promise<HostAndPort | undefined> {
    for (const node of this.nodes) {
      try {
        const { primary, others } = await this.ask(node);
        const known = new Set(this.nodes.map(keyOf));
        this.nodes = [...this.nodes, ...others.filter((other) => !known.has(keyOf(other)))];
        if (primary) return primary;
      } catch (error) {
        tell('error', error instanceof Error ? error : new Error(String(error)));
      }
    }
    return undefined;
  }

  private async ask(
    node: HostAndPort,
  ): Promise<{ readonly primary: HostAndPort | undefined; readonly others: readonly HostAndPort[] }> {
    const redis = new Redis({
      ...node,
      ...this.place.login,
      lazyConnect: true,
      retryStrategy: () => null,
      maxRetriesPerRequest: 0,
      enableReadyCheck: false,
      disableClientInfo: true,
      connectTimeout: ASK_TIMEOUT_MS,
      commandTimeout: ASK_TIMEOUT_MS,
    });
    let connectionError: Error | undefined;
    redis.on('error', (error: Error) => (connectionError ??= error));
    try {
      await redis.connect();
      const slot = await redis.cluster('KEYSLOT', this.place.tag);
      const ranges = (await redis.cluster('SLOTS')).flatMap(([first, last, ...replicas]) => {
        const [primary] = replicas;
        if (!primary) return [];
        const [host, port] = primary;
        // A node that does not know its own address leaves it empty: it is the one that was asked.
        return [{ first, last, primary: { host: host || node.host, port } }];
      });
      const mine = ranges.find(({ first, last }) => first <= slot && slot <= last);
      return { primary: mine?.primary, others: ranges.map(({ primary }) => primary) };
    } catch (error) {
      throw connectionError ?? error;
    } finally {
      redis.disconnect();
    }
  }
}

function keyOf({ host, port }: HostAndPort): string {
  return `${host}:${port}`;
}
