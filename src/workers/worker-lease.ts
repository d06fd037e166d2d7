import { Injectable, Logger } from '@nestjs/common';
import { KEY_PREFIX } from '../redis/key-prefix.js';
import { RedisConnections } from '../redis/redis-connections.js';
import { severityOf } from '../redis/redis-unavailable.js';
import { mayHaveSlept, thisMoment, type Moment } from './moment.js';
import { WorkerIdentity } from './worker-identity.js';

/** Prefix of the keys that live as long as a worker renews them. */
export const LEASE_PREFIX = `${KEY_PREFIX}:workers:lease:`;

/** How long a worker that cannot be heard keeps its devices. */
const LEASE_MS = 20_000;
const RENEW_MS = 4_000;
/** A worker lets go of everything this long before others may take it. */
const MARGIN_MS = 4_000;
const TICK_MS = 500;
/** A machine that seems to have been suspended asks how its lease stands, and works on for so long without an answer. */
const DOUBT_MS = 1_000;

/**
 * The right of this worker to talk to the devices that it has taken: one key in Redis that it renews. Should it not reach
 * Redis in time, it stops all work on devices before the key runs out, and begins anew under another name.
 */
@Injectable()
export class WorkerLease {
  private readonly logger = new Logger('Worker');
  private epoch = 0;
  /** When the right was asked for that is held now. */
  private held = thisMoment();
  /** By the monotonic clock: the time of day may be set. 0: not held. */
  private heldUntil = 0;
  private renewAt = 0;
  private isBeginning = false;
  private markHeld: () => void = () => undefined;
  private readonly firstHeld = new Promise<void>((resolve) => (this.markHeld = resolve));
  private timer: NodeJS.Timeout | undefined;
  private onLoss: () => Promise<void> = () => Promise.resolve();

  constructor(
    private readonly redis: RedisConnections,
    private readonly worker: WorkerIdentity,
  ) {}

  /** Names the right; another one after a loss. */
  get id(): string {
    return `${this.worker.name}.${this.epoch}`;
  }

  /** Resolves when the worker may take devices: Bull hands out jobs while the service still starts. */
  whenBegun(): Promise<void> {
    return this.firstHeld;
  }

  /** @param onLoss stops everything that talks to devices */
  async begin(onLoss: () => Promise<void>): Promise<void> {
    this.onLoss = onLoss;
    await this.acquire();
    this.markHeld();
    this.timer = setInterval(() => this.tick(), TICK_MS);
  }

  /** Gives the right back: others may take the devices at once. */
  async end(): Promise<void> {
    clearInterval(this.timer);
    await this.redis.commands.del(LEASE_PREFIX + this.id);
  }

  private async acquire(): Promise<void> {
    const asked = thisMoment();
    await this.redis.patient.set(LEASE_PREFIX + this.id, 1, 'PX', LEASE_MS);
    this.hold(asked);
  }

  private hold(asked: Moment): void {
    this.held = asked;
    this.heldUntil = asked.atMs + LEASE_MS;
    this.renewAt = asked.atMs + RENEW_MS;
  }

  private tick(): void {
    const now = thisMoment();
    if (this.heldUntil === 0) return void this.beginAnew();
    const mayBeOver = mayHaveSlept(this.held, now);
    // A clock that is set back must not hide a suspension that follows.
    if (mayBeOver || now.wallAheadMs < this.held.wallAheadMs) this.held = now;
    if (mayBeOver) this.heldUntil = Math.min(this.heldUntil, now.atMs + MARGIN_MS + DOUBT_MS);
    if (now.atMs > this.heldUntil - MARGIN_MS) void this.lose('Redis could not be reached in time');
    else if (mayBeOver || now.atMs >= this.renewAt) void this.renew(now);
  }

  private async renew(asked: Moment): Promise<void> {
    const { id } = this;
    this.renewAt = asked.atMs + RENEW_MS;
    try {
      const isHeld = await this.redis.commands.set(LEASE_PREFIX + id, 1, 'PX', LEASE_MS, 'XX');
      if (id !== this.id) return;
      if (isHeld === null) await this.lose('Redis knows nothing of this worker any more');
      else if (!mayHaveSlept(asked, thisMoment())) this.hold(asked);
    } catch (error) {
      this.logger[severityOf(error)](
        `The lease could not be renewed and will be tried again: ${String(error)}`,
      );
      this.renewAt = asked.atMs + TICK_MS;
    }
  }

  private async lose(why: string): Promise<void> {
    this.heldUntil = 0;
    this.epoch++;
    this.logger.warn(`${why}: all work on devices is stopped, since another worker may take them`);
    await this.beginAnew();
  }

  /** Tried again with each look at the clock until it is done: a worker without a lease has devices and runs nothing. */
  private async beginAnew(): Promise<void> {
    if (this.isBeginning) return;
    this.isBeginning = true;
    try {
      await this.onLoss();
      await this.acquire();
    } catch (error) {
      this.logger.error(`The worker could not begin anew and tries again: ${String(error)}`);
    } finally {
      this.isBeginning = false;
    }
  }
}
