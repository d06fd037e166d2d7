import { DeliveryError } from '../../delivery-error.js';
import { untilAborted } from './until-aborted.js';

/** Long enough for any broker that answers at all; webhooks with longer timeouts are for slow answers. */
const CONNECT_TIMEOUT_MS = 10_000;
const IDLE_MS = 30_000;
/** How long a connection may take to say goodbye. */
const CLOSE_TIMEOUT_MS = 1_000;

/** A connection to a broker, used by many deliveries at once. */
export interface BrokerConnection {
  /** False once it must carry no further message. */
  readonly isOpen: boolean;
  /** Says goodbye to the broker. */
  close(): Promise<void>;
}

/**
 * Opens a connection.
 *
 * @param signal ends the connection at any time of its life, abruptly
 */
export type OpenConnection<C extends BrokerConnection> = (signal: AbortSignal) => Promise<C>;

interface Entry<C> {
  readonly connection: Promise<C>;
  /** The same, once it is there. */
  opened: C | undefined;
  readonly controller: AbortController;
  users: number;
  idleTimer: NodeJS.Timeout | undefined;
}

/**
 * Keeps one connection a destination and its credentials: opened at first use, shared, and closed when nobody has used it
 * for a while. A connection on which an attempt ran into its deadline is used no more, since nobody knows what it still
 * does; those who use it now may finish.
 */
export class ConnectionPool<C extends BrokerConnection> {
  private readonly entries = new Map<string, Entry<C>>();
  private readonly closing = new Set<Promise<void>>();

  constructor(private readonly idleMs = IDLE_MS) {}

  /**
   * Lets `work` use the connection of `key`.
   *
   * @throws DeliveryError when `signal` ends the attempt; else what `open` or `work` throw
   */
  async use<T>(
    key: string,
    open: OpenConnection<C>,
    signal: AbortSignal,
    work: (connection: C) => Promise<T>,
  ): Promise<T> {
    const entry = this.usable(key) ?? this.add(key, open);
    clearTimeout(entry.idleTimer);
    entry.users += 1;
    let isGood = false;
    try {
      const connection = await untilAborted(entry.connection, signal);
      entry.opened = connection;
      try {
        return await untilAborted(work(connection), signal);
      } finally {
        isGood = connection.isOpen && !signal.aborted;
      }
    } finally {
      entry.users -= 1;
      if (!isGood) this.forget(key, entry);
      if (entry.users === 0) this.release(key, entry);
    }
  }

  /** Connections that are open or being opened. */
  get size(): number {
    return this.entries.size + this.closing.size;
  }

  /** Closes all connections. */
  async close(): Promise<void> {
    for (const [key, entry] of this.entries) {
      this.forget(key, entry);
      this.end(entry);
    }
    await Promise.all(this.closing);
  }

  /** A broker that restarted has closed the connection that nobody was using. */
  private usable(key: string): Entry<C> | undefined {
    const entry = this.entries.get(key);
    if (entry?.opened?.isOpen !== false) return entry;
    this.forget(key, entry);
    if (entry.users === 0) this.end(entry);
    return undefined;
  }

  private add(key: string, open: OpenConnection<C>): Entry<C> {
    const controller = new AbortController();
    const connection = openInTime(open, controller);
    const entry: Entry<C> = { connection, opened: undefined, controller, users: 0, idleTimer: undefined };
    this.entries.set(key, entry);
    return entry;
  }

  /** The next delivery gets a new one. */
  private forget(key: string, entry: Entry<C>): void {
    if (this.entries.get(key) === entry) this.entries.delete(key);
  }

  private release(key: string, entry: Entry<C>): void {
    if (this.entries.get(key) !== entry) {
      this.end(entry);
      return;
    }
    entry.idleTimer = setTimeout(() => {
      this.forget(key, entry);
      this.end(entry);
    }, this.idleMs);
    entry.idleTimer.unref();
  }

  private end(entry: Entry<C>): void {
    clearTimeout(entry.idleTimer);
    const closed = goodbye(entry).finally(() => this.closing.delete(closed));
    this.closing.add(closed);
  }
}

async function openInTime<C extends BrokerConnection>(
  open: OpenConnection<C>,
  controller: AbortController,
): Promise<C> {
  const timer = setTimeout(() => {
    const message = `No connection to the webhook's destination within ${CONNECT_TIMEOUT_MS} ms`;
    controller.abort(new DeliveryError('connect', message));
  }, CONNECT_TIMEOUT_MS);
  try {
    return await untilAborted(open(controller.signal), controller.signal);
  } finally {
    clearTimeout(timer);
  }
}

/** A connection that is still being opened is broken off. Never rejects. */
async function goodbye<C extends BrokerConnection>({ connection, controller }: Entry<C>): Promise<void> {
  const timer = setTimeout(() => controller.abort(), CLOSE_TIMEOUT_MS);
  try {
    const opened = await Promise.race([connection, Promise.resolve()]);
    if (opened) await untilAborted(opened.close(), controller.signal);
  } catch {
    // It could not be opened, or did not end in time: the abort below is all that is left to do.
  } finally {
    clearTimeout(timer);
    controller.abort();
  }
}
