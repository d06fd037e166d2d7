import { InjectQueue } from '@nestjs/bull';
import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { Queue } from 'bull';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { DeliveryIndex } from '../log/delivery-index.js';
import { DELIVERY_QUEUE } from './delivery.js';

const INTERVAL_MS = 60_000;
/** A script over more jobs would hold up Redis, and with it every other queue. */
const BATCH_SIZE = 1_000;

/**
 * Forgets ended deliveries after NETPULSE_RESULT_TTL. Bull's `removeOnComplete: { age }` would look for old jobs at each
 * job's end (5 % of throughput) and never on a quiet queue.
 */
@Injectable()
export class DeliveryRetention implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Webhooks');
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @InjectQueue(DELIVERY_QUEUE) private readonly queue: Queue,
    private readonly index: DeliveryIndex,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.forgetOld(), INTERVAL_MS);
    this.timer.unref();
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Removes what ended too long ago. Never rejects: the next round finds what this one left. */
  async forgetOld(): Promise<void> {
    const graceMs = this.settings.resultTtlSeconds * 1_000;
    try {
      for (const state of ['completed', 'failed'] as const) {
        let removed: string[];
        do {
          removed = (await this.queue.clean(graceMs, state, BATCH_SIZE)).map(String);
          await this.index.remove(removed);
        } while (removed.length === BATCH_SIZE);
      }
    } catch (error) {
      this.logger.debug(
        `Old deliveries could not be removed: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
}
