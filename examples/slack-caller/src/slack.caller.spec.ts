import { Test } from '@nestjs/testing';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { WebhookHttpClient, type CallContext, type JobEvent, type Webhook } from 'netpulse/plugin';
import { SlackCaller } from './slack.caller.js';
import { SlackOptions } from './slack-options.js';

describe('SlackCaller', () => {
  const send = vi.fn<WebhookHttpClient['send']>();
  let caller: SlackCaller;

  beforeEach(async () => {
    send.mockResolvedValue({ statusCode: 200, answer: 'ok' });
    const module = await Test.createTestingModule({
      providers: [SlackCaller, { provide: WebhookHttpClient, useValue: { send } }],
    }).compile();
    caller = module.get(SlackCaller);
  });

  /** What Slack would get for an event. */
  async function posted(event: Partial<JobEvent> = {}, options: object = {}): Promise<unknown> {
    const context = aContext(event, plainToInstance(SlackOptions, { channel: '#noc', ...options }));
    await caller.call(context);
    expect(send).toHaveBeenCalledWith(context, expect.anything());
    return send.mock.lastCall?.[1].body;
  }

  it('posts one line to the channel', async () => {
    expect(await posted()).toEqual({
      channel: '#noc',
      username: 'NetPulse',
      text: ':white_check_mark: 192.0.2.1: "show version" finished',
    });
  });

  it('names the sender as the options say', async () => {
    expect(await posted({}, { username: 'lab' })).toMatchObject({ username: 'lab' });
  });

  it.each<[string, Partial<JobEvent>, string]>([
    [
      'why a job failed',
      {
        status: 'failed',
        result: { outputs: [], error: { type: 'ConnectionFailed', message: 'Connection refused' } },
      },
      ':x: 192.0.2.1: "show version" failed: Connection refused',
    ],
    ["the device's name", { deviceName: 'core-1' }, ':white_check_mark: core-1: "show version" finished'],
    [
      'how many commands there were',
      { commands: ['show a', 'show b', 'show c'] },
      ':white_check_mark: 192.0.2.1: "show a" and 2 more finished',
    ],
    [
      'nothing of a configuration but its size',
      { operation: 'config', commands: ['username a password b', 'end'] },
      ':white_check_mark: 192.0.2.1: configuration (2 lines) finished',
    ],
    [
      'no markup of a device',
      { commands: ['<!channel> & co'] },
      ':white_check_mark: 192.0.2.1: "&lt;!channel&gt; &amp; co" finished',
    ],
  ])('tells %s', async (_what, event, text) => {
    expect(await posted(event)).toMatchObject({ text });
  });

  it('leaves a failure to NetPulse, which records it', async () => {
    send.mockRejectedValue(new Error('channel_not_found'));

    await expect(caller.call(aContext())).rejects.toThrow('channel_not_found');
  });
});

describe('SlackOptions', () => {
  const faults = (options: object): string[] =>
    validateSync(plainToInstance(SlackOptions, options)).map(({ property }) => property);

  it.each([{ channel: '#noc' }, { channel: '@alice' }, { channel: '#noc', username: 'lab' }])(
    'accepts %j',
    (options) => {
      expect(faults(options)).toEqual([]);
    },
  );

  it.each([
    [{}, 'channel'],
    [{ channel: 'noc' }, 'channel'],
    [{ channel: 7 }, 'channel'],
    [{ channel: '#noc', username: '' }, 'username'],
  ])('refuses %j', (options, property) => {
    expect(faults(options)).toEqual([property]);
  });
});

function aContext(
  event: Partial<JobEvent> = {},
  options: SlackOptions = plainToInstance(SlackOptions, { channel: '#noc' }),
): CallContext<SlackOptions> {
  return {
    event: {
      type: 'job.completed',
      jobId: 'job-1',
      status: 'finished',
      driver: 'netmiko',
      device: { host: '192.0.2.1', port: 22, deviceType: 'cisco_ios' },
      deviceName: null,
      operation: 'command',
      commands: ['show version'],
      createdAt: '2026-11-24T12:00:00.000Z',
      startedAt: '2026-11-24T12:00:00.000Z',
      endedAt: '2026-11-24T12:00:01.000Z',
      durationSeconds: 1,
      result: { outputs: [], error: null },
      ...event,
    },
    webhook: { name: 'slack', url: 'https://hooks.slack.example/x', options } as Webhook<SlackOptions>,
    deliveryId: 'delivery-1',
    signal: new AbortController().signal,
  };
}
