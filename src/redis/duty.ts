import type { Logger } from '@nestjs/common';
import { within } from '../time/within.js';
import { severityOf } from './redis-unavailable.js';

/** What failed is tried again no later. */
const AGAIN_MS = 1_000;
/** A run that waits for a Redis that is away must not hold up the end of the process. */
const STOP_MS = 2_000;

/**
 * Something that is done again and again: never two runs of it at once, the next one so long after the end of the last, and
 * sooner after one that failed. It keeps no process alive, and whoever begins it has to {@link stop} it.
 */
export class Duty {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private next: Promise<void> | undefined;
  private isStopped = false;

  /**
   * @param name what it is called in the log
   * @param run may throw: that is logged, quietly while Redis is away, which is said elsewhere and once
   */
  constructor(
    private readonly name: string,
    private readonly everyMs: number,
    private readonly run: () => Promise<unknown>,
    private readonly logger: Logger,
  ) {}

  /** Begins it: the first run is an interval away. */
  start(): void {
    this.plan(this.everyMs);
  }

  /**
   * Has it done now, and goes on from there at its pace. A run under way may have missed what this one is asked for: then
   * another follows it. Resolves when it is over, whether it failed or not.
   */
  now(): Promise<void> {
    if (!this.running) return this.begin();
    return (this.next ??= this.running.then(() => {
      this.next = undefined;
      return this.begin();
    }));
  }

  /** Resolves when no run is under way any more, and none will begin; two seconds later at the latest. */
  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await within(STOP_MS, Promise.resolve(this.running), undefined);
  }

  private plan(inMs: number): void {
    if (this.isStopped) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.begin(), inMs);
    this.timer.unref();
  }

  private begin(): Promise<void> {
    clearTimeout(this.timer);
    if (this.isStopped) return Promise.resolve();
    return (this.running = this.attempt().then((isDone) => {
      this.running = undefined;
      this.plan(isDone ? this.everyMs : Math.min(this.everyMs, AGAIN_MS));
    }));
  }

  private async attempt(): Promise<boolean> {
    try {
      await this.run();
      return true;
    } catch (error) {
      this.logger[severityOf(error)](`${this.name} failed and will be tried again: ${String(error)}`);
      return false;
    }
  }
}
