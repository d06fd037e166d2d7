import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { ChannelSubscriber } from '../../redis/channel-subscriber.js';
import { Duty } from '../../redis/duty.js';
import { within } from '../../time/within.js';
import { DeliveryLanes } from './delivery-lanes.js';
import { DESTINATION_CHANGES } from './destination-keys.js';
import { SharedDestinations } from './shared-destinations.js';

/** With Redis away there is nobody to tell; the slots are free when this process counts as dead. */
const LEAVE_MS = 500;
const BEAT_MS = 1_000;
/** Every so many beats. */
const SWEEP_EVERY = 2;
const TRIM_EVERY = 10;
const FORGET_EVERY = 600;
/** A delivery that is still not in its line after this was not put aside after all. */
const LEAVING_MS = 10_000;

/**
 * Keeps the lanes true: tells Redis that this process lives, gives back slots that nobody uses, and looks after every
 * line, so that nothing waits for a message that was lost or for a worker that has died.
 */
@Injectable()
export class LaneUpkeep implements OnApplicationBootstrap {
  private readonly logger = new Logger('Webhooks');
  private readonly duty = new Duty(
    'Looking after the destinations of webhooks',
    BEAT_MS,
    () => this.turn(),
    this.logger,
  );
  private unsubscribe: (() => Promise<void>) | undefined;
  private beats = 0;

  constructor(
    private readonly lanes: DeliveryLanes,
    private readonly shared: SharedDestinations,
    private readonly channels: ChannelSubscriber,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.unsubscribe = await this.channels.subscribe(DESTINATION_CHANGES, (origin) =>
      this.lanes.has(origin) ? this.lanes.refresh(origin) : undefined,
    );
    await this.duty.now();
  }

  /** Gives back what this process holds. To be called when no more deliveries are made. */
  async stop(): Promise<void> {
    const stopped = this.duty.stop();
    for (const lane of [...this.lanes.all()]) this.lanes.drop(lane);
    await within(LEAVE_MS, this.leave(stopped), undefined);
  }

  /** Only when no beat is on its way that would come after. */
  private async leave(stopped: Promise<void>): Promise<void> {
    await stopped;
    if (!this.unsubscribe) return;
    await this.unsubscribe();
    await this.shared.leave();
  }

  private async turn(): Promise<void> {
    // Counted also when it fails: what every beat does must not wait for what one of ten does.
    const beat = this.beats++;
    await this.tell();
    if (beat % SWEEP_EVERY === 0) await this.sweep();
    if (beat % TRIM_EVERY === 0) await this.trim();
    if (beat % FORGET_EVERY === 0) await this.shared.forgetUnused();
  }

  private async tell(): Promise<void> {
    const news = [...this.lanes.all()].filter(({ hasNews }) => hasNews);
    const activities = news.map(({ origin, inFlight, hasSucceeded }) => ({ origin, inFlight, hasSucceeded }));
    for (const lane of news) {
      lane.hasNews = false;
      lane.hasSucceeded = false;
    }
    await this.shared.beat(activities);
  }

  private async sweep(): Promise<void> {
    const origins = new Set(await this.shared.lines());
    for (const lane of this.lanes.all()) {
      if (Date.now() - lane.lastLeftAt > LEAVING_MS) lane.leaving = 0;
      if (!lane.isClear) origins.add(lane.origin);
    }
    await Promise.all([...origins].map((origin) => this.lanes.sweep(origin)));
  }

  private async trim(): Promise<void> {
    const held = new Map<string, number>();
    const pending: string[] = [];
    for (const lane of [...this.lanes.all()]) {
      if (lane.pending > 0) {
        pending.push(lane.origin);
        continue;
      }
      lane.held = Math.max(lane.inFlight, Math.min(lane.held, lane.peak));
      lane.peak = lane.inFlight;
      if (lane.held > 0) held.set(lane.origin, lane.held);
      if (lane.isUnused && !lane.hasNews) this.lanes.drop(lane);
    }
    await this.shared.recount(held, pending);
  }
}
