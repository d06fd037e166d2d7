import type { PluginRegistry } from '../plugins/plugin-registry.js';
import { checkWebhook } from './webhook-check.js';
import { WebhookDto } from './webhook.dto.js';

const plugins = { names: () => ['basic', 'slack'] } as unknown as PluginRegistry;
const settings = { host: '127.0.0.1', webhookAllow: [], webhookDeny: [] };

function aDto(fields: Partial<WebhookDto>): WebhookDto {
  return Object.assign(new WebhookDto(), { url: 'http://monitor.example.com/' }, fields);
}

describe('checkWebhook', () => {
  it('finds nothing wrong with a known caller and a name', () => {
    expect(checkWebhook(aDto({ name: 'slack' }), plugins, settings)).toEqual([]);
  });

  it('lists the known callers when the name is unknown', () => {
    expect(checkWebhook(aDto({ name: 'pigeon' }), plugins, settings)).toEqual([
      { field: 'webhook.name', message: 'must be one of: basic, slack' },
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

  it('refuses loopback when the service listens wider', () => {
    const wide = { ...settings, host: '0.0.0.0' };
    expect(checkWebhook(aDto({ url: 'http://127.0.0.1/' }), plugins, settings)).toEqual([]);
    expect(checkWebhook(aDto({ url: 'http://127.0.0.1/' }), plugins, wide)).toHaveLength(1);
  });
});
