import type { Queue } from 'bull';
import { getQueueToken } from '@nestjs/bull';
import { aJob } from './harness/job-requests.js';
import { RedisSnapshot } from './harness/redis-snapshot.js';
import { RunningService } from './harness/running-service.js';
import { SshDevice } from './lab/ssh-device/ssh-device.js';
import { textOf } from './lab/webhook-receiver/received-request.js';
import { WebhookReceiver } from './lab/webhook-receiver/webhook-receiver.js';
import type { JobDto } from '../src/jobs/job.dto.js';
import { FIFO_WORKER_QUEUE, JOB_KEYS } from '../src/jobs/job-keys.js';
import { RedisConnections } from '../src/redis/redis-connections.js';
import { OwnQueue } from '../src/workers/own-queue.js';
import { TurnKeeper } from '../src/workers/turn-keeper.js';

/** A test waits for what takes moments on a quiet machine. */
const PATIENCE = { timeout: 20_000 };

describe('a Redis that forgets the last that it had acknowledged', () => {
  let service: RunningService;
  let receiver: WebhookReceiver;
  let device: SshDevice;

  beforeAll(async () => {
    service = await RunningService.start({ environment: { NETPULSE_HOST_KEYS: 'off' } });
    receiver = await WebhookReceiver.start();
  });
  beforeEach(async () => {
    device = await SshDevice.start({ commands: { 'show version': 'up' } });
  });
  afterEach(() => device.stop());
  afterAll(async () => {
    await service.stop();
    await receiver.stop();
  });

  const queue = (): Queue => service.get<Queue>(getQueueToken(FIFO_WORKER_QUEUE));
  const redis = () => service.get(RedisConnections).commands;
  const submit = async (changes: object = {}): Promise<string> =>
    (await service.api.submit(aJob(device, { webhook: { url: receiver.url(), name: 'event' }, ...changes })))
      .id;
  const runs = (): number => device.log.filter((line) => line === 'show version').length;
  const told = (id: string): { status: string }[] =>
    receiver.requests
      .map((request) => JSON.parse(textOf(request)) as { id: string; status: string })
      .filter((body) => body.id === id);

  /** Lets the job run to its end, which its webhook tells, and takes Redis back to before. */
  async function endAndForget(id: string, letEnd: () => void): Promise<JobDto> {
    const before = await RedisSnapshot.of(redis());
    letEnd();
    const job = await service.api.ended(id);
    await vi.waitFor(() => expect(told(id)).toHaveLength(1), PATIENCE);
    await vi.waitFor(async () => expect(await redis().zscore(JOB_KEYS.settled, id)).not.toBeNull(), PATIENCE);
    await before.restore();
    return job;
  }

  it('has no job run twice whose end it forgot', async () => {
    device.behavior.hangAt = 'show version';
    const id = await submit();
    await vi.waitFor(() => expect(device.log).toContain('show version'), PATIENCE);
    const first = await endAndForget(id, () => device.cutAll());

    await service.get(TurnKeeper).releaseLost([service.get(OwnQueue).lockToken]);
    const again = await service.api.ended(id);

    expect(again).toMatchObject({ status: 'failed', attempts: 1, result: { error: first.result?.error } });
    expect(runs()).toBe(1);
    await vi.waitFor(async () => expect(await redis().zscore(JOB_KEYS.settled, id)).not.toBeNull(), PATIENCE);
    expect(new Set(told(id).map(({ status }) => status))).toEqual(new Set(['failed']));
  });

  it('has a job of another worker run again, where its request says so', async () => {
    await queue().pause(true, true);
    const id = await submit({ retry: { max: 1, on: ['WorkerLost'] } });
    await redis().hset(JOB_KEYS.job(id), 'worker', 'gone-1-aaaaaa');

    await endAndForget(id, () => void queue().resume(true));
    const again = await service.api.ended(id);

    expect(again).toMatchObject({ status: 'finished', attempts: 2 });
    expect(runs()).toBe(2);
  });

  it.each([
    ['', {}],
    [', not even where it may run again', { retry: { max: 3, on: ['WorkerLost'] } }],
  ])('has no job run twice of which it forgot that it was begun%s', async (_how, changes) => {
    await queue().pause(true, true);
    const id = await submit(changes);

    await endAndForget(id, () => void queue().resume(true));
    const again = await service.api.ended(id);

    expect(again.status).toBe('finished');
    expect(runs()).toBe(1);
  });
});
