import { join } from 'node:path';
import { Child } from './child.js';
import { percentile } from '../../src/cli/bench/statistics.js';
import { median } from './statistics.js';

const HEALTHY = 98;
const PER_SECOND = 200;
const SECONDS = 10;
const WARM_UP_SECONDS = 3;
const ROUNDS = 3;

/** 99th percentiles of the time from a job's end to its webhook at a healthy destination, in milliseconds; medians. */
export interface DestinationLatency {
  readonly allHealthyMs: number;
  readonly besideBadOnesMs: number;
}

/** The same events to 98 healthy destinations, with and without one that is dead and one that hangs, turn and turn about. */
export async function measureDestinations(dataDir: string): Promise<DestinationLatency> {
  const netpulse = Child.start('events.child');
  const receivers = Child.start('receivers.child');
  try {
    // As shipped, but given up at once at the end: what hangs would hold up the stop.
    const environment = { NETPULSE_PORT: '0', NETPULSE_SHUTDOWN_GRACE: '0' };
    await netpulse.ask('start', { ...environment, NETPULSE_DATA_DIR: join(dataDir, 'destinations') });
    const urls = await receivers.ask<{ healthy: string[]; bad: string[] }>('start', { healthy: HEALTHY });
    const p99 = async (targets: string[], seconds = SECONDS): Promise<number> => {
      const task = { urls: targets, measured: HEALTHY, perSecond: PER_SECOND, seconds };
      const told = await netpulse.ask<Record<string, number>>('tell', task);
      const count = Object.keys(told).length;
      const came = await receivers.ask<Record<string, number>>('arrivals', { count });
      const samples = Object.entries(told).map(([id, at]) => (came[id] ?? Infinity) - at);
      return percentile(samples, 0.99);
    };
    await p99(urls.healthy, WARM_UP_SECONDS);
    const samples: { without: number[]; beside: number[] } = { without: [], beside: [] };
    for (let round = 0; round < ROUNDS; round++) {
      samples.without.push(await p99(urls.healthy));
      samples.beside.push(await p99([...urls.healthy, ...urls.bad]));
    }
    return { allHealthyMs: median(samples.without), besideBadOnesMs: median(samples.beside) };
  } finally {
    await Promise.all([netpulse.stop(), receivers.stop()]);
  }
}
