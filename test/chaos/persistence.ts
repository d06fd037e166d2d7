import { setTimeout as sleep } from 'node:timers/promises';
import type { Reply } from './front-door.js';
import type { Moments } from './moments.js';

const TRY_AGAIN_MS = 100;
const MOST_TRIES = 100;

/**
 * Sends a request until it is accepted, as a careful client does.
 *
 * @param mayRepeat it has an `Idempotency-Key`: without one it must not be sent again
 * @returns what was answered; undefined when nobody knows what became of it
 * @throws Error when the request is said to be wrong
 */
export async function sendUntilAccepted<T>(
  send: () => Promise<Reply<T>>,
  mayRepeat: boolean,
  moments: Moments,
  stop: AbortSignal,
): Promise<T | undefined> {
  for (let tries = 0; tries < MOST_TRIES && !stop.aborted; tries++) {
    const reply = send();
    moments.strike('a job was sent');
    const answer = await reply;
    if (answer !== 'unknown' && answer.status === 202) return answer.body;
    if (answer !== 'unknown' && answer.status < 500)
      throw new Error(`A request was refused: ${answer.status} ${answer.text}`);
    if (!mayRepeat) return undefined;
    await sleep(TRY_AGAIN_MS);
  }
  return undefined;
}
