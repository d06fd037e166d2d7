import { Module } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { ConfigModule } from '../config/config.module.js';
import { readSettings } from '../config/settings.js';
import { PluginsModule } from '../plugins/plugins.module.js';
import { providePlugin } from '../plugins/plugin.js';
import { CredentialFault, CredentialSource, type CredentialProvider } from './credential-provider.js';
import { CredentialResolver } from './credential-resolver.js';
import { CredentialsModule } from './credentials.module.js';

const never = new AbortController().signal;
let questions: string[];

/** A plugin's provider: its reference says what it does. */
@CredentialSource('safe', { description: 'A safe of the test.' })
class SafeProvider implements CredentialProvider {
  refFault(ref: string): string | null {
    return ref.includes(' ') ? 'must have no blanks' : null;
  }

  async read(ref: string): Promise<Record<string, unknown>> {
    questions.push(ref);
    if (ref === 'hangs') return new Promise(() => {});
    if (ref === 'locked') throw new CredentialFault('is locked away');
    if (ref === 'broken') throw new TypeError('cannot parse hunter2');
    return ref === 'empty' ? { owner: 'noc' } : { username: ref };
  }
}

@Module({ providers: [providePlugin(SafeProvider)] })
class SafeModule {}

describe('CredentialResolver', () => {
  let module: TestingModule;
  let resolver: CredentialResolver;
  const safe = (ref: string) => ({ name: 'safe', ref });

  async function start(cacheSeconds: string): Promise<void> {
    questions = [];
    const settings = readSettings({ NETPULSE_CREDENTIALS_CACHE: cacheSeconds });
    module = await Test.createTestingModule({
      imports: [ConfigModule.with(settings), PluginsModule, CredentialsModule, SafeModule],
    }).compile();
    await module.init();
    resolver = module.get(CredentialResolver);
  }
  beforeEach(() => start('5'));
  afterEach(() => module.close());

  it('finds the providers of NetPulse and of plugins', async () => {
    expect(resolver.providers).toEqual(['env', 'file', 'safe', 'vault_kv']);
    expect(await resolver.resolve(safe('bob'), never)).toEqual({
      fields: { username: 'bob' },
      limits: expect.anything(),
    });
  });

  it('asks once for all who need the same credential within a few seconds, and then anew', async () => {
    const now = vi.spyOn(performance, 'now').mockReturnValue(0);

    await Promise.all([resolver.resolve(safe('bob'), never), resolver.resolve(safe('bob'), never)]);
    now.mockReturnValue(4_999);
    await resolver.resolve(safe('bob'), never);
    expect(questions).toEqual(['bob']);

    now.mockReturnValue(5_000);
    await resolver.resolve(safe('bob'), never);
    expect(questions).toEqual(['bob', 'bob']);
  });

  it('keeps nothing when it is told so', async () => {
    await module.close();
    await start('0');

    await resolver.resolve(safe('bob'), never);
    await resolver.resolve(safe('bob'), never);

    expect(questions).toEqual(['bob', 'bob']);
  });

  it('keeps no failure', async () => {
    for (let time = 0; time < 2; time++) {
      await expect(resolver.resolve(safe('locked'), never)).rejects.toThrow(
        'Credential "locked" of safe is locked away',
      );
    }

    expect(questions).toEqual(['locked', 'locked']);
  });

  it.each([
    ['broken', /^Credential "broken" of safe cannot be read \(TypeError\)$/],
    ['empty', /has none of username, password/],
    ['a b', /must have no blanks/],
  ])('says why there is no "%s", and no more', async (ref, message) => {
    await expect(resolver.resolve(safe(ref), never)).rejects.toMatchObject({
      type: 'CredentialUnavailable',
      message: expect.stringMatching(message),
    });
  });

  it('lets one who gives up go, and the others wait on', async () => {
    const impatient = new AbortController();
    const waiting = resolver.resolve(safe('hangs'), impatient.signal);

    impatient.abort(new Error('enough'));

    await expect(waiting).rejects.toThrow('enough');
    void resolver.resolve(safe('hangs'), never).catch(() => {});
    expect(questions).toEqual(['hangs']);
  });
});
