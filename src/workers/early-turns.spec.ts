import { setImmediate } from 'node:timers/promises';
import Bull from 'bull';
import type { Job, Queue } from 'bull';
import { useRedis } from '../../test/harness/spec-redis.js';
import { lineKey } from '../jobs/device-line.js';
import type { JobData } from '../jobs/job-data.js';
import { FIFO_QUEUE } from '../fleet/worker-queues.js';
import { JOB_KEYS } from '../jobs/job-keys.js';
import type { RedisConnections } from '../redis/redis-connections.js';
import { EarlyTurns } from './early-turns.js';
import { OwnQueue } from './own-queue.js';
import { DEVICE_HOLDERS, type TurnAnswer } from './turn-scripts.js';
import { Turns } from './turns.js';
import { WorkerIdentity } from './worker-identity.js';
import { LEASE_PREFIX, WorkerLease } from './worker-lease.js';

const DEVICE = { host: 'Core-1.example.net', port: 22 };
const KEY = 'core-1.example.net:22';

const redis = useRedis();
let connections: RedisConnections;
let queue: Queue<JobData>;
let early: EarlyTurns;
let turns: Turns;
let lease: WorkerLease;
let own: OwnQueue;
const worker = Object.assign(new WorkerIdentity(), { name: 'noc-1-4711-a1b2c3' });

beforeEach(async () => {
  connections = await redis.open();
  await connections.commands.flushall();
  lease = new WorkerLease(connections, worker);
  early = new EarlyTurns(connections, worker, lease);
  queue = new Bull<JobData>(FIFO_QUEUE, connections.queueOptions('worker'));
  own = new OwnQueue(queue, worker);
  turns = new Turns(connections, worker, lease, own);
  await lease.begin(() => Promise.resolve());
});

afterEach(async () => {
  await lease.end();
  await queue.close();
});

/** Adds a job, and gives it its place in its device's line. */
async function add(jobId: string): Promise<void> {
  await queue.add({ device: DEVICE, ttlSeconds: 60 } as JobData, { jobId });
  await connections.commands.zadd(lineKey(KEY), 1, jobId);
}

/** Ends two jobs in one turn of the event loop, so that Bull's script hands out the next ones as one of many. */
async function endTwo(): Promise<void> {
  const data = { device: { host: 'other', port: 22 }, ttlSeconds: 60 } as JobData;
  for (const jobId of ['done-1', 'done-2']) await queue.add(data, { jobId, lifo: true });
  const jobs = [await queue.getNextJob(), await queue.getNextJob()] as Job<JobData>[];
  expect(jobs.map(({ id }) => id).toSorted()).toEqual(['done-1', 'done-2']);
  await Promise.all(jobs.map((job) => job.moveToCompleted('done', true)));
}

const record = (id: string): Promise<Record<string, string>> =>
  connections.commands.hgetall(JOB_KEYS.job(id));

describe('EarlyTurns', () => {
  it('gives a job its device when Bull hands it out, once', async () => {
    await add('first');

    await endTwo();

    expect([early.claim('first'), early.claim('first')]).toEqual([true, false]);
    expect(await record('first')).toMatchObject({ worker: worker.name, lease: lease.id, fence: '1' });
    expect(await connections.commands.hget(DEVICE_HOLDERS, KEY)).toBe(lease.id);
  });

  it('gives jobs their devices also when several ask Bull for one', async () => {
    const other = { device: { host: 'other', port: 22 }, ttlSeconds: 60 } as JobData;
    await queue.add(other, { jobId: 'by a blocking command' });
    await queue.getNextJob();
    await add('first');
    await queue.add(other, { jobId: 'second' });

    await Promise.all([queue.getNextJob(), queue.getNextJob(), queue.getNextJob()]);

    expect(early.claim('first')).toBe(true);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['is not first in line', () => connections.commands.zadd(lineKey(KEY), 0, 'earlier')],
    ['has expired', () => connections.commands.hset(JOB_KEYS.job('first'), 'timestamp', Date.now() - 60_001)],
    ['had been begun', () => connections.commands.hset(JOB_KEYS.job('first'), 'worker', 'noc-2')],
    ['had been given back', () => connections.commands.hset(JOB_KEYS.job('first'), 'fence', 1)],
    ['is for a device that another worker has', () => heldBy('noc-2.0')],
    ['comes to a worker without a lease', () => connections.commands.del(LEASE_PREFIX + lease.id)],
  ])('leaves a job that %s to ask for its turn', async (_state, arrange) => {
    await add('first');
    await arrange();

    await endTwo();

    expect(early.claim('first')).toBe(false);
    expect(await record('first')).toHaveProperty('processedOn');
    expect(await record('first')).not.toHaveProperty('lease');
  });

  it('takes the device of a worker that is no more', async () => {
    await add('first');
    await connections.commands.hset(DEVICE_HOLDERS, KEY, 'noc-2.0');

    await endTwo();

    expect(early.claim('first')).toBe(true);
    expect(await connections.commands.hget(DEVICE_HOLDERS, KEY)).toBe(lease.id);
  });

  it('gives back what Bull did not take up, so that whoever gets the job next is the first to run it', async () => {
    await add('first');
    await endTwo();
    await setImmediate();

    await vi.waitFor(async () => expect(await record('first')).not.toHaveProperty('worker'), {
      timeout: 15_000,
    });

    expect(early.claim('first')).toBe(false);
    expect(await turns.take('first', KEY)).toEqual([1, 'by nobody', 2]);
  });

  it.each([
    ['early', endTwo],
    ['when it asked', () => askFor('first')],
  ])('keeps a job first that got its turn %s, whatever comes into the line before it', async (_how, give) => {
    await add('first');
    await give();
    await connections.commands.zadd(lineKey(KEY), 0.5, 'earlier');

    expect(await askFor('earlier')).toEqual([0]);

    await turns.end('first', KEY, false);
    expect(await askFor('earlier')).toEqual([1, 'by nobody', 1]);
  });

  it('gives back what was given under a lease that was lost since', async () => {
    await add('first');
    await endTwo();
    vi.spyOn(lease, 'id', 'get').mockReturnValue('noc-1-4711-a1b2c3.7');

    expect(early.claim('first')).toBe(false);
    await vi.waitFor(async () => expect(await record('first')).not.toHaveProperty('worker'), {
      timeout: 15_000,
    });
  });

  it('takes nothing from the worker that the job was granted to since', async () => {
    await add('first');
    await endTwo();
    await turns.take('first', KEY);

    await early.giveBack('first');

    expect(await record('first')).toMatchObject({ worker: worker.name, fence: '2' });
  });

  it('keeps the device when it is let go of at the very moment in which its next job is given out', async () => {
    await add('first');
    await endTwo();
    early.claim('first');

    await turns.letGo(KEY);
    expect(await connections.commands.hget(DEVICE_HOLDERS, KEY)).toBe(lease.id);

    await turns.end('first', KEY, true);
    expect(await connections.commands.hget(DEVICE_HOLDERS, KEY)).toBeNull();
  });

  it('lets a device go whose next job it had once, and has no more', async () => {
    await add('first');
    await endTwo();
    early.claim('first');
    await connections.commands.del(`${JOB_KEYS.job('first')}:lock`);

    await turns.letGo(KEY);

    expect(await connections.commands.hget(DEVICE_HOLDERS, KEY)).toBeNull();
  });
});

/** Asks for the turn of a job that Bull has handed to this worker. */
async function askFor(id: string): Promise<TurnAnswer> {
  await connections.commands.hsetnx(JOB_KEYS.job(id), 'timestamp', Date.now());
  await connections.commands.set(`${JOB_KEYS.job(id)}:lock`, own.lockToken);
  return turns.take(id, KEY);
}

async function heldBy(other: string): Promise<void> {
  await connections.commands.set(LEASE_PREFIX + other, 1);
  await connections.commands.hset(DEVICE_HOLDERS, KEY, other);
}
