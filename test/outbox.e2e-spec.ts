import type { JobDto } from '../src/jobs/job.dto.js';
import { WebhookService } from '../src/webhooks/webhook.service.js';
import { Outbox } from '../src/workers/outbox.js';
import { aJob } from './harness/job-requests.js';
import { RunningService } from './harness/running-service.js';
import { SshDevice } from './lab/ssh-device/ssh-device.js';
import { WebhookReceiver } from './lab/webhook-receiver/webhook-receiver.js';
import { textOf } from './lab/webhook-receiver/received-request.js';

const JOBS = 20;
const AWAY = new Error('Redis is away');

describe('the ends that a worker could not tell of', () => {
  let device: SshDevice;
  let receiver: WebhookReceiver;
  let service: RunningService;

  beforeAll(async () => {
    device = await SshDevice.start({ commands: { 'show version': 'up' } });
    receiver = await WebhookReceiver.start();
    service = await RunningService.start();
  });
  afterAll(async () => {
    await service.stop();
    await Promise.all([device.stop(), receiver.stop()]);
  });

  it('are told together, so that many of them take no longer than one', async () => {
    const webhooks = service.get(WebhookService);
    const telling = vi.spyOn(webhooks, 'jobFinished').mockRejectedValue(AWAY);
    const request = aJob(device, { webhook: { url: receiver.url() } });
    const jobs = await Promise.all(Array.from({ length: JOBS }, () => service.api.submit(request)));
    const ids = jobs.map(({ id }) => id);
    // Who waits for a job hears of it when it has been told.
    await vi.waitFor(
      async () => {
        const records = await Promise.all(ids.map((id) => service.api.get<JobDto>(`/jobs/${id}`)));
        expect(records.map(({ body }) => body.status)).toEqual(ids.map(() => 'finished'));
      },
      { timeout: 20_000 },
    );
    telling.mockRestore();
    let open = (): void => undefined;
    const allAreUnderWay = new Promise<void>((resolve) => (open = resolve));
    const begun = new Set<string>();
    const tell = webhooks.jobFinished.bind(webhooks);
    vi.spyOn(webhooks, 'jobFinished').mockImplementation(async (event, ...how) => {
      begun.add(event.jobId);
      if (begun.size === JOBS) open();
      await allAreUnderWay;
      await tell(event, ...how);
    });

    await service.get(Outbox).settleByIds(ids);

    const idOf = (request: (typeof receiver.requests)[number]): string =>
      (JSON.parse(textOf(request)) as { id: string }).id;
    await vi.waitFor(() => expect(new Set(receiver.requests.map(idOf))).toEqual(new Set(ids)), {
      timeout: 10_000,
    });
  }, 60_000);
});
