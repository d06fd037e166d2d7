import Bull from 'bull';
import type { Job, Queue } from 'bull';
import { useRedis } from '../../test/harness/spec-redis.js';
import { Fleet } from '../fleet/fleet.js';
import { FIFO_QUEUE } from '../fleet/worker-queues.js';
import type { JobData } from '../jobs/job-data.js';
import { JOB_KEYS } from '../jobs/job-keys.js';
import type { JobOutcome } from '../jobs/job-outcome.js';
import { ChannelSubscriber } from '../redis/channel-subscriber.js';
import type { RedisConnections } from '../redis/redis-connections.js';
import { Tracing } from '../tracing/tracing.js';
import { DeviceHolds } from './device-holds.js';
import { EarlyTurns } from './early-turns.js';
import { EndedJobs } from './ended-jobs.js';
import { OwnQueue } from './own-queue.js';
import { SessionPool } from './session-pool.js';
import { StrandedJobs } from './stranded-jobs.js';
import { TurnKeeper } from './turn-keeper.js';
import { Turns } from './turns.js';
import { WorkerIdentity } from './worker-identity.js';
import { WorkerLease } from './worker-lease.js';

const DATA = { device: { host: 'core-1', port: 22 }, ttlSeconds: 60 } as JobData;
const FINISHED: JobOutcome = { status: 'finished', outputs: [], error: null };

const redis = useRedis();
let connections: RedisConnections;
let queue: Queue<JobData>;
let own: OwnQueue;
let lease: WorkerLease;
let turns: TurnKeeper;
let ended: EndedJobs;
let stranded: StrandedJobs;
const worker = Object.assign(new WorkerIdentity(), { name: 'noc-1-4711-a1b2c3' });

beforeEach(async () => {
  connections = await redis.open();
  await connections.commands.flushall();
  queue = new Bull<JobData>(FIFO_QUEUE, connections.queueOptions('worker'));
  own = new OwnQueue(queue, worker);
  lease = new WorkerLease(connections, worker);
  const line = new Turns(connections, worker, lease, own);
  const sessions = new SessionPool({ sessionIdleSeconds: 60, maxSessions: 1 }, new Tracing(null));
  const holds = new DeviceHolds(connections, lease, sessions, line, new ChannelSubscriber(connections));
  const early = new EarlyTurns(connections, worker, lease);
  turns = new TurnKeeper(connections, lease, line, early, worker, own, new Fleet(connections), holds);
  ended = new EndedJobs();
  stranded = new StrandedJobs(connections, own, turns, ended, worker);
  await lease.begin(() => Promise.resolve());
});

afterEach(async () => {
  await lease.end();
  await queue.close();
});

const list = (key: string): Promise<string[]> => connections.commands.lrange(key, 0, -1);
const record = (id: string): Promise<Record<string, string>> =>
  connections.commands.hgetall(JOB_KEYS.job(id));

/** A job that Bull has handed to this worker. */
async function handedOut(jobId: string): Promise<Job<JobData>> {
  await queue.add(DATA, { jobId });
  const job = await queue.getNextJob();
  if (!job) throw new Error('Bull handed out nothing');
  return job;
}

/** The same, with its turn, as far as Redis knows. */
async function granted(jobId: string): Promise<void> {
  await handedOut(jobId);
  await connections.commands.hset(JOB_KEYS.job(jobId), { worker: worker.name, lease: lease.id, fence: 1 });
}

async function sweepTwice(): Promise<void> {
  await stranded.sweep();
  await stranded.sweep();
}

describe('StrandedJobs', () => {
  it('gives out again, as never begun, a job that this worker was given and does not run', async () => {
    await granted('unheard');

    await sweepTwice();

    expect(await list(own.wait)).toEqual(['unheard']);
    expect(await list(JOB_KEYS.active)).toEqual([]);
    expect(await record('unheard')).not.toHaveProperty('worker');
    expect(await record('unheard')).not.toHaveProperty('lease');
    expect(await connections.commands.exists(`${JOB_KEYS.job('unheard')}:lock`)).toBe(0);
  });

  it('leaves a job alone that was not there at the last look: it may just be coming, or going', async () => {
    await stranded.sweep();
    await granted('just now');

    await stranded.sweep();

    expect(await list(JOB_KEYS.active)).toEqual(['just now']);
    expect(await record('just now')).toHaveProperty('worker', worker.name);
  });

  it('leaves a job alone that it was handed again since the last look: its turn may just be on its way', async () => {
    await granted('again');
    await stranded.sweep();
    const handedOutAt = Number((await record('again')).processedOn);
    await connections.commands.hset(JOB_KEYS.job('again'), 'processedOn', handedOutAt + 1);

    await stranded.sweep();

    expect(await list(JOB_KEYS.active)).toEqual(['again']);
    expect(await record('again')).toHaveProperty('worker', worker.name);
  });

  it('leaves alone what runs here, and what another worker has', async () => {
    const job = await handedOut('runs');
    await turns.take(job, Date.now() + 60_000);
    await granted('of another');
    await connections.commands.set(`${JOB_KEYS.job('of another')}:lock`, 'another token');

    await sweepTwice();

    expect(new Set(await list(JOB_KEYS.active))).toEqual(new Set(['runs', 'of another']));
    expect(await record('runs')).toHaveProperty('lease', lease.id);
  });

  it('notes the end of a job that it had run, for whoever takes it up', async () => {
    await granted('done');
    ended.keep('done', FINISHED);

    await sweepTwice();

    expect(await list(own.wait)).toEqual(['done']);
    expect(await record('done')).toMatchObject({ worker: worker.name, outcome: JSON.stringify(FINISHED) });
  });

  it('notes nothing of a job that another worker had since', async () => {
    await granted('taken over');
    await connections.commands.hset(JOB_KEYS.job('taken over'), 'worker', 'noc-2');
    ended.keep('taken over', FINISHED);

    await sweepTwice();

    expect(await list(own.wait)).toEqual(['taken over']);
    expect(await record('taken over')).toHaveProperty('worker', 'noc-2');
    expect(await record('taken over')).not.toHaveProperty('outcome');
  });

  it('leaves all that it has to others when the worker ends: only what it began is lost', async () => {
    const job = await handedOut('runs');
    await turns.take(job, Date.now() + 60_000);
    await granted('unheard');

    await stranded.leaveAll();

    expect(new Set(await list(JOB_KEYS.wait))).toEqual(new Set(['runs', 'unheard']));
    expect(await list(JOB_KEYS.active)).toEqual([]);
    expect(await record('unheard')).not.toHaveProperty('worker');
    expect(await record('runs')).toHaveProperty('worker', worker.name);
  });
});
