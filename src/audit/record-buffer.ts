import { Logger } from '@nestjs/common';
import { isRedisUnavailable } from '../redis/redis-unavailable.js';
import { within } from '../time/within.js';

/** As many as a busy process makes in some seconds; about 4 MB. */
const MOST_PENDING = 10_000;
const RETRY_MS = 1_000;
/** A place that does not answer must not hold up the end of the service. */
const CLOSE_MS = 2_000;
const AT_ONCE = 500;

/**
 * Takes records for a place that may be away for a while. They are written many at once, in their order, and kept while the
 * place is away: beyond {@link MOST_PENDING} the oldest go, are counted, and the count is told in the record that
 * `gap` makes, before all that follow. Nobody waits for a write.
 */
export class RecordBuffer {
  private readonly logger = new Logger('Audit');
  private pending: string[] = [];
  private underWay: string[] = [];
  private lost = 0;
  private hasComplained = false;
  private writing: Promise<void> | undefined;
  private retry: NodeJS.Timeout | undefined;

  /**
   * @param place what it is called in the log
   * @param write writes lines, or throws; lines of which it is not known whether they were written come again
   * @param gap makes the record of a loss
   */
  constructor(
    private readonly place: string,
    private readonly write: (lines: readonly string[]) => Promise<void>,
    private readonly gap: (lost: number) => string,
  ) {}

  add(line: string): void {
    if (this.pending.length >= MOST_PENDING) {
      this.pending.shift();
      this.lost++;
    }
    this.pending.push(line);
    if (this.retry === undefined) this.writing ??= this.writeAll();
  }

  /** Writes what is left, once and within {@link CLOSE_MS}, and says what could not be written. */
  async close(): Promise<void> {
    await within(CLOSE_MS, this.writeRest(), undefined);
    clearTimeout(this.retry);
    const left = this.pending.length + this.underWay.length + this.lost;
    if (left > 0) this.logger.error(`${left} audit records are lost: ${this.place} could not be written`);
  }

  private async writeRest(): Promise<void> {
    clearTimeout(this.retry);
    await this.writing;
    clearTimeout(this.retry);
    if (this.pending.length > 0) await this.writeAll();
  }

  private async writeAll(): Promise<void> {
    // What comes in the same turn of the event loop goes together.
    await new Promise<void>((resolve) => setImmediate(resolve));
    try {
      while (this.pending.length > 0) await this.writeSome();
      if (this.hasComplained) this.logger.log(`${this.place} takes audit records again`);
      this.hasComplained = false;
    } catch (error) {
      this.tryLater(error);
    } finally {
      this.writing = undefined;
    }
  }

  private async writeSome(): Promise<void> {
    const { lost } = this;
    this.underWay = this.pending.splice(0, AT_ONCE);
    try {
      await this.write(lost > 0 ? [this.gap(lost), ...this.underWay] : this.underWay);
      this.lost -= lost;
    } catch (error) {
      this.pending = [...this.underWay, ...this.pending];
      throw error;
    } finally {
      this.underWay = [];
    }
  }

  private tryLater(error: unknown): void {
    // That Redis is away is said elsewhere, once.
    if (!this.hasComplained && !isRedisUnavailable(error)) {
      this.logger.error(
        `${this.place} takes no audit records now; they are kept meanwhile: ${String(error)}`,
      );
      this.hasComplained = true;
    }
    this.retry = setTimeout(() => {
      this.retry = undefined;
      this.writing ??= this.writeAll();
    }, RETRY_MS);
  }
}
