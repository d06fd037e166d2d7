import { createHash } from 'node:crypto';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aJob } from './harness/job-requests.js';
import { RunningService } from './harness/running-service.js';
import { ed25519Keys } from './lab/ed25519-keys.js';
import { SshDevice } from './lab/ssh-device/ssh-device.js';
import { VaultServer } from './lab/vault/vault-server.js';

const SECRET = 'Kx9-very-secret';

function fingerprintOf(publicKey: string): string {
  const blob = Buffer.from(publicKey.split(' ')[1] ?? '', 'base64');
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
}

describe('a credential', () => {
  let service: RunningService;
  let device: SshDevice;
  let vault: VaultServer;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'netpulse-credentials-'));
    writeFileSync(
      join(folder, 'elsewhere.json'),
      JSON.stringify({ username: 'admin', password: SECRET, hosts: '10.0.0.0/8' }),
    );
    writeFileSync(
      join(folder, 'here.json'),
      JSON.stringify({ username: 'admin', password: SECRET, hosts: '127.0.0.0/8' }),
    );
    [device, vault] = await Promise.all([
      SshDevice.start({ users: [{ name: 'admin', password: SECRET }], commands: { 'show version': 'IOS' } }),
      VaultServer.start({ secrets: { 'netpulse/core': { username: 'admin', password: SECRET } } }),
    ]);
    service = await RunningService.start({
      environment: {
        NETPULSE_CREDENTIAL_LAB_USERNAME: 'admin',
        NETPULSE_CREDENTIAL_LAB_PASSWORD: SECRET,
        NETPULSE_CREDENTIAL_HALF_PASSWORD: SECRET,
        NETPULSE_CREDENTIAL_AGENTS_COMMUNITY: 'c0mmunity',
        NETPULSE_CREDENTIALS_DIR: folder,
        NETPULSE_CREDENTIALS_CACHE: '0',
        NETPULSE_VAULT_URL: vault.url,
        NETPULSE_VAULT_TOKEN: vault.rootToken,
      },
    });
  });
  afterAll(async () => {
    await service.stop();
    await Promise.all([device.stop(), vault.stop()]);
    rmSync(folder, { recursive: true });
  });

  const job = (credential: object, login: object = {}): Record<string, unknown> =>
    aJob(device, {
      credential,
      connection_args: { device_type: 'cisco_ios', host: '127.0.0.1', port: device.port, ...login },
    });

  it('of the environment makes the login, and is in neither Redis, log nor answer', async () => {
    const { id } = await service.api.submit(job({ name: 'env', ref: 'LAB' }));
    await service.api.ended(id);

    const { body, text } = await service.api.get(`/jobs/${id}`);
    expect(body).toMatchObject({ status: 'finished', result: { retval: [{ stdout: 'IOS' }] } });
    const stored = readdirSync(service.dataDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
      .join('');
    expect(stored).toContain('"ref":"LAB"');
    for (const place of [stored, service.log, text]) expect(place).not.toContain(SECRET);
  });

  it('of Vault makes the login', async () => {
    expect(await service.api.run(job({ name: 'vault_kv', ref: 'netpulse/core' }))).toMatchObject({
      status: 'finished',
    });
  });

  it('is outdone by what the request gives itself', async () => {
    const ended = await service.api.run(job({ name: 'env', ref: 'LAB' }, { password: 'wrong' }));

    expect(ended.result?.error?.type).toBe('AuthenticationFailed');
  });

  it('completes what the request gives', async () => {
    const ended = await service.api.run(job({ name: 'env', ref: 'HALF' }, { username: 'admin' }));

    expect(ended.status).toBe('finished');
  });

  it("fills in SNMP's community too", async () => {
    const ended = await service.api.run({
      driver: 'snmp',
      connection_args: { host: '127.0.0.1', port: 1, timeout: 0.1, retries: 0 },
      credential: { name: 'env', ref: 'AGENTS' },
      command: 'get 1.3.6.1.2.1.1.5.0',
    });

    expect(ended.result?.error?.type).toMatch(/^Connection/);
  });

  it('does not go to a host that is trusted only because the request pins its key', async () => {
    const [known, shown] = [ed25519Keys(), ed25519Keys()];
    const thief = await SshDevice.start({ hostKeys: [shown.private] });
    const line = `[127.0.0.1]:${thief.port} ${known.public.split(' ').slice(0, 2).join(' ')}\n`;
    appendFileSync(join(service.dataDir, 'known_hosts'), line);
    const pinned = { port: thief.port, host_key_fingerprint: fingerprintOf(shown.public) };

    const withCredential = await service.api.run(job({ name: 'env', ref: 'LAB' }, pinned));
    const login = { device_type: 'cisco_ios', host: '127.0.0.1', username: 'admin', password: 'pwd123' };
    const withOwnLogin = await service.api.run(aJob(thief, { connection_args: { ...login, ...pinned } }));

    expect(withCredential.result?.error?.type).toBe('HostKeyMismatch');
    expect(withOwnLogin.status).toBe('finished');
    expect(thief.loginAttempts).toBe(1);
    await thief.stop();
  });

  it('may not go through a jump host that is none of its hosts', async () => {
    const ways = [
      { proxy_host: '192.0.2.1' },
      { jump_hosts: [{ host: '127.0.0.1' }, { host: '192.0.2.1' }] },
    ];

    for (const way of ways) {
      const ended = await service.api.run(job({ name: 'file', ref: 'here' }, way));

      expect(ended.result?.error).toEqual({
        type: 'CredentialUnavailable',
        message: 'Credential "here" of file may not go to 192.0.2.1: see its hosts',
      });
    }
  });

  it.each([
    ['over telnet', {}, { device_type: 'cisco_ios_telnet' }, 'may not go over telnet or http'],
    ['to another port', { ports: '22' }, {}, /may not go to port \d+: see its ports/],
    ['through another driver', { drivers: ['netconf'] }, {}, 'may not be used by the driver netmiko'],
  ])('goes nowhere %s where its owner did not allow it', async (_where, limits, way, message) => {
    const login = { username: 'admin', password: SECRET, ...limits };
    writeFileSync(join(folder, 'limited.json'), JSON.stringify(login));
    const attempts = device.loginAttempts;

    const ended = await service.api.run(job({ name: 'file', ref: 'limited' }, way));

    expect(ended.result?.error?.type).toBe('CredentialUnavailable');
    expect(ended.result?.error?.message).toMatch(message);
    expect(device.loginAttempts).toBe(attempts);
  });

  it.each([
    [
      'is not there',
      { name: 'env', ref: 'NONE' },
      'Credential "NONE" of env is not in the worker\'s environment',
    ],
    [
      'may not go to the device',
      { name: 'file', ref: 'elsewhere' },
      'may not go to 127.0.0.1: see its hosts',
    ],
    [
      'lacks what the driver needs',
      { name: 'env', ref: 'HALF' },
      'makes no login: connection_args.username is required',
    ],
  ])('that %s fails the job', async (_what, credential, message) => {
    const ended = await service.api.run(job(credential));

    expect(ended.result?.error).toEqual({
      type: 'CredentialUnavailable',
      message: expect.stringContaining(message),
    });
  });

  it.each([
    [
      'an unknown provider',
      { name: 'keychain', ref: 'LAB' },
      'credential.name',
      'must be one of: env, file, vault_kv',
    ],
    ['a faulty reference', { name: 'file', ref: '../LAB' }, 'credential.ref', 'must be a path'],
    [
      'a field that it does not know',
      { name: 'env', ref: 'LAB', path: 'x' },
      'credential.path',
      'is not a known field',
    ],
    ['a list', [{ name: 'env', ref: 'LAB' }], 'credential', 'must be an object'],
  ])('is refused at submit with %s', async (_what, credential, field, message) => {
    const { status, body } = await service.api.post('/jobs', job(credential));

    expect(status).toBe(422);
    expect(body).toMatchObject({
      errors: expect.arrayContaining([{ field, message: expect.stringContaining(message) }]),
    });
  });

  it('excuses no other fault of connection_args', async () => {
    const { body } = await service.api.post(
      '/jobs',
      job({ name: 'env', ref: 'LAB' }, { port: 0, username: '' }),
    );

    expect(body).toMatchObject({
      errors: [{ field: 'connection_args.port' }, { field: 'connection_args.username' }],
    });
  });
});
