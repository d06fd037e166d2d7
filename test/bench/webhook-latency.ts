import { join } from 'node:path';
import { WebhookReceiver } from '../lab/webhook-receiver/webhook-receiver.js';
import { Child } from './child.js';
import { inFlight } from './in-flight.js';
import { jobRequest } from './job-request.js';
import { percentile } from '../../src/cli/bench/statistics.js';

const WARM_UP = 200;
const SAMPLES = 500;
const REST_JOBS = 10_000;
const REST_LANES = 50;

/** Milliseconds from the moment a client sends POST /jobs to the moment the receiver has the webhook, idle service. */
export interface WebhookLatency {
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** POST /jobs answered per second, each with a webhook that arrives; client and receiver in one other process. */
  readonly restJobsPerSecond: number;
}

export async function measureWebhookLatency(dataDir: string): Promise<WebhookLatency> {
  const netpulse = Child.start('netpulse.child');
  const receiver = await WebhookReceiver.start();
  try {
    const { url, apiKey } = await netpulse.ask<{ url: string; apiKey: string }>('start', {
      NETPULSE_PORT: '0',
      NETPULSE_DATA_DIR: join(dataDir, 'latency'),
      NETPULSE_WEBHOOK_DESTINATION_CONCURRENCY: String(2 * REST_LANES),
    });
    const post = async (index: number): Promise<void> => {
      const response = await fetch(`${url}/jobs`, {
        method: 'POST',
        headers: { 'X-API-KEY': apiKey, 'Content-Type': 'application/json' },
        body: JSON.stringify(jobRequest(index, receiver.url('/latency'))),
      });
      if (response.status !== 202) throw new Error(`POST /jobs: ${response.status} ${await response.text()}`);
      await response.arrayBuffer();
    };
    const samples: number[] = [];
    for (let index = 0; index < WARM_UP + SAMPLES; index++) {
      const startedAt = performance.now();
      const arrived = receiver.next().then(() => performance.now());
      await post(index);
      const took = (await arrived) - startedAt;
      if (index >= WARM_UP) samples.push(took);
    }
    receiver.clear();
    const startedAt = performance.now();
    await inFlight(REST_JOBS, REST_LANES, post);
    while (receiver.requests.length < REST_JOBS) await new Promise((resolve) => setTimeout(resolve, 2));
    const restJobsPerSecond = REST_JOBS / ((performance.now() - startedAt) / 1_000);
    return { p50Ms: percentile(samples, 0.5), p99Ms: percentile(samples, 0.99), restJobsPerSecond };
  } finally {
    await netpulse.stop();
    await receiver.stop();
  }
}
