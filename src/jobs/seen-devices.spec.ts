import Bull, { type Queue } from 'bull';
import { useRedis } from '../../test/harness/spec-redis.js';
import { ROOT, type Actor } from '../auth/actor.js';
import { DeviceNetworks } from '../auth/device-networks.js';
import { Fleet } from '../fleet/fleet.js';
import { FIFO_QUEUE } from '../fleet/worker-queues.js';
import type { RedisConnections } from '../redis/redis-connections.js';
import { Retention } from '../workers/retention.js';
import type { JobData } from './job-data.js';
import { JOB_KEYS } from './job-keys.js';
import { JobQueue } from './job-queue.js';
import { JobStore } from './job-store.js';
import { PinnedQueues } from './pinned-queues.js';
import { SeenDevices } from './seen-devices.js';

const NOW = 1_900_000_000_000;
/** More than are read at once, all with one time, as a bulk request makes them. */
const HOSTS = 1_200;

describe('the devices that have jobs', () => {
  const redis = useRedis();
  let connections: RedisConnections;
  let queue: Queue<JobData>;
  let jobs: JobQueue;
  let store: JobStore;
  let devices: SeenDevices;

  const add = async (id: string, host: string, createdAt: number): Promise<void> => {
    const device = { host, port: 22, deviceType: null };
    await jobs.add({ id, data: { device, commands: [], ttlSeconds: 60 } as unknown as JobData, createdAt });
  };
  const page = async (limit: number, cursor?: string, actor: Actor = ROOT) => {
    const { devices: found, nextCursor } = await devices.page(actor, limit, cursor);
    return { hosts: found.map(({ host }) => host), jobs: found.map(({ lastJob }) => lastJob.id), nextCursor };
  };

  beforeAll(async () => {
    connections = await redis.open();
    queue = new Bull<JobData>(FIFO_QUEUE, connections.queueOptions('producer'));
    jobs = new JobQueue(new PinnedQueues(queue, new Fleet(connections)), connections);
    store = new JobStore(connections, new Fleet(connections));
    devices = new SeenDevices(connections, store);
    const hosts = Array.from({ length: HOSTS }, (_, index) => `r${index}`);
    await Promise.all(hosts.map((host) => add(`first-${host}`, host, NOW)));
  });
  afterAll(async () => {
    await queue.close();
  });

  it('have every job in every index, also when more come at once than one command takes', async () => {
    const keys = [JOB_KEYS.all, JOB_KEYS.open, JOB_KEYS.deadline, JOB_KEYS.hosts];
    const sizes = keys.map((key) => connections.commands.zcard(key));
    expect(await Promise.all(sizes)).toEqual(keys.map(() => HOSTS));
  });

  it('are listed once each, page by page, however many got their jobs at once', async () => {
    const hosts: string[] = [];
    let cursor: string | null | undefined;
    do {
      const next = await page(77, cursor ?? undefined);
      hosts.push(...next.hosts);
      cursor = next.nextCursor;
    } while (cursor !== null);

    expect(hosts).toHaveLength(HOSTS);
    expect(new Set(hosts).size).toBe(HOSTS);
  });

  it('are led by the one with the newest job, and a page is not begun anew by a job that comes meanwhile', async () => {
    await add('second', 'R7', NOW + 1);
    const first = await page(1);
    expect(first).toMatchObject({ hosts: ['r7'], jobs: ['second'] });

    await add('third', 'r7', NOW + 2);
    const next = await page(3, first.nextCursor ?? undefined);

    expect(next.hosts).not.toContain('r7');
    expect(next.hosts).toHaveLength(3);
  });

  it('are shown to a key only as far as it may use them', async () => {
    const actor = { ...ROOT, networks: DeviceNetworks.read(['r11', 'r999']) ?? null };

    const { hosts, nextCursor } = await page(50, undefined, actor);

    expect([hosts.sort(), nextCursor]).toEqual([['r11', 'r999'], null]);
  });

  it('are forgotten with their last job', async () => {
    await add('again', 'r5', NOW - 1);
    await connections.commands.zadd(JOB_KEYS.settled, 1, 'first-r5', 1, 'first-r6');

    await new Retention(connections, store).sweep();

    const known = await connections.commands.zmscore(JOB_KEYS.hosts, 'r5', 'r6');
    expect(known).toEqual([String(NOW), null]);
    expect((await page(HOSTS)).jobs).toContain('again');
  });
});
