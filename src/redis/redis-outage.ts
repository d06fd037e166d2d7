import { Logger } from '@nestjs/common';
import type { Redis } from 'ioredis';

/** Says once that Redis went away and once that it is back, however many connections a process has. */
export class RedisOutage {
  private readonly logger = new Logger('Redis');
  private readonly lost = new Set<Redis>();
  private since = 0;

  constructor(private readonly shown: string) {}

  /** Whether some connection is being made again now. */
  get isOn(): boolean {
    return this.lost.size > 0;
  }

  /** `reconnecting` comes only for a loss: never for a connection that was closed on purpose. */
  watch(connection: Redis): void {
    let cause = '';
    connection.on('error', (error: Error) => (cause = `: ${error.message}`));
    connection.on('reconnecting', () => this.noteLoss(connection, cause));
    connection.on('ready', () => this.noteEnd(connection));
    connection.on('end', () => this.lost.delete(connection));
  }

  private noteLoss(connection: Redis, cause: string): void {
    if (!this.isOn) {
      this.since = Date.now();
      this.logger.warn(`Redis at ${this.shown} is gone${cause}; connecting again until it is back`);
    }
    this.lost.add(connection);
  }

  private noteEnd(connection: Redis): void {
    if (!this.lost.delete(connection) || this.isOn) return;
    this.logger.log(
      `Redis at ${this.shown} is back after ${((Date.now() - this.since) / 1000).toFixed(1)} s`,
    );
  }
}
