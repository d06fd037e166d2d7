import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { WebhookReceiver } from '../lab/webhook-receiver/webhook-receiver.js';
import { Child } from './child.js';
import { deviceRequest } from './job-request.js';
import { slopeOf, type MemorySample, type Slope } from './memory-slope.js';

const DEVICES = 20;
const SAMPLE_MS = 15_000;
const TICK_MS = 100;
const MS_PER_MINUTE = 60_000;
const DRAIN_MS = 30_000;
/** What may come on top in a run without anything growing: fragments, caches that fill up late. */
const MOST_HEAP = { share: 0.1, mb: 8 };
/** Goes up and down between 340 and 460 MB with a flat heap, as the collector gives pages back [two runs of 12 minutes]. */
const MOST_RSS = { share: 0.35, mb: 128 };

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '15' }, rate: { type: 'string', default: '20' } },
});
const [minutes, rate] = [Number(values.minutes), Number(values.rate)];
if (!(minutes > 0 && rate > 0)) throw new Error('--minutes and --rate (jobs per second) are numbers above 0');

const dataDir = mkdtempSync(join(tmpdir(), 'netpulse-soak-'));
const netpulse = Child.start('netpulse.child');
const fleet = Child.start('fleet.child');
const receiver = await WebhookReceiver.start();
try {
  process.exitCode = await soak();
} finally {
  await netpulse.stop();
  await fleet.stop();
  await receiver.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

/** @returns the exit code: 1 when memory grows, or something was lost */
async function soak(): Promise<number> {
  const ports = await fleet.ask<number[]>('start', { count: DEVICES });
  const { url, apiKey } = await netpulse.ask<{ url: string; apiKey: string }>('start', {
    NETPULSE_PORT: '0',
    NETPULSE_DATA_DIR: dataDir,
    // Records come and go all the time, as they do in the long run.
    NETPULSE_RESULT_TTL: '60',
    NETPULSE_DELIVERY_TTL: '60',
  });
  console.log(`${minutes} minutes of ${rate} jobs/s on ${DEVICES} devices, each with a webhook`);
  const samples: MemorySample[] = [];
  let [submitted, arrived] = [0, 0];
  const startedAt = performance.now();
  let nextSampleAt = SAMPLE_MS;
  for (;;) {
    const elapsedMs = performance.now() - startedAt;
    if (elapsedMs > minutes * MS_PER_MINUTE) break;
    const due = Math.floor((elapsedMs / 1_000) * rate);
    const posts: Promise<void>[] = [];
    while (submitted < due) posts.push(post(url, apiKey, ports[submitted++ % ports.length] ?? 0));
    await Promise.all(posts);
    arrived += receiver.requests.length;
    receiver.clear();
    if (elapsedMs > nextSampleAt) {
      nextSampleAt += SAMPLE_MS;
      const { rssMb, heapMb } = await netpulse.ask<Omit<MemorySample, 'at'>>('memory');
      samples.push({ at: elapsedMs / 1_000, rssMb, heapMb });
      console.log(
        `${(elapsedMs / 1_000).toFixed(0).padStart(5)} s  heap ${heapMb.toFixed(1)} MB  rss ${rssMb.toFixed(0)} MB  ` +
          `${submitted} jobs, ${arrived} webhooks`,
      );
    }
    await delay(TICK_MS);
  }
  const deadline = performance.now() + DRAIN_MS;
  while (arrived < submitted && performance.now() < deadline) {
    await delay(TICK_MS);
    arrived += receiver.requests.length;
    receiver.clear();
  }
  return report(samples, submitted, arrived);
}

/** A client as it should be: what is answered 503 is sent again, under the same Idempotency-Key. */
async function post(url: string, apiKey: string, port: number): Promise<void> {
  const key = randomUUID();
  for (;;) {
    const response = await fetch(`${url}/jobs`, {
      method: 'POST',
      headers: { 'X-API-KEY': apiKey, 'Content-Type': 'application/json', 'Idempotency-Key': key },
      body: JSON.stringify({ ...deviceRequest(port), webhook: { url: receiver.url('/soak') } }),
    });
    const text = await response.text();
    if (response.status === 202) return;
    if (response.status !== 503) throw new Error(`POST /jobs: ${response.status} ${text}`);
    console.log(`POST /jobs: 503 ${text}`);
    await delay(Number(response.headers.get('Retry-After') ?? 1) * 1_000);
  }
}

function report(samples: readonly MemorySample[], submitted: number, arrived: number): number {
  const heap = slopeOf(samples, 'heapMb', MOST_HEAP);
  const rss = slopeOf(samples, 'rssMb', MOST_RSS);
  console.log(`\njobs ${submitted}, webhooks ${arrived}`);
  for (const [name, { mbPerHour, from, to, grows }] of [
    ['heap after GC', heap],
    ['rss', rss],
  ] as const satisfies readonly (readonly [string, Slope])[]) {
    console.log(
      `${name}: ${from.toFixed(1)} -> ${to.toFixed(1)} MB, ${mbPerHour.toFixed(1)} MB/h${grows ? ', GROWS' : ''}`,
    );
  }
  return heap.grows || rss.grows || arrived < submitted ? 1 : 0;
}
