import { join } from 'node:path';
import { Child } from './child.js';
import { median } from './statistics.js';

const COUNT = 5_000;
/** Requests under way at once, for all: as many as one destination gets by default. */
const LANES = 10;
const ROUNDS = 5;

/** Deliveries per second of CPU of the process that makes them; medians over the rounds. */
export interface DeliveryCpu {
  readonly bareAxios: number;
  readonly client: number;
  readonly deliveries: number;
}

/** Bare axios beside NetPulse's deliveries in the same process: same agent, same receiver, same body, turn and turn about. */
export async function measureDeliveryCpu(dataDir: string): Promise<DeliveryCpu> {
  const netpulse = Child.start('delivery.child');
  const receiver = Child.start('receiver.child');
  try {
    await netpulse.ask('start', { NETPULSE_PORT: '0', NETPULSE_DATA_DIR: join(dataDir, 'delivery') });
    const url = await receiver.ask<string>('start');
    const samples = { axios: [] as number[], client: [] as number[], deliveries: [] as number[] };
    for (let round = 0; round <= ROUNDS; round++) {
      for (const task of ['axios', 'client', 'deliveries'] as const) {
        const microseconds = await netpulse.ask<number>(task, { url, count: COUNT, lanes: LANES });
        await receiver.ask('arrived', { count: COUNT });
        // The first round warms up.
        if (round > 0) samples[task].push(1_000_000 / microseconds);
      }
    }
    return {
      bareAxios: median(samples.axios),
      client: median(samples.client),
      deliveries: median(samples.deliveries),
    };
  } finally {
    await Promise.all([netpulse.stop(), receiver.stop()]);
  }
}
