import type { Standing } from './destination-verdict.js';

/** What a delivery hears that asks for its destination. */
export type LaneAnswer = 'go' | 'wait';

/**
 * A delivery whose turn comes this soon waits where it is: the way into the line and back costs half as much CPU again as
 * the delivery. Long enough for a full processor of one quick destination (100 deliveries at 2,000 a second), short enough
 * that a slow one keeps few places of it.
 */
const WORTH_WAITING_MS = 100;
/** Weight of the newest delivery in the mean duration. */
const NEWEST = 0.2;

/**
 * One destination as this process sees it: the slots that it holds, what is under way, and the few deliveries for which a
 * slot will be free in a moment. Knows nothing of Redis; every step is synchronous.
 */
export class Lane {
  /** Slots that this process holds. */
  held = 0;
  inFlight = 0;
  /** Most that was under way at once since it was last set. */
  peak = 0;
  /** Set while Redis is being asked for slots. */
  isAsking = false;
  /** Steps in Redis that are under way: until they are answered, `held` and what Redis counts may differ. */
  pending = 0;
  /** Whether a delivery has succeeded, or more or fewer are under way, since somebody last looked. */
  hasNews = false;
  hasSucceeded = false;
  /** Deliveries on their way into the line, and since when the last one is. */
  leaving = 0;
  lastLeftAt = 0;
  standing: Standing = { verdict: 'clear', waiting: 0, wakeMs: null, failures: 0 };
  /** Calls the next of the line when a moment has come that was known before. */
  wake: NodeJS.Timeout | undefined;

  private readonly close: ((answer: LaneAnswer) => void)[] = [];
  private patience: NodeJS.Timeout | undefined;
  private meanMs = 0;

  constructor(readonly origin: string) {}

  /** Whether deliveries may go straight through: nothing keeps them back, and nobody came before them. */
  get isClear(): boolean {
    return this.standing.verdict === 'clear' && this.standing.waiting === 0 && this.leaving === 0;
  }

  get idle(): number {
    return this.held - this.inFlight;
  }

  /** How many more slots would be in use now. */
  get wanted(): number {
    return Math.max(1, this.close.length - this.idle);
  }

  get hasClose(): boolean {
    return this.close.length > 0;
  }

  /** Whether nothing would be lost with this object. */
  get isUnused(): boolean {
    const isBusy = this.inFlight > 0 || this.pending > 0 || this.leaving > 0 || this.hasClose;
    return !isBusy && this.held === 0 && this.standing.waiting === 0;
  }

  /** Takes a slot if one is free now. */
  tryTake(): boolean {
    if (!this.isClear || this.inFlight >= this.held) return false;
    this.take();
    return true;
  }

  /** Takes a slot that is there for sure. */
  take(): void {
    this.inFlight++;
    this.hasNews = true;
    if (this.inFlight > this.peak) this.peak = this.inFlight;
  }

  /** Whether a slot is to be expected within moments. */
  get isWorthWaiting(): boolean {
    if (!this.isClear) return false;
    if (this.isAsking) return true;
    return this.held > 0 && (this.meanMs * (this.close.length + 1)) / this.held <= WORTH_WAITING_MS;
  }

  /** Resolves with `go` and a slot, or with `wait` when it is not worth it any more. */
  stayClose(): Promise<LaneAnswer> {
    this.patience ??= setTimeout(() => {
      this.meanMs = Math.max(this.meanMs, 2 * WORTH_WAITING_MS * Math.max(1, this.held));
      this.sendAway();
    }, WORTH_WAITING_MS);
    return new Promise((resolve) => this.close.push(resolve));
  }

  /** Notes the end of a delivery, whose slot is idle then. */
  ended(durationMs: number): void {
    this.inFlight--;
    this.hasNews = true;
    this.meanMs += (durationMs - this.meanMs) * NEWEST;
    this.patience?.refresh();
  }

  /** Gives idle slots to those that stayed close, in their order. */
  serve(): void {
    while (this.idle > 0) {
      const next = this.close.shift();
      if (!next) break;
      this.take();
      next('go');
    }
    if (this.close.length === 0) this.endPatience();
  }

  /** Sends those that stayed close to the line, in their order. */
  sendAway(): void {
    this.endPatience();
    for (const next of this.close.splice(0)) next(this.leave());
  }

  /** What a delivery hears that has to line up. Until it has done so, none may overtake it. */
  leave(): 'wait' {
    this.leaving++;
    this.lastLeftAt = Date.now();
    return 'wait';
  }

  /** Takes all idle slots away, to give them back. @returns how many those were */
  giveBack(): number {
    const { idle } = this;
    this.held -= idle;
    return idle;
  }

  end(): void {
    this.endPatience();
    clearTimeout(this.wake);
  }

  private endPatience(): void {
    clearTimeout(this.patience);
    this.patience = undefined;
  }
}
