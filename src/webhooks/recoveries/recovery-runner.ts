import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { ChannelSubscriber } from '../../redis/channel-subscriber.js';
import { Duty } from '../../redis/duty.js';
import type { IndexEntry } from '../log/delivery-index.js';
import { DeliveryResend } from '../log/delivery-resend.js';
import { DeliveryScan } from '../log/delivery-scan.js';
import { RECOVERY_KEYS, type Recovery } from './recovery.js';
import { RecoveryStore } from './recovery-store.js';
import { severityOf } from '../../redis/redis-unavailable.js';

/** A process that has not been heard of for so long is gone, and another goes on. */
const LEASE_MS = 10_000;
/** How often recoveries are looked for that their process has left. */
const LOOK_MS = 2_000;
const LARGEST_BATCH = 200;
const MS_PER_SECOND = 1_000;
/** Steps of a fast recovery; a slow one takes one delivery a step. */
const SHORTEST_STEP_MS = 50;

/** Works on recoveries, each in one process at a time. What one process leaves undone, the next one goes on with. */
@Injectable()
export class RecoveryRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Webhooks');
  private readonly owner = randomUUID();
  private readonly stopping = new AbortController();
  private readonly working = new Map<string, Promise<void>>();
  private readonly duty = new Duty('Looking for recoveries', LOOK_MS, () => this.look(), this.logger);

  constructor(
    private readonly store: RecoveryStore,
    private readonly scan: DeliveryScan,
    private readonly resends: DeliveryResend,
    private readonly channels: ChannelSubscriber,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.channels.subscribe(RECOVERY_KEYS.begun, () => void this.duty.now());
    void this.duty.now();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.duty.stop();
    await Promise.all(this.working.values());
  }

  /** Takes up every recovery that nobody works on. */
  private async look(): Promise<void> {
    for (const id of await this.store.running()) {
      if (this.stopping.signal.aborted) return;
      if (this.working.has(id) || !(await this.store.lease(id, this.owner, LEASE_MS))) continue;
      this.working.set(
        id,
        this.work(id).finally(() => this.working.delete(id)),
      );
    }
  }

  private async work(id: string): Promise<void> {
    try {
      const recovery = await this.store.find(id);
      if (recovery) await this.run(recovery, await this.store.position(id));
      await this.store.release(id, this.owner);
    } catch (error) {
      this.logger[severityOf(error)](
        `Recovery ${id} is interrupted and will be taken up again: ${String(error)}`,
      );
    }
  }

  private async run(recovery: Recovery, position: IndexEntry | null): Promise<void> {
    const { id, filter, rate } = recovery;
    const begin = performance.now();
    let taken = 0;
    let after = position;
    for (;;) {
      const due = Math.floor(((performance.now() - begin) * rate) / MS_PER_SECOND) + 1 - taken;
      const limit = Math.min(LARGEST_BATCH, due);
      if (limit > 0) {
        const { found, next } = await this.scan.step(filter, { order: 'oldest first', after, limit });
        taken += found.length;
        const resent = await this.resend(recovery, found);
        after = next;
        const isDone = next === null;
        if (!(await this.store.advance(id, this.owner, LEASE_MS, { after, resent, isDone }))) return;
        if (limit < due) continue;
      }
      await this.pause(Math.max(SHORTEST_STEP_MS, MS_PER_SECOND / rate));
      if (this.stopping.signal.aborted) return;
    }
  }

  private async resend({ id, createdAt }: Recovery, entries: readonly IndexEntry[]): Promise<number> {
    const results = await Promise.all(
      entries.map((entry) => this.resends.tryResend(entry.id, id, createdAt)),
    );
    return results.filter((result) => result === 'queued' || result === 'queued before').length;
  }

  private async pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}
