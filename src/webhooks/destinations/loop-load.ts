import { performance } from 'node:perf_hooks';

const SAMPLE_MS = 100;
const BUSY_SHARE = 0.9;

/** Tells whether this process has no CPU to spare, as of the last tenths of a second. */
export class LoopLoad {
  private before = performance.eventLoopUtilization();
  private sampledAt = performance.now();
  private share = 0;

  get isBusy(): boolean {
    const now = performance.now();
    if (now - this.sampledAt >= SAMPLE_MS) {
      const current = performance.eventLoopUtilization();
      this.share = performance.eventLoopUtilization(current, this.before).utilization;
      this.before = current;
      this.sampledAt = now;
    }
    return this.share >= BUSY_SHARE;
  }
}
