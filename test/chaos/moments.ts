import { setTimeout as sleep } from 'node:timers/promises';

/** When a blow may fall to do the most harm: what comes next is stored, added or noted within milliseconds. */
export type Moment = 'a command ended' | 'a webhook came' | 'a job was sent';

/** Lets a blow wait for a moment. */
export class Moments {
  private readonly waiting = new Map<Moment, Set<() => void>>();

  /** It is here. */
  strike(moment: Moment): void {
    const waiters = this.waiting.get(moment);
    this.waiting.delete(moment);
    for (const go of waiters ?? []) go();
  }

  /** Resolves at the next such moment, or when the milliseconds are over. */
  async next(moment: Moment, withinMs: number): Promise<void> {
    const waiters = this.waiting.get(moment) ?? new Set();
    this.waiting.set(moment, waiters);
    const over = new AbortController();
    let go = (): void => undefined;
    const here = new Promise<void>((resolve) => (go = resolve));
    waiters.add(go);
    await Promise.race([here, sleep(withinMs, undefined, { signal: over.signal }).catch(() => undefined)]);
    waiters.delete(go);
    over.abort();
  }
}
