import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Bull from 'bull';
import { PrivateRedis } from '../../redis/private-redis.js';
import { RedisConnections } from '../../redis/redis-connections.js';
import { redisEndpoint } from '../../redis/redis-endpoint.js';
import type { Delivery } from './delivery.js';
import { LostDeliveries } from './lost-deliveries.js';

const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };

describe.skipIf(process.platform !== 'linux')('LostDeliveries', () => {
  it('is known before its process takes a delivery, also when Redis is away as it starts', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'netpulse-lost-'));
    let redis = await PrivateRedis.start({ dataDir, logger: QUIET });
    const connections = await RedisConnections.open(redisEndpoint(redis));
    const queue = new Bull<Delivery>('webhooks', connections.queueOptions('worker'));
    await queue.isReady();
    const lost = new LostDeliveries(connections, queue);
    await redis.stop();
    await vi.waitUntil(() => connections.patient.status !== 'ready', { timeout: 15_000, interval: 5 });

    lost.onModuleInit();
    const firstTaken = connections.patient.hlen('{netpulse}:webhooks:deliverers');
    redis = await PrivateRedis.start({ dataDir, logger: QUIET });

    expect(await firstTaken).toBe(1);
    await queue.close();
    await connections.close();
    await redis.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
});
