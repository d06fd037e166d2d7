import { Logger } from '@nestjs/common';
import type { Redis } from 'ioredis';

/** How often a Redis that refused something is asked whether it takes it again. */
const ASK_MS = 500;

/**
 * Says once that Redis went away, or refuses to work, and once that it is back: however many connections a process has,
 * and however often each of them is told so.
 */
export class RedisOutage {
  private readonly logger = new Logger('Redis');
  private readonly lost = new Set<Redis>();
  private readonly told = new Set<string>();
  private since = 0;
  private asking: NodeJS.Timeout | undefined;
  private isClosed = false;

  /**
   * @param shown Redis' address without credentials
   * @param tryToWrite rejects while Redis does not take writes
   */
  constructor(
    private readonly shown: string,
    private readonly tryToWrite: () => Promise<unknown>,
  ) {}

  /** Whether some connection is being made again now. */
  get isOn(): boolean {
    return this.lost.size > 0;
  }

  /** `reconnecting` comes only for a loss: never for a connection that was closed on purpose. */
  watch(connection: Redis): void {
    let cause = '';
    connection.on('error', (error: Error) => (cause = `: ${error.message}`));
    connection.on('reconnecting', () => this.noteLoss(connection, cause));
    connection.on('ready', () => this.noteConnected(connection));
    connection.on('end', () => this.lost.delete(connection));
  }

  /** Redis answers, and refuses what it is asked for. @param reason a few words, the same each time */
  noteRefusal(reason: string): void {
    this.tell(
      `${reason} (${this.shown}): clients are answered 503, the rest waits, until that is over`,
      reason,
    );
    this.askLater();
  }

  /** Says no more. */
  close(): void {
    this.isClosed = true;
    clearTimeout(this.asking);
  }

  private noteLoss(connection: Redis, cause: string): void {
    this.tell(`Redis at ${this.shown} is gone${cause}; connecting again until it is back`, 'gone');
    this.lost.add(connection);
  }

  private noteConnected(connection: Redis): void {
    if (!this.lost.delete(connection) || this.isOn) return;
    if (this.asking === undefined) this.end();
  }

  /** Each kind of trouble once, from the first sign of any until all is well. */
  private tell(line: string, kind: string): void {
    if (this.isClosed || this.told.has(kind)) return;
    if (this.told.size === 0) this.since = Date.now();
    this.told.add(kind);
    this.logger.warn(line);
  }

  private askLater(): void {
    if (this.isClosed || this.asking !== undefined) return;
    this.asking = setTimeout(() => void this.ask(), ASK_MS);
    this.asking.unref();
  }

  private async ask(): Promise<void> {
    const isWell = await this.tryToWrite().then(
      () => !this.isOn,
      () => false,
    );
    this.asking = undefined;
    if (isWell) this.end();
    else this.askLater();
  }

  private end(): void {
    if (this.told.size === 0 || this.isClosed) return;
    this.told.clear();
    this.logger.log(
      `Redis at ${this.shown} is back after ${((Date.now() - this.since) / 1000).toFixed(1)} s`,
    );
  }
}
