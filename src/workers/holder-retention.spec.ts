import { useRedis } from '../../test/harness/spec-redis.js';
import { HolderRetention } from './holder-retention.js';
import { DEVICE_HOLDERS } from './turn-scripts.js';
import { LEASE_PREFIX } from './worker-lease.js';

const redis = useRedis();

it('devices of a worker that died are forgotten, those of a live one are not', async () => {
  const connections = await redis.open();
  await connections.commands.set(`${LEASE_PREFIX}alive.0`, 1);
  const devices = Array.from({ length: 2_000 }, (_, index) => [
    `r${index}:22`,
    index === 7 ? 'alive.0' : 'dead.0',
  ]);
  await connections.commands.hset(DEVICE_HOLDERS, ...devices.flat());

  await new HolderRetention(connections).sweep();

  expect(await connections.commands.hgetall(DEVICE_HOLDERS)).toEqual({ 'r7:22': 'alive.0' });
});
