import { getQueueToken } from '@nestjs/bull';
import type { Queue } from 'bull';
import { aJob } from './harness/job-requests.js';
import { RedisServer } from './harness/redis-server.js';
import { RunningService } from './harness/running-service.js';
import { SshDevice } from './lab/ssh-device/ssh-device.js';
import { ownerOf } from '../src/fleet/device-owner.js';
import { Fleet } from '../src/fleet/fleet.js';
import { FIFO_WORKER_QUEUE } from '../src/jobs/job-keys.js';
import { RedisConnections } from '../src/redis/redis-connections.js';
import { WorkerIdentity } from '../src/workers/worker-identity.js';
import { LEASE_PREFIX, WorkerLease } from '../src/workers/worker-lease.js';

const KEY = Buffer.alloc(32, 7).toString('base64');
/** A test waits for what takes moments on a quiet machine. */
const PATIENCE = { timeout: 20_000 };

describe('a worker that is stopped', () => {
  let redis: RedisServer;
  let staying: RunningService;
  let leaving: RunningService;
  const devices: SshDevice[] = [];

  const start = (role: string): Promise<RunningService> =>
    RunningService.start({
      environment: {
        NETPULSE_ROLE: role,
        NETPULSE_REDIS_URL: redis.url,
        NETPULSE_ENCRYPTION_KEY: KEY,
        NETPULSE_HOST_KEYS: 'off',
        NETPULSE_SHUTDOWN_GRACE: '1',
      },
    });

  beforeAll(async () => {
    redis = await RedisServer.start();
    staying = await start('all');
  });
  beforeEach(async () => {
    leaving = await start('worker');
  });
  afterEach(() => leaving.stop());
  afterAll(async () => {
    await staying.stop();
    await Promise.all(devices.map((device) => device.stop()));
    await redis.stop();
  });

  const nameOf = (service: RunningService): string => service.get(WorkerIdentity).name;

  /** A device that belongs to the worker that is to be stopped. */
  async function aDeviceOfTheLeaving(): Promise<SshDevice> {
    const names = (await staying.get(Fleet).liveWorkers()).map(({ name }) => name);
    for (;;) {
      const device = await SshDevice.start({ commands: { 'show version': 'up', 'show slow': 'done' } });
      devices.push(device);
      if (ownerOf(`127.0.0.1:${device.port}`, names) === nameOf(leaving)) return device;
    }
  }

  it('lets go of its devices at once, and of what Bull had fetched for it', async () => {
    const device = await aDeviceOfTheLeaving();
    const before = await staying.api.run(aJob(device));
    const queue = leaving.get<Queue>(getQueueToken(FIFO_WORKER_QUEUE));
    await queue.pause(true, true);
    const { id } = await staying.api.submit(aJob(device));
    const fetched = await queue.getNextJob();

    await leaving.stop();
    const leases = await staying.get(RedisConnections).commands.keys(`${LEASE_PREFIX}*`);
    const after = await staying.api.ended(id);

    expect(fetched?.id).toBe(id);
    expect(leases).toEqual([LEASE_PREFIX + staying.get(WorkerLease).id]);
    expect([before.worker, after.worker]).toEqual([nameOf(leaving), nameOf(staying)]);
    expect(after.status).toBe('finished');
    expect(device.mostSessions).toBe(1);
  });

  it('ends the jobs that take longer than the grace time, and says why', async () => {
    const device = await aDeviceOfTheLeaving();
    device.behavior.hangAt = 'show slow';
    const { id } = await staying.api.submit(aJob(device, { command: 'show slow' }));
    await vi.waitFor(() => expect(device.log).toContain('show slow'), PATIENCE);

    await leaving.stop();
    const job = await staying.api.ended(id);

    expect(job.result?.error).toEqual({
      type: 'WorkerLost',
      message: 'The worker was stopped while it ran the job',
    });
    expect(device.log.filter((line) => line === 'show slow')).toHaveLength(1);
  });
});
