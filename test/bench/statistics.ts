import { percentile } from '../../src/cli/bench/statistics.js';

export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5);
}
