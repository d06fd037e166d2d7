import { join } from 'node:path';
import { Child } from './child.js';
import { percentile } from '../../src/cli/bench/statistics.js';
import { median } from './statistics.js';

const HEALTHY = 50;
const PER_SECOND = 50;
const SECONDS = 10;
const ROUNDS = 3;
const WAITING = 1_000;
const HANGING_JOBS = 10;
/** The busy device answers so slowly that its jobs wait all the time. */
const BUSY_DELAY_MS = 50;

/** 99th percentiles of the time from a healthy device's job's submit to its end, in milliseconds; medians. */
export interface WorkerFairness {
  readonly aloneMs: number;
  readonly besideBadOnesMs: number;
}

/** Jobs for 50 healthy devices, with and without a device that has 1,000 jobs waiting and one that hangs. */
export async function measureWorkerFairness(dataDir: string): Promise<WorkerFairness> {
  const devices = Child.start('fleet.child');
  const netpulse = Child.start('netpulse.child');
  try {
    const ports = await devices.ask<number[]>('start', { count: HEALTHY + 2 });
    const [busy = 0, hanging = 0, ...healthy] = ports;
    await netpulse.ask('start', {
      NETPULSE_PORT: '0',
      NETPULSE_DATA_DIR: join(dataDir, 'fairness'),
      // What hangs would hold up the stop.
      NETPULSE_SHUTDOWN_GRACE: '0',
    });
    const p99 = async (): Promise<number> => {
      const task = { ports: healthy, perSecond: PER_SECOND, seconds: SECONDS };
      return percentile(await netpulse.ask<number[]>('paced', task), 0.99);
    };
    await devices.ask('behave', { index: 0, delayMs: BUSY_DELAY_MS });
    await devices.ask('behave', { index: 1, hangAt: 'show clock' });
    // Opens the sessions, and warms up.
    await p99();
    const samples: { alone: number[]; beside: number[] } = { alone: [], beside: [] };
    for (let round = 0; round < ROUNDS; round++) {
      samples.alone.push(await p99());
      await netpulse.ask('submit', { port: busy, count: WAITING });
      await netpulse.ask('submit', { port: hanging, count: HANGING_JOBS });
      samples.beside.push(await p99());
      await netpulse.ask('cancelAll');
    }
    return { aloneMs: median(samples.alone), besideBadOnesMs: median(samples.beside) };
  } finally {
    await netpulse.stop();
    await devices.stop();
  }
}
