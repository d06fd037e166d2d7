import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aJob } from './harness/job-requests.js';
import { ServiceProcess } from './harness/service-process.js';
import { SshDevice } from './lab/ssh-device/ssh-device.js';
import { never } from './lab/webhook-receiver/answers.js';
import { WebhookReceiver } from './lab/webhook-receiver/webhook-receiver.js';
import { textOf } from './lab/webhook-receiver/received-request.js';

const JOBS = 40;

describe('a restart in the middle of queued work', () => {
  let dataDir: string;
  let device: SshDevice;
  let receiver: WebhookReceiver;
  let service: ServiceProcess | undefined;

  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'netpulse-restart-'));
    device = await SshDevice.start({ commands: { 'show version': 'up' } });
    device.behavior.delayMs = 20;
    receiver = await WebhookReceiver.start();
  });
  afterEach(async () => {
    await service?.stop('SIGTERM');
    await Promise.all([device.stop(), receiver.stop()]);
    rmSync(dataDir, { recursive: true, force: true });
  });

  async function submitMany(to: ServiceProcess): Promise<string[]> {
    const request = aJob(device, { webhook: { url: receiver.url() } });
    const jobs = await Promise.all(Array.from({ length: JOBS }, () => to.api.submit(request)));
    return jobs.map(({ id }) => id);
  }

  function idsAtReceiver(): string[] {
    return receiver.requests.map((request) => (JSON.parse(textOf(request)) as { id: string }).id);
  }

  it('SIGTERM lets the running job end, exits 0, and loses no job and no webhook', async () => {
    service = await ServiceProcess.start(dataDir);
    const ids = await submitMany(service);
    await receiver.next();

    const end = await service.stop('SIGTERM');
    const atStop = idsAtReceiver().length;
    const { api } = (service = await ServiceProcess.start(dataDir));
    const jobs = await Promise.all(ids.map((id) => api.ended(id, 30)));

    expect(end.code).toBe(0);
    expect(atStop).toBeLessThan(JOBS);
    expect(jobs.map(({ status }) => status)).toEqual(ids.map(() => 'finished'));
    await vi.waitFor(() => expect(new Set(idsAtReceiver())).toEqual(new Set(ids)), { timeout: 10_000 });
    expect(device.log.filter((line) => line === 'show version')).toHaveLength(JOBS);
  }, 60_000);

  it('kill -9 loses no job and no webhook; what ran is said to be lost with its worker, and is not run again', async () => {
    service = await ServiceProcess.start(dataDir);
    receiver.answerOnce(never);
    const ids = await submitMany(service);
    const unanswered = textOf(await receiver.next());
    const begun = device.log.length;
    device.behavior.hangAt = 'show version';
    await vi.waitFor(() => expect(device.log.length).toBeGreaterThan(begun), { timeout: 10_000 });

    await service.stop('SIGKILL');
    device.behavior.hangAt = null;
    const { api } = (service = await ServiceProcess.start(dataDir));
    const jobs = await Promise.all(ids.map((id) => api.ended(id, 60)));

    const lost = jobs.filter(({ status }) => status === 'failed');
    expect(lost.map(({ result }) => result?.error?.type)).toEqual(['WorkerLost']);
    expect(jobs.filter(({ status }) => status === 'finished')).toHaveLength(JOBS - 1);
    await vi.waitFor(
      () => {
        expect(new Set(idsAtReceiver())).toEqual(new Set(ids));
        expect(receiver.requests.filter((request) => textOf(request) === unanswered)).toHaveLength(2);
      },
      { timeout: 60_000 },
    );
    expect(device.log.filter((line) => line === 'show version')).toHaveLength(JOBS);
  }, 120_000);
});
