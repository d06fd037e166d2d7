import { NetPulseError } from './netpulse-error.js';
import type { CallOptions } from './transport.js';

/** How long the service holds one answer back, at most, s: less than what proxies usually bear. */
const HELD_SECONDS = 25;

/** How to wait for an end. */
export interface WaitOptions extends CallOptions {
  /** How long to wait altogether, ms. Left out: until it has ended. */
  readonly withinMs?: number;
}

/** It has not ended in time, and goes on. */
export class WaitTimeoutError extends NetPulseError {
  readonly code = 'wait-timeout';

  constructor(
    readonly id: string,
    /** How it was seen last. */
    readonly status: string,
  ) {
    super(`${id} is still ${status}`);
  }
}

interface Ending {
  readonly id: string;
  readonly status: string;
  readonly ended_at: string | null;
}

type Ask<T> = (waitSeconds: number, manner: CallOptions & { readonly heldMs: number }) => Promise<T>;

/** Asks for a job or a batch until it has ended; the service answers as soon as it has, not at intervals. */
export async function untilEnded<T extends Ending>(ask: Ask<T>, options: WaitOptions): Promise<T> {
  const { withinMs = Infinity, ...call } = options;
  const deadline = performance.now() + withinMs;
  for (;;) {
    const seconds = Math.min(HELD_SECONDS, Math.max(0, (deadline - performance.now()) / 1_000));
    const seen = await ask(seconds, { ...call, heldMs: seconds * 1_000 });
    if (seen.ended_at !== null) return seen;
    if (performance.now() >= deadline) throw new WaitTimeoutError(seen.id, seen.status);
  }
}
