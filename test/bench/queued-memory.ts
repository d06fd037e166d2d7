import { Redis } from 'ioredis';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { JOB_KEYS } from '../../src/jobs/job-keys.js';
import { prepareRedisPlace } from '../../src/redis/redis-place.js';
import { Child } from './child.js';

const JOBS = 10_000;
const LANES = 100;
const POLL_MS = 20;

/** Resident memory of a process that does everything, and what Redis uses. Megabytes. */
export interface QueuedMemory {
  readonly atRest: number;
  /** With 10,000 jobs waiting. */
  readonly queued: number;
  /** The most that was seen while they ran. */
  readonly running: number;
  readonly redisAtRest: number;
  readonly redisQueued: number;
}

export async function measureQueuedMemory(dataDir: string): Promise<QueuedMemory> {
  const folder = join(dataDir, 'memory');
  const netpulse = Child.start('netpulse.child');
  try {
    const { url, apiKey } = await netpulse.ask<{ url: string; apiKey: string }>('start', {
      NETPULSE_PORT: '0',
      NETPULSE_DATA_DIR: folder,
      NETPULSE_QUEUE_WITHOUT_WORKER: 'true',
    });
    const redis = new Redis(prepareRedisPlace(folder).socketPath);
    const headers = { 'X-API-KEY': apiKey };
    const rss = async (): Promise<number> => (await netpulse.ask<{ rssMb: number }>('memory')).rssMb;
    const redisMb = async (): Promise<number> =>
      Number(/^used_memory:(\d+)/m.exec(await redis.info('memory'))?.[1] ?? 0) / 1_024 ** 2;
    const [atRest, redisAtRest] = [await rss(), await redisMb()];
    const [worker] = (await (await fetch(`${url}/workers`, { headers })).json()) as { name: string }[];
    const tell = (order: string): Promise<unknown> =>
      fetch(`${url}/workers/${worker?.name}/${order}`, { method: 'POST', headers });
    await tell('pause');
    while (!(await (await fetch(`${url}/workers`, { headers })).text()).includes('paused'))
      await delay(POLL_MS);
    await netpulse.ask('submitNoops', { count: JOBS, lanes: LANES });
    const [queued, redisQueued] = [await rss(), await redisMb()];
    await tell('resume');
    let running = 0;
    while ((await redis.zcard(JOB_KEYS.completed)) < JOBS) {
      running = Math.max(running, await rss());
      await delay(POLL_MS);
    }
    redis.disconnect();
    return { atRest, queued, running, redisAtRest, redisQueued };
  } finally {
    await netpulse.stop();
  }
}
