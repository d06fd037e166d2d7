import { measureQueuedMemory } from './queued-memory.js';
import { measureRedisCommands, type RedisCost } from './redis-commands.js';
import { measureWorkerScaling } from './worker-scaling.js';

/** A figure by itself, held against nothing. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
}

/** What a job costs Redis. */
export async function commandFigures(dataDir: string): Promise<Figure[]> {
  const { alone, aloneWithWebhook, busy, busyWithWebhook } = await measureRedisCommands(dataDir);
  const kinds: readonly (readonly [string, RedisCost])[] = [
    ['a job, one at a time', alone],
    ['a job with a webhook, one at a time', aloneWithWebhook],
    ['a job, 100 at once', busy],
    ['a job with a webhook, 100 at once', busyWithWebhook],
  ];
  for (const [what, { names }] of kinds) console.log(`  ${what}: ${names}`);
  return kinds.flatMap(([what, { sent, inScripts, reads }]) => [
    { what: `${what}: commands sent`, value: sent, unit: '' },
    { what: `${what}: commands in scripts`, value: inScripts, unit: '' },
    { what: `${what}: reads by Redis (round trips)`, value: reads, unit: '' },
  ]);
}

/** How much a second worker process brings. */
export async function workerFigures(dataDir: string): Promise<Figure[]> {
  const { oneWorker, twoWorkers } = await measureWorkerScaling(dataDir);
  return [
    { what: '1 api and 1 worker process, no-op jobs', value: oneWorker, unit: 'jobs/s' },
    { what: '1 api and 2 worker processes', value: twoWorkers, unit: 'jobs/s' },
    { what: 'two workers by one', value: twoWorkers / oneWorker, unit: '' },
  ];
}

/** Memory with nothing to do, and with 10,000 jobs. */
export async function memoryFigures(dataDir: string): Promise<Figure[]> {
  const { atRest, queued, running, redisAtRest, redisQueued } = await measureQueuedMemory(dataDir);
  return [
    { what: 'RSS at rest (role all)', value: atRest, unit: 'MB' },
    { what: 'RSS with 10,000 jobs queued', value: queued, unit: 'MB' },
    { what: 'RSS while they run, at most', value: running, unit: 'MB' },
    { what: 'Redis at rest', value: redisAtRest, unit: 'MB' },
    { what: 'Redis with 10,000 jobs queued', value: redisQueued, unit: 'MB' },
  ];
}
