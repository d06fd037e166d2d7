import { useRedis } from '../../test/harness/spec-redis.js';
import { PINNED_KEYS } from '../fleet/worker-queues.js';
import { lineKey } from '../jobs/device-line.js';
import { JOB_KEYS } from '../jobs/job-keys.js';
import type { RedisConnections } from '../redis/redis-connections.js';
import { CLAIM_RETRY, KEEP_OUTCOME } from './turn-scripts.js';
import { Turns } from './turns.js';
import { WorkerIdentity } from './worker-identity.js';
import { WorkerLease } from './worker-lease.js';

const DEVICE = 'core-1:22';
const JOB = JOB_KEYS.job('job');
const LOCK = `${JOB}:lock`;

const redis = useRedis();
let connections: RedisConnections;
let lease: WorkerLease;
let turns: Turns;
const worker = Object.assign(new WorkerIdentity(), { name: 'noc-1-4711-a1b2c3' });
const own = { wait: PINNED_KEYS.list(worker.name), lockToken: 'own token' };

beforeEach(async () => {
  connections = await redis.open();
  await connections.commands.flushall();
  lease = new WorkerLease(connections, worker);
  turns = new Turns(connections, worker, lease, own);
  await lease.begin(() => Promise.resolve());
  await connections.commands.hset(JOB, 'timestamp', Date.now());
  await connections.commands.set(LOCK, own.lockToken);
  await connections.commands.zadd(lineKey(DEVICE), 1, 'job');
});

afterEach(async () => {
  await lease.end();
});

const line = (): Promise<string[]> => connections.commands.zrange(lineKey(DEVICE), 0, -1);

describe('Turns', () => {
  it('gives a job its device that Bull has handed to this worker', async () => {
    expect(await turns.take('job', DEVICE)).toEqual([1, 'by nobody', 1]);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['whose record is gone', () => connections.commands.del(JOB)],
    ['that has ended', () => connections.commands.hset(JOB, 'finishedOn', Date.now())],
  ])('gives nothing to a job %s, and takes it out of the way of the next', async (_state, arrange) => {
    await arrange();
    const before = await connections.commands.hgetall(JOB);

    expect(await turns.take('job', DEVICE)).toEqual([4]);

    expect(await connections.commands.hgetall(JOB)).toEqual(before);
    expect(await line()).toEqual([]);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['was given to another worker', () => connections.commands.set(LOCK, 'another token')],
    ['waits to be given out again', () => connections.commands.del(LOCK)],
  ])('gives nothing to a job that %s since, and leaves it its place', async (_state, arrange) => {
    await arrange();

    expect(await turns.take('job', DEVICE)).toEqual([4]);

    expect(await connections.commands.hget(JOB, 'worker')).toBeNull();
    expect(await line()).toEqual(['job']);
  });

  it('keeps no outcome of a job that is gone', async () => {
    await connections.commands.del(JOB);

    expect(await KEEP_OUTCOME.run(connections.commands, [JOB], ['{}', 0])).toBe(0);
    expect(await connections.commands.exists(JOB)).toBe(0);
  });

  it('counts no retry of a job that was granted again since', async () => {
    await connections.commands.hset(JOB, 'fence', 2);

    const late = await CLAIM_RETRY.run(connections.commands, [JOB], ['1 failed', 1, 3, '']);
    const inTime = await CLAIM_RETRY.run(connections.commands, [JOB], ['2 failed', 2, 3, '']);

    expect([late, inTime]).toEqual([0, 1]);
    expect(await connections.commands.hget(JOB, 'retries')).toBe('1');
  });
});
