import { join } from 'node:path';
import { Child } from './child.js';
import type { Spent } from './spent.js';

/** Devices on which both warm up before, so many times: a service runs for weeks, its code is compiled once. */
const WARM_UP_DEVICES = 300;
const WARM_UP_ROUNDS = 10;
/** Devices that are talked to at once, by both. */
const LANES = 100;
/** Logins cost servers as much as clients; the fleet must not be what is measured. */
const FLEET_PROCESSES = 2;
const ROUNDS = 3;
/** What a router takes for a show command; the lab's devices answer at once, as routers do an empty line. */
export const DEVICE_MS = 100;

/** One command on each device. */
export interface Fleet {
  readonly bareCold: Spent;
  readonly bareOpen: Spent;
  readonly netpulseCold: Spent;
  readonly netpulseOpen: Spent;
  /** The same while each device takes {@link DEVICE_MS} to answer, as real ones do. */
  readonly bareSlow: Spent;
  readonly netpulseSlow: Spent;
}

/** A job for each device through NetPulse, beside a loop over bare ssh2 shells; first with no session open, then with all. */
export async function measureFleet(dataDir: string, devices: number): Promise<Fleet> {
  const fleets = Array.from({ length: FLEET_PROCESSES }, () => Child.start('fleet.child'));
  const bare = Child.start('bare-fleet.child');
  const netpulse = Child.start('netpulse.child');
  try {
    const count = (devices + WARM_UP_DEVICES) / FLEET_PROCESSES;
    const all = (await Promise.all(fleets.map((fleet) => fleet.ask<number[]>('start', { count })))).flat();
    const [warmUp, ports] = [all.slice(0, WARM_UP_DEVICES), all.slice(WARM_UP_DEVICES)];
    await netpulse.ask('start', {
      NETPULSE_PORT: '0',
      NETPULSE_DATA_DIR: join(dataDir, 'fleet'),
      NETPULSE_CONCURRENCY: String(LANES),
      NETPULSE_MAX_SESSIONS: String(2 * devices),
      // All of them are open until the end.
      NETPULSE_SESSION_IDLE: '3600',
    });
    for (let round = 0; round < WARM_UP_ROUNDS; round++) {
      await bare.ask('run', { ports: warmUp, lanes: LANES });
      await netpulse.ask('fleet', { ports: warmUp, lanes: LANES });
    }
    const bareRun = (): Promise<Spent> => bare.ask('run', { ports, lanes: LANES });
    const netpulseRun = (): Promise<Spent> => netpulse.ask('fleet', { ports, lanes: LANES });
    const bareCold = await bareRun();
    const netpulseCold = await netpulseRun();
    let [bareOpen, netpulseOpen] = [await bareRun(), await netpulseRun()];
    for (let round = 1; round < ROUNDS; round++) {
      bareOpen = quicker(bareOpen, await bareRun());
      netpulseOpen = quicker(netpulseOpen, await netpulseRun());
    }
    await Promise.all(fleets.map((fleet) => fleet.ask('takeTime', { ms: DEVICE_MS })));
    const [bareSlow, netpulseSlow] = [await bareRun(), await netpulseRun()];
    return { bareCold, bareOpen, bareSlow, netpulseCold, netpulseOpen, netpulseSlow };
  } finally {
    await Promise.all([bare.stop(), netpulse.stop()]);
    await Promise.all(fleets.map((fleet) => fleet.stop()));
  }
}

function quicker(a: Spent, b: Spent): Spent {
  return a.seconds <= b.seconds ? a : b;
}
