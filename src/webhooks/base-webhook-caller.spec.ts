import { Inject, Injectable } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import {
  BaseWebhookCaller,
  providePlugin,
  WebhookCaller,
  webhookCallerToken,
  type Receipt,
} from '../plugin.js';
import { PluginRegistry } from '../plugins/plugin-registry.js';
import { PluginsModule } from '../plugins/plugins.module.js';

@WebhookCaller('pigeon', { description: 'Sends a pigeon.' })
class PigeonCaller extends BaseWebhookCaller {
  call(): Promise<Receipt> {
    return Promise.resolve({ statusCode: null, answer: 'coo' });
  }
}

@Injectable()
class Dovecote {
  constructor(@Inject(webhookCallerToken('pigeon')) readonly pigeon: PigeonCaller) {}
}

describe('the injection token of a webhook caller', () => {
  it('gives what a request gets by its name, to whatever in a plugin asks for it', async () => {
    const module = await Test.createTestingModule({
      imports: [PluginsModule],
      providers: [providePlugin(PigeonCaller), Dovecote],
    }).compile();
    await module.init();

    const { pigeon } = module.get(Dovecote);

    expect(pigeon).toBeInstanceOf(PigeonCaller);
    expect(module.get(PluginRegistry).find('webhook-caller', 'pigeon')).toBe(pigeon);
    await module.close();
  });
});
