import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config/settings.js';
import { Problem } from '../problems/problem.js';
import { RedisConnections } from '../redis/redis-connections.js';
import { JOB_KEYS } from './job-keys.js';

/** How long a count is believed: every submit asks. What this process adds meanwhile is counted along. */
const BELIEVED_MS = 250;
const RETRY_AFTER_SECONDS = 5;

/**
 * Bounds how many jobs may be under way, so that clients who submit faster than devices answer fill neither Redis nor its
 * machine. With several api processes the bound is passed by what the others add within a quarter of a second.
 */
@Injectable()
export class QueueRoom {
  private open = 0;
  private believedUntil = 0;
  private asking: Promise<void> | undefined;

  constructor(
    private readonly redis: RedisConnections,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'maxQueued'>,
  ) {}

  /** @throws Problem 429 with Retry-After when so many more jobs do not fit */
  async take(count: number): Promise<void> {
    const { maxQueued } = this.settings;
    const isDoubtful = performance.now() >= this.believedUntil || this.open + count > maxQueued;
    // Nobody is turned away because of jobs that have ended meanwhile.
    if (isDoubtful) await (this.asking ??= this.ask());
    if (this.open + count > maxQueued) {
      const detail = `The queue is full: ${maxQueued} jobs may be under way at once (NETPULSE_MAX_QUEUED).`;
      throw new Problem(429, 'queue-full', 'Queue full', detail, { retryAfterSeconds: RETRY_AFTER_SECONDS });
    }
    this.open += count;
  }

  private async ask(): Promise<void> {
    try {
      this.open = await this.redis.commands.zcard(JOB_KEYS.open);
      this.believedUntil = performance.now() + BELIEVED_MS;
    } finally {
      this.asking = undefined;
    }
  }
}
