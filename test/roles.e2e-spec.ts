import { RunningService } from './harness/running-service.js';
import { aJob } from './harness/job-requests.js';
import { TcpRedis } from './harness/tcp-redis.js';
import { SshDevice } from './lab/ssh-device/ssh-device.js';
import { textOf } from './lab/webhook-receiver/received-request.js';
import { WebhookReceiver } from './lab/webhook-receiver/webhook-receiver.js';
import { readSettings, SettingsError } from '../src/config/settings.js';
import type { WorkerDto } from '../src/fleet/worker.dto.js';

const KEY = Buffer.alloc(32, 7).toString('base64');

describe('one api and two workers over one Redis', () => {
  let redis: TcpRedis;
  let device: SshDevice;
  let receiver: WebhookReceiver;
  let api: RunningService;
  const workers: RunningService[] = [];

  const start = (role: string, key = KEY): Promise<RunningService> =>
    RunningService.start({
      environment: { NETPULSE_ROLE: role, NETPULSE_REDIS_URL: redis.url, NETPULSE_ENCRYPTION_KEY: key },
    });

  beforeAll(async () => {
    redis = await TcpRedis.start();
    device = await SshDevice.start({ commands: { 'show version': 'up' } });
    receiver = await WebhookReceiver.start();
    api = await start('api');
  });
  afterAll(async () => {
    await Promise.all([...workers, api].map((service) => service.stop()));
    await Promise.all([device.stop(), receiver.stop()]);
    await redis.stop();
  });

  it('an api process without a worker answers 503 and says when to come again', async () => {
    const answer = await api.api.post('/jobs', aJob(device));

    expect(answer.status).toBe(503);
    expect(answer.headers.get('Retry-After')).toBe('10');
  });

  it('workers run what the api takes, and send the webhook', async () => {
    workers.push(await start('worker'), await start('worker'));

    const job = await api.api.run(aJob(device, { webhook: { url: receiver.url() } }));
    const { body } = await api.api.get<WorkerDto[]>('/workers');

    expect(job.status).toBe('finished');
    expect(body.map(({ name }) => name)).toContain(job.worker);
    expect(body).toHaveLength(2);
    expect(JSON.parse(textOf(await receiver.next()))).toMatchObject({ id: job.id });
  });

  it('a worker answers /health and nothing else', async () => {
    const { url = '' } = workers[0] ?? {};

    const answers = await Promise.all(
      ['/health', '/jobs', '/docs', '/console'].map((path) => fetch(url + path)),
    );

    expect(answers.map(({ status }) => status)).toEqual([200, 404, 404, 404]);
  });

  it('a process with another encryption key does not start, and says why', async () => {
    const other = Buffer.alloc(32, 8).toString('base64');

    await expect(start('worker', other)).rejects.toThrow('another encryption key');
  });
});

describe('a process of one role', () => {
  it.each(['api', 'worker'])('needs a Redis that others can reach: %s', (role) => {
    expect(() => readSettings({ NETPULSE_ROLE: role })).toThrow(SettingsError);
  });

  it('takes a free port as a worker, so that several run on one machine', () => {
    const worker = { NETPULSE_ROLE: 'worker', NETPULSE_REDIS_URL: 'redis://localhost' };

    expect(readSettings(worker).port).toBe(0);
    expect(readSettings({ ...worker, NETPULSE_PORT: '9001' }).port).toBe(9001);
  });
});
