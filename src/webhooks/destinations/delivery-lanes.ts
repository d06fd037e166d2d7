import { Inject, Injectable, Logger } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../config/settings.js';
import type { DeliveryError } from '../delivery-error.js';
import type { Standing } from './destination-verdict.js';
import { Lane, type LaneAnswer } from './lane.js';
import { wasCalled } from './line-mark.js';
import { severityOf } from '../../redis/redis-unavailable.js';
import { LoopLoad } from './loop-load.js';
import { outcomeOf } from './outcome.js';
import { SharedDestinations } from './shared-destinations.js';

/** Node's timers take no more. */
const MAX_TIMER_MS = 2_147_483_647;

/** A destination that takes a delivery each so many milliseconds is not the bottleneck: putting deliveries aside is no faster. */
const QUICK_MS = 2.5;
const QUICK_WHEN_BUSY_MS = 10;
/** How long a delivery may keep its place in the processor until its turn. */
const SHORT_MS = 250;

/** What a delivery hears that asks for its destination: go on, line up, or that it has waited too long already. */
export type EntryAnswer = LaneAnswer | 'overdue';

/**
 * Lets deliveries to their destinations: so many at once each, in order, and none to one that is paused or out of order.
 *
 * As long as a destination is well and not crowded, all is decided in this process, with slots that it got from Redis
 * once. Who finds no slot lines up in Redis (see {@link SharedDestinations}) without holding a processor, and is called
 * when it is next, by whichever worker frees the slot.
 */
@Injectable()
export class DeliveryLanes {
  private readonly logger = new Logger('Webhooks');
  private readonly lanes = new Map<string, Lane>();
  private readonly seats = { taken: 0 };
  private readonly loop = new LoopLoad();
  private readonly maxSeats: number;
  private readonly limit: number;
  /** With a rate, every delivery goes by way of the line: that is where deliveries are counted over time. */
  private readonly isPaced: boolean;

  constructor(
    private readonly shared: SharedDestinations,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.maxSeats = Math.floor(settings.webhookConcurrency / 2);
    this.limit = settings.webhookDestinationConcurrency;
    this.isPaced = settings.webhookDestinationRate > 0;
  }

  has(origin: string): boolean {
    return this.lanes.has(origin);
  }

  /** All lanes that are in use. */
  all(): IterableIterator<Lane> {
    return this.lanes.values();
  }

  /**
   * Asks for a slot. Who hears `go` has to call {@link done}, who hears `wait` {@link lineUp} once Bull has the delivery
   * among the delayed ones. Answers at once where it can.
   *
   * @param delay of the Bull job: a mark of the line, if it comes from there
   */
  enter(origin: string, deliveryId: string, delay: number): EntryAnswer | Promise<EntryAnswer> {
    const lane = this.lane(origin);
    if (wasCalled(delay)) return this.claim(lane, deliveryId);
    if (this.isPaced) return lane.leave();
    if (lane.tryTake()) return 'go';
    this.askFor(lane);
    return this.isWorthStaying(lane) ? lane.stayClose() : lane.leave();
  }

  /** Frees a delivery's slot. Resolves when everybody knows what its end says of the destination. */
  done(
    origin: string,
    deliveryId: string,
    error: DeliveryError | null,
    durationMs: number,
  ): Promise<void> | undefined {
    const lane = this.lane(origin);
    if (!error) lane.hasSucceeded = true;
    const { failures, verdict } = lane.standing;
    if (error || failures > 0 || verdict !== 'clear') return this.tell(lane, deliveryId, error, durationMs);
    lane.ended(durationMs);
    const slotsBack = this.passOn(lane);
    if (slotsBack > 0) void this.step(lane, () => this.shared.lineUp(origin, slotsBack));
    return undefined;
  }

  /** Gives away the slot that is kept for a called delivery, when that does not go to this destination after all. */
  async forgo(origin: string, deliveryId: string): Promise<void> {
    await this.step(this.lane(origin), async () => {
      const { claim, ...standing } = await this.shared.claim(origin, deliveryId);
      if (claim !== 'granted') return standing;
      return this.shared.report(origin, deliveryId, 1, { kind: 'none', text: '' });
    });
  }

  /** Puts a delivery into its line, and calls whose turn it is. */
  async lineUp(origin: string, deliveryId: string): Promise<void> {
    const lane = this.lane(origin);
    lane.leaving = Math.max(0, lane.leaving - 1);
    const slotsBack = lane.giveBack();
    await this.step(lane, () => this.shared.lineUp(origin, slotsBack, [deliveryId]));
  }

  /** Looks how a destination stands, and calls whose turn it is. */
  async refresh(origin: string): Promise<void> {
    const lane = this.lane(origin);
    const slotsBack = this.passOn(lane);
    await this.step(lane, () => this.shared.lineUp(origin, slotsBack));
  }

  /** The same for a destination of which this process may know nothing; what has waited too long is called to fail. */
  async sweep(origin: string): Promise<void> {
    await this.step(this.lane(origin), () => this.shared.callOverdue(origin));
  }

  /** Forgets a lane of which nothing would be missed. */
  drop(lane: Lane): void {
    lane.end();
    this.lanes.delete(lane.origin);
  }

  private lane(origin: string): Lane {
    let lane = this.lanes.get(origin);
    if (!lane) this.lanes.set(origin, (lane = new Lane(origin, this.seats)));
    return lane;
  }

  /**
   * Whether a delivery that finds no slot should keep its place in the processor. The way into the line and back costs half
   * as much CPU again as the delivery, so a quick destination is waited for. For a slow one, half of the processor is
   * left to others.
   */
  private isWorthStaying(lane: Lane): boolean {
    if (lane.standing.verdict !== 'clear') return false;
    if (lane.isAsking && lane.isClear) return true;
    if (lane.msUntilTurn > SHORT_MS) return false;
    return this.seats.taken < this.maxSeats || this.isQuick(lane);
  }

  private isQuick({ msPerDelivery }: Lane): boolean {
    // With the CPU at its limit it is this process that is slow, and it would only get slower.
    return msPerDelivery <= QUICK_MS || (msPerDelivery <= QUICK_WHEN_BUSY_MS && this.loop.isBusy);
  }

  private async claim(lane: Lane, deliveryId: string): Promise<EntryAnswer> {
    let answer: EntryAnswer = 'wait';
    await this.step(lane, async () => {
      const { claim, ...standing } = await this.shared.claim(lane.origin, deliveryId);
      if (claim === 'overdue') answer = 'overdue';
      if (claim === 'granted') {
        lane.held++;
        lane.take();
        answer = 'go';
      }
      return standing;
    });
    return answer === 'wait' ? lane.leave() : answer;
  }

  private askFor(lane: Lane): void {
    if (lane.isClear && !lane.isAsking && lane.held < this.limit) void this.ask(lane);
  }

  /** Gets slots for those that stay close, as long as there are any. */
  private async ask(lane: Lane): Promise<void> {
    lane.isAsking = true;
    let isMore = true;
    while (isMore) {
      isMore = false;
      const { wanted } = lane;
      await this.step(lane, async () => {
        const { granted, ...standing } = await this.shared.lease(lane.origin, wanted);
        lane.held += granted;
        isMore = granted === wanted && lane.held < this.limit;
        return standing;
      });
      isMore &&= lane.closeCount > 0 && lane.isClear;
    }
    lane.isAsking = false;
    if (lane.held === 0 && lane.isClear) lane.sendAway();
  }

  /** The next delivery gets the slot when it is known whether there may be one: by Redis from the line, else from here. */
  private tell(
    lane: Lane,
    deliveryId: string,
    error: DeliveryError | null,
    durationMs: number,
  ): Promise<void> {
    const { origin } = lane;
    const outcome = outcomeOf(error);
    if (!lane.isClear || this.isPaced) {
      lane.ended(durationMs);
      const slotsBack = lane.giveBack();
      return this.step(lane, () => this.shared.report(origin, deliveryId, slotsBack, outcome));
    }
    return this.step(lane, () =>
      this.shared.report(origin, deliveryId, 0, outcome).finally(() => lane.ended(durationMs)),
    );
  }

  /** Idle slots go to those that stay close, unless others come first. @returns how many have to go back to Redis */
  private passOn(lane: Lane): number {
    if (!lane.isClear || this.isPaced) return lane.giveBack();
    lane.serve();
    return 0;
  }

  /** A step in Redis, and what follows from its answer here. Never rejects: the sweep finds what was left. */
  private async step(lane: Lane, run: () => Promise<Standing>): Promise<void> {
    lane.pending++;
    try {
      lane.standing = await run();
    } catch (error) {
      this.logger[severityOf(error)](`The state of ${lane.origin} could not be shared: ${String(error)}`);
      return;
    } finally {
      lane.pending--;
    }
    this.setWake(lane);
    const slotsBack = this.passOn(lane);
    if (lane.standing.verdict !== 'clear') lane.sendAway();
    if (lane.closeCount > 0) this.askFor(lane);
    if (slotsBack > 0) void this.step(lane, () => this.shared.lineUp(lane.origin, slotsBack));
  }

  private setWake(lane: Lane): void {
    clearTimeout(lane.wake);
    lane.wake = undefined;
    const { waiting, wakeMs } = lane.standing;
    if (waiting === 0 || wakeMs === null) return;
    lane.wake = setTimeout(() => void this.refresh(lane.origin), Math.min(wakeMs + 1, MAX_TIMER_MS));
    lane.wake.unref();
  }
}
