import type { Standing } from './destination-verdict.js';

/** What a delivery hears that asks for its destination. */
export type LaneAnswer = 'go' | 'wait';

/** A destination that lets none of its deliveries go for so long is not quick any more, whatever it was. */
const PATIENCE_MS = 100;
/** What one delivery counts as then. */
const SLOW_MS = 1_000;
/** Weight of the newest delivery in the mean duration: a hiccup of all that are under way must not weigh too much. */
const NEWEST = 0.05;

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

  /** @param seats where deliveries that stay close are counted, for all lanes */
  constructor(
    readonly origin: string,
    private readonly seats: { taken: number },
  ) {}

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

  /** Whether nothing would be lost with this object. */
  get isUnused(): boolean {
    const isBusy = this.inFlight > 0 || this.pending > 0 || this.leaving > 0 || this.close.length > 0;
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

  /** Milliseconds after which one more delivery may begin, in the mean, when as many are under way as lately. */
  get msPerDelivery(): number {
    return this.meanMs / Math.max(1, this.peak);
  }

  /** How long until a delivery's turn that comes now, in milliseconds: behind the line and all that stay close. */
  get msUntilTurn(): number {
    return this.msPerDelivery * (this.standing.waiting + this.leaving + this.close.length + 1);
  }

  /** Deliveries that stay close. */
  get closeCount(): number {
    return this.close.length;
  }

  /** Resolves with `go` and a slot, or with `wait` when it is not worth it any more. */
  stayClose(): Promise<LaneAnswer> {
    this.patience ??= setTimeout(() => {
      this.meanMs = Math.max(this.meanMs, SLOW_MS * Math.max(1, this.peak));
      this.sendAway();
    }, PATIENCE_MS);
    this.seats.taken++;
    return new Promise((resolve) => this.close.push(resolve));
  }

  /** Notes the end of a delivery, whose slot is idle then. */
  ended(durationMs: number): void {
    this.inFlight--;
    this.hasNews = true;
    this.meanMs += (durationMs - this.meanMs) * NEWEST;
    this.patience?.refresh();
  }

  /** Gives idle slots to those that stayed close, in their order, unless others come before them. */
  serve(): void {
    while (this.idle > 0 && this.isClear) {
      const next = this.close.shift();
      if (!next) break;
      this.seats.taken--;
      this.take();
      next('go');
    }
    if (this.close.length === 0) this.endPatience();
  }

  /** Sends those that stayed close to the line, in their order. */
  sendAway(): void {
    this.endPatience();
    this.seats.taken -= this.close.length;
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
