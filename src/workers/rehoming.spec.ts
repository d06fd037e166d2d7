import { useRedis } from '../../test/harness/spec-redis.js';
import { idAt, writeJobs } from '../../test/harness/stored-jobs.js';
import { ownerOf } from '../fleet/device-owner.js';
import { Fleet } from '../fleet/fleet.js';
import type { WorkerRecord } from '../fleet/worker-record.js';
import { deviceKey } from '../jobs/device-line.js';
import { PINNED_KEYS } from '../fleet/worker-queues.js';
import { JOB_KEYS } from '../jobs/job-keys.js';
import { JobStore } from '../jobs/job-store.js';
import type { RedisConnections } from '../redis/redis-connections.js';
import { Rehoming } from './rehoming.js';
import { WorkerIdentity } from './worker-identity.js';

const JOBS = 450;
const OTHER = 'noc-2-17-d0e0f0';

const redis = useRedis();
let connections: RedisConnections;
let fleet: Fleet;
let store: JobStore;
let rehoming: Rehoming;
/** Both names fixed: which hosts are whose is the same in every run. */
const me = Object.assign(new WorkerIdentity(), { name: 'noc-1-4711-a1b2c3' });
const ids = Array.from({ length: JOBS }, (_, index) => idAt(index));

const list = (key: string): Promise<string[]> => connections.commands.lrange(key, 0, -1);

/** The jobs of a worker, the longest waiting last, as Bull has them. */
async function expected(workers: readonly string[], worker: string): Promise<string[]> {
  const jobs = await store.findMany(ids);
  return jobs
    .filter(({ data }) => ownerOf(deviceKey(data.device), workers) === worker)
    .map(({ id }) => id)
    .toReversed();
}

async function alive(name: string, status: WorkerRecord['status'] = 'running'): Promise<void> {
  await fleet.beat({
    name,
    hostname: 'noc',
    pid: 1,
    queues: [],
    status,
    startedAt: 0,
    concurrency: 1,
    jobsRunning: 0,
    jobsDone: 0,
    jobsFailed: 0,
    sessionsInUse: 0,
    sessionsIdle: 0,
  });
}

describe('Rehoming', () => {
  beforeAll(async () => {
    connections = await redis.open();
  });
  beforeEach(async () => {
    await connections.commands.flushall();
    fleet = new Fleet(connections);
    store = new JobStore(connections, fleet);
    const own = { wait: PINNED_KEYS.list(me.name), lockToken: '' };
    rehoming = new Rehoming(connections, fleet, store, own);
    await writeJobs(connections.commands, { count: JOBS, now: Date.now(), special: {}, batch: 'b' });
    await connections.commands.del(JOB_KEYS.wait);
  });

  it.each([
    ['of a worker that is gone', PINNED_KEYS.list('gone')],
    ['of nobody', JOB_KEYS.wait],
  ])('gives the jobs in the list %s to the owners of their devices, in their order', async (_what, from) => {
    await connections.commands.zadd(PINNED_KEYS.workers, Date.now(), 'gone');
    await connections.commands.lpush(from, ...ids);
    await alive(me.name);
    await alive(OTHER);

    await rehoming.sweep();

    const workers = [me.name, OTHER];
    expect(await list(from)).toEqual([]);
    expect(await list(PINNED_KEYS.list(me.name))).toEqual(await expected(workers, me.name));
    expect(await list(PINNED_KEYS.list(OTHER))).toEqual(await expected(workers, OTHER));
  });

  it('gives a worker that joins its share of what waits for this one, and keeps the rest', async () => {
    await connections.commands.lpush(PINNED_KEYS.list(me.name), ...ids);
    await alive(me.name);
    await rehoming.sweep();
    const before = await list(PINNED_KEYS.list(me.name));
    await alive(OTHER);

    await rehoming.sweep();

    const workers = [me.name, OTHER];
    expect(before).toEqual(ids.toReversed());
    expect(await list(PINNED_KEYS.list(me.name))).toEqual(await expected(workers, me.name));
    expect((await list(PINNED_KEYS.list(OTHER))).length).toBeGreaterThan(JOBS / 5);
  });

  it('takes what a paused worker has waiting, and leaves all where it is while nobody takes jobs', async () => {
    await connections.commands.lpush(PINNED_KEYS.list(OTHER), ...ids);
    await connections.commands.zadd(PINNED_KEYS.workers, Date.now(), OTHER);
    await alive(OTHER, 'paused');
    await rehoming.sweep();
    const whileNobody = await list(PINNED_KEYS.list(OTHER));
    await alive(me.name);

    await rehoming.sweep();

    expect(whileNobody).toEqual(ids.toReversed());
    expect(await list(PINNED_KEYS.list(me.name))).toEqual(ids.toReversed());
  });

  it('takes what was given to a worker that died right after its first heartbeat', async () => {
    await alive(OTHER);
    await connections.commands.lpush(PINNED_KEYS.list(OTHER), ...ids);
    await fleet.leave(OTHER);
    await alive(me.name);

    await rehoming.sweep();

    expect(await list(PINNED_KEYS.list(me.name))).toEqual(ids.toReversed());
  });
});
