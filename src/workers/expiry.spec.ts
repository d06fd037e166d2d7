import { useRedis } from '../../test/harness/spec-redis.js';
import { idAt, writeJobs } from '../../test/harness/stored-jobs.js';
import { Fleet } from '../fleet/fleet.js';
import { JOB_KEYS } from '../jobs/job-keys.js';
import { JobStore } from '../jobs/job-store.js';
import type { RedisConnections } from '../redis/redis-connections.js';
import { Expiry } from './expiry.js';

const NOW = 1_900_000_000_000;
const ID = idAt(0);

const redis = useRedis();
let connections: RedisConnections;
let store: JobStore;
let expiry: Expiry;

describe('Expiry', () => {
  beforeAll(async () => {
    connections = await redis.open();
  });
  beforeEach(async () => {
    await connections.commands.flushall();
    store = new JobStore(connections, new Fleet(connections));
    expiry = new Expiry(connections, store);
    vi.spyOn(Date, 'now').mockReturnValue(NOW);
  });

  const statusOf = async (id: string): Promise<string | undefined> => (await store.find(id))?.status;

  it('comes back to a job that a worker had and did not begin', async () => {
    await writeJobs(connections.commands, { count: 1, now: NOW, special: { 0: 'queued' }, batch: 'b' });
    await connections.commands.zadd(JOB_KEYS.deadline, NOW, ID);
    await connections.commands.lpush(JOB_KEYS.active, ID);
    await expiry.sweep();
    const inWorker = await statusOf(ID);

    await connections.commands.lrem(JOB_KEYS.active, 1, ID);
    await connections.commands.lpush(JOB_KEYS.wait, ID);
    vi.spyOn(Date, 'now').mockReturnValue(NOW + 10_000);
    await expiry.sweep();

    expect(inWorker).toBe('queued');
    expect(await statusOf(ID)).toBe('expired');
    expect(await connections.commands.zcard(JOB_KEYS.deadline)).toBe(0);
  });

  it('is done with a job whose record is gone', async () => {
    await connections.commands.zadd(JOB_KEYS.deadline, NOW, 'gone');

    await expiry.sweep();

    expect(await connections.commands.zcard(JOB_KEYS.deadline)).toBe(0);
  });

  it('leaves alone what runs, and is done with it', async () => {
    await writeJobs(connections.commands, { count: 1, now: NOW, special: { 0: 'started' }, batch: 'b' });
    await connections.commands.zadd(JOB_KEYS.deadline, NOW, ID);

    await expiry.sweep();

    expect(await statusOf(ID)).toBe('started');
    expect(await connections.commands.zcard(JOB_KEYS.deadline)).toBe(0);
  });
});
