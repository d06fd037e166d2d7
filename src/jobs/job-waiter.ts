import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { ChannelSubscriber } from '../redis/channel-subscriber.js';
import { ENDED_CHANNEL } from './job-keys.js';

/** Lets a request wait until a job has ended. Listens only while somebody waits. */
@Injectable()
export class JobWaiter implements OnApplicationShutdown {
  private readonly wakers = new Set<() => void>();

  constructor(private readonly channels: ChannelSubscriber) {}

  /**
   * Resolves when the job has ended, the time is over, or the service stops; the caller reads the job to see which.
   *
   * @param hasEnded asked once the announcement can no longer be missed
   */
  async untilEnded(id: string, timeoutMs: number, hasEnded: () => Promise<boolean>): Promise<void> {
    let wake = (): void => undefined;
    const awake = new Promise<void>((resolve) => (wake = resolve));
    this.wakers.add(wake);
    const timer = setTimeout(wake, timeoutMs);
    const unsubscribe = await this.channels.subscribe(ENDED_CHANNEL, (ids) => ids.includes(id) && wake());
    try {
      if (!(await hasEnded())) await awake;
    } finally {
      clearTimeout(timer);
      this.wakers.delete(wake);
      await unsubscribe();
    }
  }

  onApplicationShutdown(): void {
    for (const wake of this.wakers) wake();
  }
}
