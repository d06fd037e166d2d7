import Bull, { type Queue } from 'bull';
import { useRedis } from '../../test/harness/spec-redis.js';
import { Fleet } from '../fleet/fleet.js';
import { FIFO_QUEUE } from '../fleet/worker-queues.js';
import type { RedisConnections } from '../redis/redis-connections.js';
import { BatchStore } from './batches/batch-store.js';
import { deviceKey, lineKey } from './device-line.js';
import type { JobData } from './job-data.js';
import { JOB_KEYS } from './job-keys.js';
import { JobQueue } from './job-queue.js';
import { PinnedQueues } from './pinned-queues.js';

const CREATED_AT = 1_900_000_000_000;
const DEVICE = { host: 'R1.example.net', port: 22, deviceType: null };
const LINE = lineKey(deviceKey(DEVICE));
const DATA = { device: DEVICE, ttlSeconds: 60 } as JobData;
const JOB = { id: 'job', data: DATA, createdAt: CREATED_AT };

const redis = useRedis();
/** Each is what another process would have. */
const processes: { readonly connections: RedisConnections; readonly queue: Queue<JobData> }[] = [];

describe('JobQueue', () => {
  afterEach(async () => {
    await processes[0]?.connections.commands.flushall();
    for (const { queue } of processes.splice(0)) await queue.close();
  });

  async function start() {
    const connections = await redis.open();
    const queue = new Bull<JobData>(FIFO_QUEUE, connections.queueOptions('producer'));
    processes.push({ connections, queue });
    const jobs = new JobQueue(new PinnedQueues(queue, new Fleet(connections)), connections);
    return { jobs, connections, commands: connections.commands };
  }

  it('adds a job, makes it findable and gives it its place in one step', async () => {
    const { jobs, commands } = await start();
    await commands.config('RESETSTAT');

    await jobs.add(JOB);

    const stats = await commands.info('commandstats');
    const scripts = [...stats.matchAll(/cmdstat_eval(?:sha)?:calls=(\d+).*failed_calls=(\d+)/g)];
    expect(scripts.reduce((sum, [, calls, failed]) => sum + Number(calls) - Number(failed), 0)).toBe(1);
    expect(await commands.lrange(JOB_KEYS.wait, 0, -1)).toEqual(['job']);
    const sets = [JOB_KEYS.all, JOB_KEYS.open, JOB_KEYS.host(DEVICE.host)];
    const found = sets.map((key) => commands.zscore(key, 'job'));
    expect(await Promise.all(found)).toEqual(sets.map(() => String(CREATED_AT)));
    expect(await commands.zscore(JOB_KEYS.hosts, 'r1.example.net')).toBe(String(CREATED_AT));
    expect(await commands.zscore(JOB_KEYS.deadline, 'job')).toBe(String(CREATED_AT + 60_000));
    expect(await commands.zrange(LINE, 0, -1)).toEqual(['job']);
  });

  it('says so when Redis cannot give a job its place', async () => {
    const { jobs, commands } = await start();
    await commands.set(LINE, 'no set');

    await expect(jobs.add(JOB)).rejects.toThrow('WRONGTYPE');
  });

  it('keeps the jobs of a device in order that are added at once, whatever comes between them', async () => {
    const { jobs, commands } = await start();
    const other = { ...DATA, device: { ...DEVICE, host: 'r2' } };
    const ids = Array.from({ length: 100 }, (_, index) => `job-${index}`);

    await Promise.all(ids.map((id, index) => jobs.add({ ...JOB, id, data: index % 3 === 0 ? other : DATA })));

    expect(await commands.zrange(LINE, 0, -1)).toEqual(ids.filter((_id, index) => index % 3 !== 0));
    expect(await commands.zcard(JOB_KEYS.open)).toBe(100);
  });

  it('keeps a batch in its order that another process completes, before what was added meanwhile', async () => {
    const [first, second] = [await start(), await start()];
    const kept = await new BatchStore(first.connections).keepPlaces(4);
    const batch = ['d', 'c', 'b', 'a'].map((id, index) => ({ ...JOB, id, place: kept + index }));

    for (const job of batch.slice(0, 2)) await first.jobs.add(job);
    await second.jobs.add({ ...JOB, id: 'later', createdAt: CREATED_AT - 60_000 });
    // The first job of the batch has ended: the other process knows nothing of it.
    for (const job of batch.slice(1)) await second.jobs.add(job);

    expect(await first.commands.zrange(LINE, 0, -1)).toEqual(['d', 'c', 'b', 'a', 'later']);
  });

  it('leaves a job as it is that is there already', async () => {
    const { jobs, commands } = await start();
    await jobs.add(JOB);
    await commands.zrem(JOB_KEYS.open, 'job');
    await commands.zrem(LINE, 'job');

    await jobs.add({ ...JOB, createdAt: CREATED_AT + 1 });

    expect(await commands.zcard(JOB_KEYS.open)).toBe(0);
    expect(await commands.zcard(LINE)).toBe(0);
    expect(await commands.zscore(JOB_KEYS.all, 'job')).toBe(String(CREATED_AT));
  });

  it('gives a job its place that two requests add at once', async () => {
    const { jobs, commands } = await start();

    await Promise.all([jobs.add(JOB), jobs.add(JOB)]);

    expect(await commands.zrange(LINE, 0, -1)).toEqual(['job']);
    expect(await commands.llen(JOB_KEYS.wait)).toBe(1);
  });

  it('notes nothing of the jobs of other queues that are added with them', async () => {
    const { jobs, commands } = await start();
    const { connections } = processes[0] as (typeof processes)[number];
    const other = new Bull('other', connections.queueOptions('producer'));
    processes.push({ connections, queue: other });

    await Promise.all([
      other.add({}, { jobId: 'delivery' }),
      jobs.add(JOB),
      other.add({}, { jobId: 'last' }),
    ]);

    expect(await commands.zrange(JOB_KEYS.all, 0, -1)).toEqual(['job']);
    expect(await other.getWaitingCount()).toBe(2);
  });
});
