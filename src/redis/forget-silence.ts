import type { Redis } from 'ioredis';

/** Where ioredis 5 keeps the timer behind `socketTimeout`; missing in its published types. */
interface Timed {
  socketTimeoutTimer?: NodeJS.Timeout | undefined;
}

/**
 * Ends the wait for an answer together with the connection on which it was to come. ioredis (5.11.1) leaves the timer of
 * `socketTimeout` running when a connection closes: it then breaks the next one, however talkative that is, and what Bull's
 * BRPOPLPUSH had taken from the queue at that moment lies there until it is found as stalled.
 */
export function forgetSilence(connection: Redis): void {
  connection.on('close', () => {
    const timed = connection as unknown as Timed;
    clearTimeout(timed.socketTimeoutTimer);
    timed.socketTimeoutTimer = undefined;
  });
}
