import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SETTING_DEFINITIONS } from './setting-definitions.js';
import { readSettings, SettingsError } from './settings.js';

const KEY = Buffer.alloc(32, 7).toString('base64');

describe('readSettings', () => {
  it('needs no setting at all', () => {
    expect(readSettings({})).toMatchObject({
      host: '127.0.0.1',
      port: 9000,
      dataDir: '.netpulse',
      redisUrl: null,
      apiKey: null,
      encryptionKey: null,
      webhookAllow: [],
      logLevel: 'info',
    });
  });

  it('counts an empty variable as unset', () => {
    expect(readSettings({ NETPULSE_PORT: '' }).port).toBe(9000);
  });

  it.each([
    ['NETPULSE_PORT', '0', 'port', 0],
    ['NETPULSE_CONCURRENCY', '7', 'concurrency', 7],
    [
      'NETPULSE_REDIS_URL',
      'rediss://:secret@redis.example:6380/2',
      'redisUrl',
      'rediss://:secret@redis.example:6380/2',
    ],
    ['NETPULSE_ENCRYPTION_KEY', KEY, 'encryptionKey', Buffer.alloc(32, 7)],
    ['NETPULSE_WEBHOOK_PROXY', 'http://me:secret@proxy:3128', 'webhookProxy', 'http://me:secret@proxy:3128'],
    ['NETPULSE_SSH_LEGACY_ALGORITHMS', 'off', 'legacyAlgorithms', false],
    ['NETPULSE_EXAMPLE_REQUEST', '{"driver":"netmiko"}', 'exampleRequest', { driver: 'netmiko' }],
    [
      'NETPULSE_OIDC_ROLE_SCOPES',
      '{"cn=noc,dc=a": ["admin"]}',
      'oidcRoleScopes',
      new Map([['cn=noc,dc=a', ['admin']]]),
    ],
    [
      'NETPULSE_CORS_ORIGINS',
      'https://a.example, http://b:81/',
      'corsOrigins',
      ['https://a.example', 'http://b:81'],
    ],
  ])('reads %s', (variable, text, name, value) => {
    expect(readSettings({ [variable]: text })).toHaveProperty(name, value);
  });

  it('reads ranges of addresses', () => {
    const { webhookDeny } = readSettings({ NETPULSE_WEBHOOK_DENY: '10.0.0.0/8, fd00::/8,192.0.2.7' });

    expect(webhookDeny.map(([address, bits]) => `${address.toString()}/${bits}`)).toEqual([
      '10.0.0.0/8',
      'fd00::/8',
      '192.0.2.7/32',
    ]);
  });

  it.each([
    ['NETPULSE_PORT', '70000', 'a whole number from 0 to 65535'],
    ['NETPULSE_PORT', '9e3', 'a whole number from 0 to 65535'],
    ['NETPULSE_LOG_LEVEL', 'loud', 'one of fatal, error, warn'],
    ['NETPULSE_REDIS_URL', 'http://redis', 'redis://'],
    ['NETPULSE_WEBHOOK_ALLOW', '10.0.0.0/40', 'CIDR ranges'],
    ['NETPULSE_WEBHOOK_PROXY', 'socks5://proxy:1080', 'http://[user:password@]host:port'],
    ['NETPULSE_WEBHOOK_PROXY', 'http://proxy:3128/path', 'http://[user:password@]host:port'],
    ['NETPULSE_ENCRYPTION_KEY', 'short', '32 bytes in base64'],
    ['NETPULSE_API_KEY', 'short', '16 or more'],
    ['NETPULSE_EXAMPLE_REQUEST', '[]', 'a JSON object'],
    ['NETPULSE_OIDC_ISSUER', 'http://idp.example.com', 'https://'],
    ['NETPULSE_OIDC_ISSUER', 'https://idp.example.com', 'NETPULSE_OIDC_AUDIENCE'],
    ['NETPULSE_OIDC_ROLE_SCOPES', '{"netops": ["jobs"]}', 'jobs:read'],
    ['NETPULSE_CORS_ORIGINS', '*', 'http(s)://host[:port]'],
    ['NETPULSE_TRUSTED_PROXIES', 'proxy.example.com', 'CIDR ranges'],
  ])('refuses %s=%s and says what is allowed', (variable, text, allowed) => {
    const message = messageOf({ [variable]: text });

    expect(message).toContain(variable);
    expect(message).toContain(allowed);
  });

  it('names every fault at once', () => {
    expect(messageOf({ NETPULSE_PORT: 'x', NETPULSE_CONCURRENCY: '0' }).split('\n')).toHaveLength(2);
  });

  it('refuses a variable that it does not know, so that no misspelling is silent', () => {
    expect(messageOf({ NETPULSE_PROT: '9001' })).toContain('NETPULSE_PROT is no setting of NetPulse');
  });

  it('passes over what only the command line reads', () => {
    const environment = { NETPULSE_URL: 'http://127.0.0.1:9000', NETPULSE_DEVICE_PASSWORD: 'pwd123' };
    expect(() => readSettings(environment)).not.toThrow();
  });

  it('shows no secret that it refuses', () => {
    expect(messageOf({ NETPULSE_API_KEY: 'tooshort' })).not.toContain('tooshort');
    expect(messageOf({ NETPULSE_REDIS_URL: 'http://:hunter2@redis' })).not.toContain('hunter2');
  });

  describe('from files', () => {
    let folder: string;
    beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'netpulse-settings-'))));
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    it('reads a secret without the line end', () => {
      const path = join(folder, 'key');
      writeFileSync(path, 'a-key-of-good-length\n');

      expect(readSettings({ NETPULSE_API_KEY_FILE: path }).apiKey).toBe('a-key-of-good-length');
    });

    it('refuses a file that cannot be read', () => {
      expect(messageOf({ NETPULSE_API_KEY_FILE: join(folder, 'none') })).toContain('NETPULSE_API_KEY_FILE');
    });

    it.each(['NETPULSE_API_KEY', 'NETPULSE_ENCRYPTION_KEY', 'NETPULSE_REDIS_URL', 'NETPULSE_HOST'])(
      'refuses an empty file for %s, which has a meaning when it is unset',
      (variable) => {
        const path = join(folder, 'empty');
        writeFileSync(path, '\n');

        expect(messageOf({ [`${variable}_FILE`]: path })).toContain(
          `${variable}_FILE names a file that is empty`,
        );
      },
    );

    it('refuses a variable and its file at once', () => {
      expect(messageOf({ NETPULSE_PORT: '1', NETPULSE_PORT_FILE: 'x' })).toContain('both set');
    });
  });

  it('has a default for every setting that passes its own rule', () => {
    for (const { parser, defaultText } of Object.values(SETTING_DEFINITIONS)) {
      expect(parser(defaultText)).toMatchObject({ ok: true });
    }
  });
});

function messageOf(environment: NodeJS.ProcessEnv): string {
  try {
    readSettings(environment);
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
  }
  throw new Error('The settings were accepted');
}
