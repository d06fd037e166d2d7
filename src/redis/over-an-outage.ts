import { setTimeout as sleep } from 'node:timers/promises';
import { isRedisUnavailable } from './redis-unavailable.js';

const AGAIN_MS = 200;

/**
 * Does `work` on a connection that does not wait for Redis, and does it again for as long as Redis is away: for what a
 * start cannot do without.
 *
 * @param signal gives up
 */
export async function overAnOutage<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isRedisUnavailable(error)) throw error;
    }
    await sleep(AGAIN_MS, undefined, { signal });
  }
}
