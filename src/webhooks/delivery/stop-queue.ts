import type { Queue } from 'bull';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Stops taking jobs, waits for the running ones as long as `graceMs`, and has the rest interrupted.
 *
 * Bull's own `close()` would wait without limit, and Nest calls it at shutdown: closing here first settles it, since every
 * later call gets the same promise.
 */
export async function stopQueue(queue: Queue, graceMs: number, interrupt: () => void): Promise<void> {
  const grace = new AbortController();
  const stopped = queue.pause(true).catch(() => undefined);
  await Promise.race([stopped, delay(graceMs, undefined, { signal: grace.signal }).catch(() => undefined)]);
  grace.abort();
  interrupt();
  await queue.close(true);
}
