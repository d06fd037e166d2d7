import { HTTP, type CloudEvent } from 'cloudevents';
import type { AttemptDto } from '../src/webhooks/log/attempt.dto.js';
import { aJob } from './harness/job-requests.js';
import { RunningService } from './harness/running-service.js';
import { SshDevice } from './lab/ssh-device/ssh-device.js';
import { textOf, type ReceivedRequest } from './lab/webhook-receiver/received-request.js';
import { WebhookReceiver } from './lab/webhook-receiver/webhook-receiver.js';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

describe('the caller cloudevents', () => {
  let service: RunningService;
  let device: SshDevice;
  let receiver: WebhookReceiver;

  beforeAll(async () => {
    [service, device, receiver] = await Promise.all([
      RunningService.start(),
      SshDevice.start({ commands: { 'show version': 'Version 15.2: Zürich' } }),
      WebhookReceiver.start(),
    ]);
  });
  afterAll(() => Promise.all([service.stop(), device.stop(), receiver.stop()]));
  afterEach(() => receiver.clear());

  const webhook = (changes: object = {}): object => ({
    name: 'cloudevents',
    url: receiver.url('/events'),
    ...changes,
  });

  /** As a receiver reads it, by the SDK. */
  function eventOf(request: ReceivedRequest): CloudEvent<{ id: string }> {
    const event = HTTP.toEvent<{ id: string }>({ headers: request.headers, body: textOf(request) });
    if (Array.isArray(event)) throw new Error('A batch came');
    return event as CloudEvent<{ id: string }>;
  }

  it.each([
    ['structured', {}, 'application/cloudevents+json; charset=utf-8'],
    ['structured', { mode: 'structured' }, 'application/cloudevents+json; charset=utf-8'],
    ['binary', { mode: 'binary' }, 'application/json'],
  ])(
    "tells a job's end in %s mode, given %j, to whoever reads it by the SDK",
    async (_mode, options, type) => {
      const headers = { Authorization: 'Bearer your-token', 'Content-Type': 'text/plain' };
      const { id } = await service.api.submit(aJob(device, { webhook: webhook({ options, headers }) }));

      const request = await receiver.next();
      const event = eventOf(request);
      expect(event).toMatchObject({
        specversion: '1.0',
        type: 'io.netpulse.job.completed',
        source: '/netpulse',
        id: `${id}_completed`,
        subject: id,
        data: {
          id,
          status: 'finished',
          event_type: 'job.completed',
          result: { type: 'successful', retval: [{ stdout: 'Version 15.2: Zürich' }] },
        },
      });
      expect(event.validate()).toBe(true);
      const { ended_at } = await service.api.ended(id);
      expect(Date.parse(event.time ?? '')).toBe(Date.parse(String(ended_at)));
      expect(request.headers).toMatchObject({ 'content-type': type, authorization: 'Bearer your-token' });
    },
  );

  it('tells a failure as another type', async () => {
    await service.api.submit(aJob(device, { command: 'show nonsense', webhook: webhook() }));

    expect(eventOf(await receiver.next())).toMatchObject({
      type: 'io.netpulse.job.failed',
      data: { status: 'failed', result: { error: { message: expect.any(String) as string } } },
    });
  });

  it.each(['structured', 'binary'])('is signed like any HTTP webhook in %s mode', async (mode) => {
    await service.api.post('/webhooks/test', { webhook: webhook({ options: { mode }, secret: SECRET }) });

    const { headers } = await receiver.next();
    expect(headers['webhook-signature']).toMatch(/^v1,/);
  });

  it('takes the source from the options', async () => {
    const options = { source: 'https://noc.example.com/netpulse?site=1', mode: 'binary' };
    const { body } = await service.api.post<AttemptDto>('/webhooks/test', { webhook: webhook({ options }) });

    expect(body).toMatchObject({ status_code: 200, error: null });
    const request = await receiver.next();
    expect(eventOf(request).source).toBe(options.source);
    expect(request.headers['ce-source']).toBe(options.source);
  });

  it.each([
    ['mode', 'batch'],
    ['mode', null],
    ['source', ''],
    ['source', 'with space'],
    ['source', 'a\r\nX-Evil: 1'],
    ['source', '%zz'],
    ['source', 7],
    ['source', `/${'x'.repeat(256)}`],
    ['sauce', 'a'],
  ])('refuses a wrong option at submit: %s, %j', async (field, value) => {
    const { status, body } = await service.api.post(
      '/jobs',
      aJob(device, { webhook: webhook({ options: { [field]: value } }) }),
    );

    expect(status).toBe(422);
    expect(body).toMatchObject({ errors: [{ field: `webhook.options.${field}` }] });
  });

  it('is listed with its options, in the API and in Swagger', async () => {
    const { body: callers } = await service.api.get<object[]>('/webhooks/callers');
    expect(callers).toContainEqual(
      expect.objectContaining({
        name: 'cloudevents',
        schemes: ['http', 'https'],
        options: expect.objectContaining({
          properties: expect.objectContaining({
            mode: expect.objectContaining({ enum: ['structured', 'binary'], default: 'structured' }),
          }),
        }),
      }),
    );

    const { body: document } = await service.strangerApi.get<{ components: { schemas: object } }>(
      '/openapi.json',
    );
    expect(Object.keys(document.components.schemas)).toEqual(
      expect.arrayContaining(['CloudEventsOptions', 'RabbitmqOptions', 'KafkaOptions']),
    );
  });
});
