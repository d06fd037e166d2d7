import { Worker } from 'node:worker_threads';
import type { MetricSnapshot } from '../observability/metrics/metric-family.js';
import type { RedisEndpoint } from '../redis/redis-endpoint.js';
import { DeliveryThreadError, type FromThread, type ThreadStart, type ToThread } from './thread-messages.js';

/** A scrape does not wait longer for a thread that is very busy: it answers the next one. */
const METRICS_TIMEOUT_MS = 2_000;

/**
 * Makes the deliveries in a thread of its own: however many webhooks leave, and however large their bodies, the event
 * loop that talks to devices and to clients does not wait for them. The two share nothing but Redis, as two processes
 * would.
 */
export class DeliveryThread {
  private readonly worker: Worker;
  private readonly ended: Promise<void>;
  private isStopping = false;
  private readonly askers: ((metrics: readonly MetricSnapshot[]) => void)[] = [];

  /**
   * Loads the code meanwhile; it does nothing before {@link begin}.
   *
   * @param onCrash called when the thread ends without having been told to
   */
  constructor(start: ThreadStart, onCrash: (error: Error) => void) {
    this.worker = new Worker(new URL('./thread-main.js', import.meta.url), { workerData: start });
    let fault: Error | undefined;
    this.worker.on('error', (error: Error) => (fault = error));
    this.worker.on('message', (message: FromThread) => {
      if (message.type === 'metrics') this.askers.shift()?.(message.metrics);
      else fault = new DeliveryThreadError(message.message);
    });
    this.ended = new Promise((resolve) => {
      this.worker.once('exit', () => {
        resolve();
        if (this.isStopping) return;
        const error = fault ?? new DeliveryThreadError('it ended without a word');
        onCrash(error);
      });
    });
  }

  /** Has the thread take deliveries from the queue, as soon as its code is loaded. */
  begin(endpoint: RedisEndpoint): void {
    this.tell({ type: 'begin', endpoint });
  }

  /** What the thread has counted; nothing when it does not say so in time. */
  metrics(): Promise<readonly MetricSnapshot[]> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve([]), METRICS_TIMEOUT_MS);
      this.askers.push((metrics) => {
        clearTimeout(timer);
        resolve(metrics);
      });
      this.tell({ type: 'count' });
    });
  }

  /**
   * Lets deliveries that are being made end within the grace time; the others stay in the queue. Safe to call twice.
   *
   * @param withinMs it is ended by force then
   */
  async stop(withinMs: number): Promise<void> {
    this.isStopping = true;
    this.tell({ type: 'stop' });
    const forced = setTimeout(() => void this.worker.terminate(), withinMs);
    await this.ended;
    clearTimeout(forced);
  }

  private tell(message: ToThread): void {
    this.worker.postMessage(message);
  }
}
