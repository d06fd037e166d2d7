import { join } from 'node:path';
import { Child } from './child.js';
import { median } from './statistics.js';

/** Device jobs at once, for both. */
const CONCURRENCY = 50;
/** Submits under way at once. */
const LANES = 100;
const JOBS = 20_000;
const WARM_UP_JOBS = 3_000;
const ROUNDS = 3;

/** Jobs per second; medians over the rounds. */
export interface QueueThroughput {
  readonly bareBull: number;
  readonly netpulse: number;
  readonly netpulseWithWebhook: number;
}

/** Bare Bull beside NetPulse with a driver that does nothing: same machine, same kind of Redis, turn and turn about. */
export async function measureQueueThroughput(dataDir: string): Promise<QueueThroughput> {
  const bull = Child.start('bare-bull.child');
  const netpulse = Child.start('netpulse.child');
  const receiver = Child.start('receiver.child');
  try {
    await bull.ask('start', { dataDir: join(dataDir, 'bull'), concurrency: CONCURRENCY });
    await netpulse.ask('start', {
      NETPULSE_PORT: '0',
      NETPULSE_DATA_DIR: join(dataDir, 'netpulse'),
      NETPULSE_CONCURRENCY: String(CONCURRENCY),
      // All webhooks go to one receiver here: what is measured is the queues, not how destinations share.
      NETPULSE_WEBHOOK_DESTINATION_CONCURRENCY: String(LANES),
    });
    const url = await receiver.ask<string>('start');
    const samples: { bull: number[]; plain: number[]; webhook: number[] } = {
      bull: [],
      plain: [],
      webhook: [],
    };
    const withWebhook = async (count: number): Promise<number> => {
      const startedAt = performance.now();
      const arrived = receiver.ask('arrived', { count });
      await netpulse.ask('run', { count, lanes: LANES, webhookUrl: url });
      await arrived;
      return count / ((performance.now() - startedAt) / 1_000);
    };
    await bull.ask('run', { count: WARM_UP_JOBS, lanes: LANES });
    await netpulse.ask('run', { count: WARM_UP_JOBS, lanes: LANES, webhookUrl: null });
    await withWebhook(WARM_UP_JOBS);
    for (let round = 0; round < ROUNDS; round++) {
      samples.bull.push(await bull.ask<number>('run', { count: JOBS, lanes: LANES }));
      samples.plain.push(await netpulse.ask<number>('run', { count: JOBS, lanes: LANES, webhookUrl: null }));
      samples.webhook.push(await withWebhook(JOBS));
    }
    return {
      bareBull: median(samples.bull),
      netpulse: median(samples.plain),
      netpulseWithWebhook: median(samples.webhook),
    };
  } finally {
    await Promise.all([bull.stop(), netpulse.stop(), receiver.stop()]);
  }
}
