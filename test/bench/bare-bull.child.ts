import Bull from 'bull';
import { PrivateRedis } from '../../src/redis/private-redis.js';
import { serve } from './child.js';
import { inFlight } from './in-flight.js';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

let redis: PrivateRedis | undefined;
let queue: Bull.Queue | undefined;

serve({
  async start({ dataDir, concurrency }: { dataDir: string; concurrency: number }) {
    redis = await PrivateRedis.start({ dataDir, logger: silent });
    queue = new Bull('bare', { redis: { path: redis.socketPath } });
    void queue.process(concurrency, () => Promise.resolve('ok'));
    await queue.isReady();
  },

  /** Adds no-op jobs of the usual size and waits until all are done. @returns jobs per second */
  async run({ count, lanes }: { count: number; lanes: number }) {
    if (!queue) throw new Error('not started');
    const bull = queue;
    let done = 0;
    const finished = new Promise<void>((resolve) => {
      bull.on('completed', () => ++done === count && resolve());
    });
    const startedAt = performance.now();
    await inFlight(count, lanes, (index) => bull.add({ index, text: 'x'.repeat(50) }));
    await finished;
    bull.removeAllListeners('completed');
    return count / ((performance.now() - startedAt) / 1_000);
  },

  async stop() {
    await queue?.close();
    await redis?.stop();
  },
});
