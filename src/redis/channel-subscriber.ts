import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { RedisConnections } from './redis-connections.js';

type Listener = (message: string) => unknown;

/** Listens to Redis channels by name, over one connection that is made when the first listener comes. */
@Injectable()
export class ChannelSubscriber implements OnApplicationShutdown {
  private readonly logger = new Logger('Redis');
  private readonly listeners = new Map<string, Set<Listener>>();
  private connection: Redis | undefined;

  constructor(private readonly connections: RedisConnections) {}

  /**
   * Calls `listener` with every message on `channel` from the moment on at which the promise resolves.
   *
   * @returns ends the subscription
   */
  async subscribe(channel: string, listener: Listener): Promise<() => Promise<void>> {
    const known = this.listeners.get(channel) ?? new Set();
    this.listeners.set(channel, known.add(listener));
    await this.connected().subscribe(channel);
    return () => this.unsubscribe(channel, listener);
  }

  onApplicationShutdown(): void {
    this.listeners.clear();
    this.connection?.disconnect();
  }

  private async unsubscribe(channel: string, listener: Listener): Promise<void> {
    const known = this.listeners.get(channel);
    known?.delete(listener);
    if (!known || known.size > 0) return;
    this.listeners.delete(channel);
    await this.connection?.unsubscribe(channel).catch(() => undefined);
  }

  private connected(): Redis {
    if (this.connection) return this.connection;
    const connection = this.connections.subscriber();
    connection.on('message', (channel: string, message: string) => this.tell(channel, message));
    return (this.connection = connection);
  }

  private async tellOne(channel: string, listener: Listener, message: string): Promise<void> {
    try {
      await listener(message);
    } catch (error) {
      this.logger.warn(`A listener of ${channel} failed: ${String(error)}`);
    }
  }

  private tell(channel: string, message: string): void {
    for (const listener of this.listeners.get(channel) ?? []) void this.tellOne(channel, listener, message);
  }
}
