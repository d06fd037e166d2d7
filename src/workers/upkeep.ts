import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { UNSETTLED_CHANNEL } from '../jobs/job-keys.js';
import { ChannelSubscriber } from '../redis/channel-subscriber.js';
import { Duty } from '../redis/duty.js';
import { severityOf } from '../redis/redis-unavailable.js';
import { BatchOutbox } from './batch-outbox.js';
import { DeviceWork } from './device-work.js';
import { Expiry } from './expiry.js';
import { Heartbeat } from './heartbeat.js';
import { HolderRetention } from './holder-retention.js';
import { OrderTaker } from './order-taker.js';
import { Outbox } from './outbox.js';
import { Rehoming } from './rehoming.js';
import { Retention } from './retention.js';
import { StrandedJobs } from './stranded-jobs.js';
import { TurnKeeper } from './turn-keeper.js';

const RECONCILE_MS = 5_000;
const RETENTION_MS = 5_000;
const REHOMING_MS = 1_000;
const EXPIRY_MS = 1_000;
const ORDERS_MS = 2_000;
const HOLDERS_MS = 60_000;

/** Keeps the worker's recurring duties going, each at its own pace. */
@Injectable()
export class Upkeep implements OnApplicationBootstrap {
  private readonly logger = new Logger('Upkeep');
  private readonly duties: Duty[] = [];
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
    private readonly stranded: StrandedJobs,
    private readonly rehoming: Rehoming,
    private readonly channels: ChannelSubscriber,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.work.begin();
    await this.orders.begin();
    await this.heartbeat.join();
    await this.channels.subscribe(UNSETTLED_CHANNEL, (id) => this.settle(id));
    this.repeat('heartbeat', this.heartbeat.intervalMs, () => this.heartbeat.beat());
    this.repeat('orders', ORDERS_MS, () => this.orders.catchUp());
    const outbox = this.repeat('outbox', RECONCILE_MS, () => this.outbox.reconcile());
    this.repeat('batches', RECONCILE_MS, () => this.batches.reconcile());
    this.repeat('retention', RETENTION_MS, () => this.retention.sweep());
    this.repeat('lost jobs', RECONCILE_MS, () => this.turns.releaseLost());
    this.repeat('stranded jobs', RECONCILE_MS, () => this.stranded.sweep());
    this.repeat('rehoming', REHOMING_MS, () => this.rehoming.sweep());
    this.repeat('device holders', HOLDERS_MS, () => this.holders.sweep());
    this.repeat('expiry', EXPIRY_MS, () => this.expiry.sweep());
    void outbox.now();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await Promise.all(this.duties.map((duty) => duty.stop()));
    await this.heartbeat.leave();
  }

  private repeat(name: string, everyMs: number, run: () => Promise<unknown>): Duty {
    const duty = new Duty(name, everyMs, run, this.logger);
    this.duties.push(duty);
    if (this.isStopped) void duty.stop();
    duty.start();
    return duty;
  }

  /** What is missed here is found by the next reconciliation. */
  private async settle(id: string): Promise<void> {
    try {
      await this.outbox.settleAnnounced(id);
    } catch (error) {
      this.logger[severityOf(error)](`A job that has ended will be settled later: ${String(error)}`);
    }
  }
}
