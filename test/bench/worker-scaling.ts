import { Redis } from 'ioredis';
import { join } from 'node:path';
import { JOB_KEYS } from '../../src/jobs/job-keys.js';
import { RedisServer } from '../harness/redis-server.js';
import { Child } from './child.js';
import { median } from './statistics.js';

const JOBS = 4_000;
const WARM_UP_JOBS = 1_000;
const ROUNDS = 3;
const LANES = 100;
const POLL_MS = 5;

/** Jobs per second, each process with its own event loop; medians over the rounds. */
export interface WorkerScaling {
  readonly oneWorker: number;
  readonly twoWorkers: number;
}

/** One api process with one worker process and with two, over one Redis, with the driver that does nothing. */
export async function measureWorkerScaling(dataDir: string): Promise<WorkerScaling> {
  const redis = await RedisServer.start();
  const client = new Redis(redis.url);
  const children: Child[] = [];
  const start = async (role: string, name: string): Promise<Child> => {
    const child = Child.start('netpulse.child');
    children.push(child);
    await child.ask('start', {
      NETPULSE_ROLE: role,
      NETPULSE_PORT: '0',
      NETPULSE_REDIS_URL: redis.url,
      NETPULSE_DATA_DIR: join(dataDir, name),
      NETPULSE_ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
      NETPULSE_WEBHOOK_THREAD: 'false',
    });
    return child;
  };
  const ended = (): Promise<number> => client.zcard(JOB_KEYS.completed);
  const run = async (api: Child, count: number): Promise<number> => {
    const goal = (await ended()) + count;
    const startedAt = performance.now();
    await api.ask('submitNoops', { count, lanes: LANES });
    while ((await ended()) < goal) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    return count / ((performance.now() - startedAt) / 1_000);
  };
  const rounds = async (api: Child): Promise<number> => {
    await run(api, WARM_UP_JOBS);
    const samples: number[] = [];
    for (let round = 0; round < ROUNDS; round++) samples.push(await run(api, JOBS));
    return median(samples);
  };
  try {
    await start('worker', 'w1');
    const api = await start('api', 'api');
    const oneWorker = await rounds(api);
    await start('worker', 'w2');
    return { oneWorker, twoWorkers: await rounds(api) };
  } finally {
    await Promise.all(children.map((child) => child.stop()));
    client.disconnect();
    await redis.stop();
  }
}
