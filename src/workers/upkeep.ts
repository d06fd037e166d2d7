import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { UNSETTLED_CHANNEL } from '../jobs/job-keys.js';
import { ChannelSubscriber } from '../redis/channel-subscriber.js';
import { overAnOutage } from '../redis/over-an-outage.js';
import { BatchOutbox } from './batch-outbox.js';
import { DeviceWork } from './device-work.js';
import { Expiry } from './expiry.js';
import { Heartbeat } from './heartbeat.js';
import { HolderRetention } from './holder-retention.js';
import { OrderTaker } from './order-taker.js';
import { Outbox } from './outbox.js';
import { Rehoming } from './rehoming.js';
import { Retention } from './retention.js';
import { TurnKeeper } from './turn-keeper.js';

const RECONCILE_MS = 5_000;
const RETENTION_MS = 5_000;
const REHOMING_MS = 1_000;
const EXPIRY_MS = 1_000;
const HOLDERS_MS = 60_000;
/** What failed is tried again no later: a worker that is not heard of counts as dead. */
const AGAIN_MS = 1_000;

/** Keeps the worker's recurring duties going, each at its own pace and never two runs of one at once. */
@Injectable()
export class Upkeep implements OnApplicationBootstrap {
  private readonly logger = new Logger('Upkeep');
  private readonly timers = new Set<NodeJS.Timeout>();
  private isStopped = false;

  constructor(
    private readonly heartbeat: Heartbeat,
    private readonly outbox: Outbox,
    private readonly batches: BatchOutbox,
    private readonly retention: Retention,
    private readonly expiry: Expiry,
    private readonly holders: HolderRetention,
    private readonly work: DeviceWork,
    private readonly orders: OrderTaker,
    private readonly turns: TurnKeeper,
    private readonly rehoming: Rehoming,
    private readonly channels: ChannelSubscriber,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.work.begin();
    await this.orders.begin();
    await overAnOutage(() => this.heartbeat.join());
    await this.channels.subscribe(UNSETTLED_CHANNEL, (id) =>
      this.attempt('outbox', () => this.outbox.settleByIds([id])),
    );
    this.repeat('heartbeat', this.heartbeat.intervalMs, () => this.heartbeat.beat());
    this.repeat('outbox', RECONCILE_MS, () => this.outbox.reconcile());
    this.repeat('batches', RECONCILE_MS, () => this.batches.reconcile());
    this.repeat('retention', RETENTION_MS, () => this.retention.sweep());
    this.repeat('lost jobs', RECONCILE_MS, () => this.turns.releaseLost());
    this.repeat('rehoming', REHOMING_MS, () => this.rehoming.sweep());
    this.repeat('device holders', HOLDERS_MS, () => this.holders.sweep());
    this.repeat('expiry', EXPIRY_MS, () => this.expiry.sweep());
    void this.attempt('outbox', () => this.outbox.reconcile());
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    for (const timer of this.timers) clearTimeout(timer);
    await this.heartbeat.leave();
  }

  private repeat(duty: string, intervalMs: number, run: () => Promise<unknown>, inMs = intervalMs): void {
    if (this.isStopped) return;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      void this.attempt(duty, run).then((isDone) =>
        this.repeat(duty, intervalMs, run, isDone ? intervalMs : Math.min(intervalMs, AGAIN_MS)),
      );
    }, inMs);
    this.timers.add(timer);
  }

  /** A duty that fails is tried again soon; that Redis is away is said elsewhere, once. */
  private async attempt(duty: string, run: () => Promise<unknown>): Promise<boolean> {
    try {
      await run();
      return true;
    } catch (error) {
      this.logger.debug(`${duty} failed and will be tried again: ${String(error)}`);
      return false;
    }
  }
}
