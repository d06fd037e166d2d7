import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PrivateRedis } from '../redis/private-redis.js';
import { RedisConnections } from '../redis/redis-connections.js';
import { redisEndpoint } from '../redis/redis-endpoint.js';
import { HolderRetention } from './holder-retention.js';
import { DEVICE_HOLDERS } from './turn-scripts.js';
import { LEASE_PREFIX } from './worker-lease.js';

const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };

it('devices of a worker that died are forgotten, those of a live one are not', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'netpulse-holders-'));
  const server = await PrivateRedis.start({ dataDir, logger: QUIET });
  const redis = await RedisConnections.open(redisEndpoint(server));
  await redis.commands.set(`${LEASE_PREFIX}alive.0`, 1);
  const devices = Array.from({ length: 2_000 }, (_, index) => [
    `r${index}:22`,
    index === 7 ? 'alive.0' : 'dead.0',
  ]);
  await redis.commands.hset(DEVICE_HOLDERS, ...devices.flat());

  await new HolderRetention(redis).sweep();

  expect(await redis.commands.hgetall(DEVICE_HOLDERS)).toEqual({ 'r7:22': 'alive.0' });
  await redis.close();
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
});
