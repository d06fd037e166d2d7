import { ApiError } from './api.js';

const INTERVAL_MS = 1_500;
/** After the operator has done something, its effect is awaited. */
const HURRIED_INTERVAL_MS = 250;
const HURRY_MS = 5_000;
const MAX_INTERVAL_MS = 30_000;
/** A slow answer is a large one, or a busy server: between two it is left alone for so many times as long. */
const REST_FACTOR = 4;

/**
 * @typedef {{ kind: 'live' } | { kind: 'paused' } | { kind: 'trouble', error: ApiError, retryAt: number | null }} PollState
 */

/**
 * Asks again and again, one question at a time: every 1.5 s while all is well, more seldom when answers take long or do
 * not come, and not at all while nobody looks.
 */
export class Poller {
  #ask;
  #tell;
  /** @type {number | undefined} */
  #timer;
  /** @type {AbortController | null} */
  #asking = null;
  #isRunning = false;
  #isPaused = false;
  #failures = 0;
  #hurriedUntil = 0;

  /**
   * @param {(signal: AbortSignal) => Promise<void>} ask
   * @param {(state: PollState) => void} tell
   */
  constructor(ask, tell) {
    this.#ask = ask;
    this.#tell = tell;
    document.addEventListener('visibilitychange', () => {
      if (!this.#isPaused) this.now();
    });
    window.addEventListener('online', () => this.now());
  }

  start() {
    this.#isRunning = true;
    this.#failures = 0;
    this.now();
  }

  stop() {
    this.#isRunning = false;
    clearTimeout(this.#timer);
    this.#asking?.abort();
  }

  /** @param {boolean} isPaused */
  setPaused(isPaused) {
    this.#isPaused = isPaused;
    if (!isPaused) {
      this.now();
      return;
    }
    clearTimeout(this.#timer);
    this.#tell({ kind: 'paused' });
  }

  /** Asks at once; what is being asked is asked anew, since the question may be another by now. */
  now() {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    this.#asking = null;
    if (this.#isRunning && !document.hidden) void this.#round();
  }

  /** Asks at once and often for a while. */
  hurry() {
    this.#hurriedUntil = Date.now() + HURRY_MS;
    this.now();
  }

  async #round() {
    const asking = new AbortController();
    this.#asking = asking;
    const startedAt = performance.now();
    try {
      await this.#ask(asking.signal);
      if (asking.signal.aborted) return;
      this.#failures = 0;
      this.#tell(this.#isPaused ? { kind: 'paused' } : { kind: 'live' });
      this.#later(this.#pace(performance.now() - startedAt));
    } catch (error) {
      if (asking.signal.aborted) return;
      if (!(error instanceof ApiError)) throw error;
      if (error.kind === 'unauthorized') this.#isRunning = false;
      if (error.kind === 'forbidden') {
        // The same key will be told the same: only somebody who goes elsewhere in the page asks again.
        this.#tell({ kind: 'trouble', error, retryAt: null });
        return;
      }
      this.#failures += 1;
      const waitMs = Math.min(
        MAX_INTERVAL_MS,
        Math.max((error.retryAfterSeconds ?? 0) * 1_000, INTERVAL_MS * 2 ** (this.#failures - 1)),
      );
      this.#tell({ kind: 'trouble', error, retryAt: Date.now() + waitMs });
      this.#later(waitMs);
    }
  }

  /** @param {number} tookMs */
  #pace(tookMs) {
    if (Date.now() < this.#hurriedUntil) return HURRIED_INTERVAL_MS;
    return Math.min(MAX_INTERVAL_MS, Math.max(INTERVAL_MS, tookMs * REST_FACTOR));
  }

  /** @param {number} ms */
  #later(ms) {
    if (this.#isPaused && Date.now() >= this.#hurriedUntil) return;
    this.#timer = window.setTimeout(() => this.now(), ms);
  }
}
