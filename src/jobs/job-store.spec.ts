import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fleet } from '../fleet/fleet.js';
import { PrivateRedis } from '../redis/private-redis.js';
import { RedisConnections } from '../redis/redis-connections.js';
import { redisEndpoint } from '../redis/redis-endpoint.js';
import { lineKey } from './device-line.js';
import { JobStore } from './job-store.js';

const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };
const CREATED_AT = 1_900_000_000_000;

let dataDir: string;
let redis: PrivateRedis;
let connections: RedisConnections;

describe('JobStore', () => {
  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'netpulse-store-'));
    redis = await PrivateRedis.start({ dataDir, logger: QUIET });
    connections = await RedisConnections.open(redisEndpoint(redis));
  });
  afterAll(async () => {
    await connections.close();
    await redis.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('keeps a batch in its order that another process completes', async () => {
    const line = lineKey('r1:22');
    const jobs = ['d', 'c', 'b', 'a'].map((id, index) => {
      return { id, host: 'R1', port: 22, createdAt: CREATED_AT, deadline: CREATED_AT + 1, index };
    });
    const [first, second] = [1, 2].map(() => new JobStore(connections, new Fleet(connections)));

    for (const job of jobs.slice(0, 2)) await first?.index(job);
    // The first job of the batch has ended: the other process knows nothing of it.
    for (const job of jobs.slice(1)) await second?.index(job);

    expect(await connections.commands.zrange(line, 0, -1)).toEqual(['d', 'c', 'b', 'a']);
  });
});
