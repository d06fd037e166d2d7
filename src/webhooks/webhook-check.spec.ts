import { IsString } from 'class-validator';
import type { PluginRegistry } from '../plugins/plugin-registry.js';
import { checkWebhook } from './webhook-check.js';
import { WebhookDto } from './webhook.dto.js';

class SlackOptions {
  @IsString()
  channel: string;
}

const callers = [
  { name: 'basic', schemes: ['http', 'https'], parts: {} },
  { name: 'slack', schemes: ['http', 'https'], parts: { options: SlackOptions } },
  { name: 'rabbit', schemes: ['amqp', 'amqps'], parts: {} },
];
const plugins = {
  names: () => callers.map(({ name }) => name),
  description: (_kind: string, wanted: string) => callers.find(({ name }) => name === wanted),
} as unknown as PluginRegistry;
const settings = { host: '127.0.0.1', webhookAllow: [], webhookDeny: [] };

function aDto(fields: Partial<WebhookDto>): WebhookDto {
  return Object.assign(new WebhookDto(), { url: 'http://monitor.example.com/' }, fields);
}

describe('checkWebhook', () => {
  it('finds nothing wrong with a known caller and a name', () => {
    expect(checkWebhook(aDto({ name: 'slack', options: { channel: '#noc' } }), plugins, settings)).toEqual(
      [],
    );
  });

  it('lists the known callers when the name is unknown', () => {
    expect(checkWebhook(aDto({ name: 'pigeon' }), plugins, settings)).toEqual([
      { field: 'webhook.name', message: 'must be one of: basic, slack, rabbit' },
    ]);
  });

  it.each(['http://169.254.169.254/', 'http://2852039166/', 'http://[fd00:ec2::254]/', 'http://0/'])(
    'refuses the literal address in %s',
    (url) => {
      expect(checkWebhook(aDto({ url }), plugins, settings)).toEqual([
        {
          field: 'webhook.url',
          message: expect.stringMatching(/^must be a reachable host: its address is/) as string,
        },
      ]);
    },
  );

  it.each([
    ['basic', 'ftp://example.com/', 'must begin with http:// or https:// for the caller basic'],
    ['basic', 'amqp://example.com', 'must begin with http:// or https:// for the caller basic'],
    ['rabbit', 'http://example.com', 'must begin with amqp:// or amqps:// for the caller rabbit'],
  ])('refuses for the caller %s the URL %s', (name, url, message) => {
    expect(checkWebhook(aDto({ name, url }), plugins, settings)).toEqual([{ field: 'webhook.url', message }]);
  });

  it.each(['amqp://a.example.com,169.254.169.254', 'amqp://0xa9fea9fe/', 'amqp://[fe80::1]:5672'])(
    'refuses the literal address in %s',
    (url) => {
      expect(checkWebhook(aDto({ name: 'rabbit', url }), plugins, settings)).toEqual([
        { field: 'webhook.url', message: expect.stringMatching(/^must be a reachable host/) as string },
      ]);
    },
  );

  it.each([
    [{ name: 'slack', options: { channel: 7 } }, 'webhook.options.channel', 'must be a string'],
    [{ name: 'slack', options: null }, 'webhook.options.channel', 'is required: it must be a string'],
    [
      { name: 'slack', options: { channel: '#noc', chanel: '' } },
      'webhook.options.chanel',
      'is not a known field',
    ],
    [
      { name: 'basic', options: { channel: '#noc' } },
      'webhook.options',
      'must be left out: the caller basic takes no options',
    ],
  ])('judges options by the rules of the caller: %j', (fields, field, message) => {
    const dto = aDto(fields);
    expect(checkWebhook(dto, plugins, settings)).toEqual([{ field, message }]);
  });

  it('refuses loopback when the service listens wider', () => {
    const wide = { ...settings, host: '0.0.0.0' };
    expect(checkWebhook(aDto({ url: 'http://127.0.0.1/' }), plugins, settings)).toEqual([]);
    expect(checkWebhook(aDto({ url: 'http://127.0.0.1/' }), plugins, wide)).toHaveLength(1);
  });
});
