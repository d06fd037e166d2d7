import { ed25519Keys } from '../../../test/lab/ed25519-keys.js';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import type { SshDeviceOptions } from '../../../test/lab/ssh-device/device-options.js';
import { SshDevice } from '../../../test/lab/ssh-device/ssh-device.js';
import { DEFAULT_EGRESS } from '../device-egress.js';
import { HostKeys } from './host-keys.js';
import { SshLink } from './ssh-link.js';
import type { SshTarget } from './ssh-target.js';

const never = new AbortController().signal;
const devices: SshDevice[] = [];
const links: SshLink[] = [];
let folder: string;
let knownHosts: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'netpulse-keys-'));
  knownHosts = join(folder, 'sub', 'known_hosts');
});

afterEach(async () => {
  for (const link of links.splice(0)) link.destroy();
  await Promise.all(devices.splice(0).map((device) => device.stop()));
  rmSync(folder, { recursive: true, force: true });
});

async function aDevice(options: SshDeviceOptions = {}): Promise<SshDevice> {
  const device = await SshDevice.start(options);
  devices.push(device);
  return device;
}

function policy(hostKeys: 'accept-new' | 'strict' | 'off'): HostKeys {
  return new HostKeys({ hostKeys, knownHosts, dataDir: folder });
}

function target(device: SshDevice, more: Partial<SshTarget> = {}): SshTarget {
  return {
    host: device.host,
    port: device.port,
    username: 'admin',
    password: 'pwd123',
    privateKey: undefined,
    passphrase: undefined,
    hostKeyFingerprint: undefined,
    jumps: [],
    connectTimeoutMs: 5_000,
    withLegacyAlgorithms: true,
    loginFrom: 'request',
    egress: DEFAULT_EGRESS,
    keepaliveMs: 0,
    ...more,
  };
}

async function open(to: SshTarget, hostKeys = policy('off'), signal = never): Promise<SshLink> {
  const link = await SshLink.open(to, hostKeys, signal);
  links.push(link);
  return link;
}

interface Key {
  readonly private: string;
  readonly line: string;
  readonly fingerprint: string;
}

function aKey(type: 'ed25519' | 'ecdsa' = 'ed25519'): Key {
  const pair = type === 'ed25519' ? ed25519Keys() : ssh2.utils.generateKeyPairSync('ecdsa', { bits: 256 });
  const line = pair.public.split(' ').slice(0, 2).join(' ');
  const blob = Buffer.from(line.split(' ')[1] ?? '', 'base64');
  const hash = createHash('sha256').update(blob).digest('base64').replace(/=+$/, '');
  return { private: pair.private, line, fingerprint: `SHA256:${hash}` };
}

describe('a host key', () => {
  it('that comes first is remembered, in a line that OpenSSH reads', async () => {
    const key = aKey();
    const device = await aDevice({ hostKeys: [key.private] });

    const link = await open(target(device), policy('accept-new'));

    expect(link.remoteVersion).toMatch(/^ssh2js/);
    expect(readFileSync(knownHosts, 'utf8')).toBe(`[127.0.0.1]:${device.port} ${key.line}\n`);
    const found = spawnSync('ssh-keygen', ['-F', `[127.0.0.1]:${device.port}`, '-l', '-f', knownHosts]);
    if (found.error === undefined) expect(found.stdout.toString()).toContain(key.fingerprint);
  });

  it.each(['accept-new', 'strict'] as const)('that changed is refused, with both told (%s)', async (mode) => {
    const [old, fresh] = [aKey(), aKey()];
    const device = await aDevice({ hostKeys: [fresh.private] });
    const before = `[127.0.0.1]:${device.port} ${old.line}`;
    await policy('accept-new').checkFor(target(device));
    rmSync(join(folder, 'sub'), { recursive: true, force: true });
    knownHosts = join(folder, 'known_hosts');
    writeFileSync(knownHosts, before);

    const failure = open(target(device), policy(mode));

    await expect(failure).rejects.toMatchObject({
      type: 'HostKeyMismatch',
      message: expect.stringContaining(
        `shows ${fresh.fingerprint} (ssh-ed25519), but known is ${old.fingerprint} (ssh-ed25519)`,
      ) as string,
    });
    expect(readFileSync(knownHosts, 'utf8')).toBe(before);
    expect(device.loginAttempts).toBe(0);
  });

  it('that is not known is refused by the strict policy', async () => {
    const device = await aDevice();

    await expect(open(target(device), policy('strict'))).rejects.toMatchObject({ type: 'HostKeyUnknown' });
    expect(existsSync(knownHosts)).toBe(false);
    expect(device.loginAttempts).toBe(0);
  });

  it.each(['accept-new', 'off'] as const)(
    'that is not known is refused where the request demands a known one, whatever the policy: %s',
    async (hostKeys) => {
      const [device, bastion] = await Promise.all([aDevice(), aDevice({ allowsForwarding: true })]);
      const strict = target(device, { mustBeKnown: true });

      await expect(open(strict, policy(hostKeys))).rejects.toMatchObject({ type: 'HostKeyUnknown' });
      await expect(
        open(target(device, { jumps: [target(bastion, { mustBeKnown: true })] }), policy(hostKeys)),
      ).rejects.toMatchObject({ type: 'HostKeyUnknown' });
      expect(device.loginAttempts + bastion.loginAttempts).toBe(0);

      await open(target(device), policy('accept-new'));
      await open(strict, policy(hostKeys));
    },
  );

  it('that is revoked is refused, also when it is pinned', async () => {
    const key = aKey();
    const device = await aDevice({ hostKeys: [key.private] });
    knownHosts = join(folder, 'known_hosts');
    writeFileSync(knownHosts, `@revoked * ${key.line}\n`);

    for (const hostKeyFingerprint of [undefined, key.fingerprint]) {
      await expect(open(target(device, { hostKeyFingerprint }), policy('accept-new'))).rejects.toMatchObject({
        type: 'HostKeyMismatch',
        message: expect.stringMatching(/^Host key revoked: /) as string,
      });
    }
  });

  it('that is pinned needs no file where the request logs in, and no other is accepted', async () => {
    const [key, other] = [aKey(), aKey()];
    const device = await aDevice({ hostKeys: [key.private] });

    await open(target(device, { hostKeyFingerprint: key.fingerprint }), policy('accept-new'));

    const failure = open(target(device, { hostKeyFingerprint: other.fingerprint }), policy('off'));
    await expect(failure).rejects.toMatchObject({ type: 'HostKeyMismatch' });
    expect(existsSync(knownHosts)).toBe(false);
  });

  it.each([
    { loginFrom: 'credential', mode: 'accept-new' },
    { loginFrom: 'credential', mode: 'strict' },
    { loginFrom: 'request', mode: 'strict' },
  ] as const)(
    'that is pinned has to be the known one, too, for a login of the $loginFrom ($mode)',
    async ({ loginFrom, mode }) => {
      const [key, fake] = [aKey(), aKey()];
      const [device, thief] = [
        await aDevice({ hostKeys: [key.private] }),
        await aDevice({ hostKeys: [fake.private] }),
      ];
      knownHosts = join(folder, 'known_hosts');
      writeFileSync(knownHosts, `[127.0.0.1]:* ${key.line}\n`);
      const pinned = (to: SshDevice, { fingerprint }: Key): Promise<SshLink> =>
        open(target(to, { hostKeyFingerprint: fingerprint, loginFrom }), policy(mode));

      await expect(pinned(thief, fake)).rejects.toMatchObject({ type: 'HostKeyMismatch' });
      await expect(pinned(device, fake)).rejects.toMatchObject({ type: 'HostKeyMismatch' });
      await pinned(device, key);

      expect(thief.loginAttempts).toBe(0);
    },
  );

  it('that is pinned is not known for that: the strict policy refuses it', async () => {
    const key = aKey();
    const device = await aDevice({ hostKeys: [key.private] });

    const failure = open(target(device, { hostKeyFingerprint: key.fingerprint }), policy('strict'));

    await expect(failure).rejects.toMatchObject({ type: 'HostKeyUnknown' });
    expect(device.loginAttempts).toBe(0);
  });

  it('of the type that is known is asked for, where the host has several', async () => {
    const [ed25519, ecdsa] = [aKey(), aKey('ecdsa')];
    const device = await aDevice({ hostKeys: [ed25519.private, ecdsa.private] });
    knownHosts = join(folder, 'known_hosts');
    writeFileSync(knownHosts, `[127.0.0.1]:${device.port} ${ecdsa.line}\n`);

    await expect(open(target(device), policy('strict'))).resolves.toBeDefined();
    await expect(
      open(target(device, { withLegacyAlgorithms: false }), policy('strict')),
    ).resolves.toBeDefined();
  });

  it('that an operator adds or removes counts at once', async () => {
    const [old, key] = [aKey(), aKey()];
    const device = await aDevice({ hostKeys: [key.private] });
    knownHosts = join(folder, 'known_hosts');
    writeFileSync(knownHosts, `[127.0.0.1]:${device.port} ${old.line}`);
    const keys = policy('strict');
    await expect(open(target(device), keys)).rejects.toMatchObject({ type: 'HostKeyMismatch' });

    appendFileSync(knownHosts, `\n[127.0.0.1]:${device.port} ${key.line}\n`);

    await expect(open(target(device), keys)).resolves.toBeDefined();
  });

  it('is remembered whole by connections at once, and once', async () => {
    const many = await Promise.all(Array.from({ length: 10 }, () => aDevice()));
    knownHosts = join(folder, 'known_hosts');
    writeFileSync(knownHosts, '# no newline at the end');
    const keys = [policy('accept-new'), policy('accept-new')];

    await Promise.all([...many, ...many].map((device, index) => open(target(device), keys[index % 2])));

    const lines = readFileSync(knownHosts, 'utf8').split('\n').filter(Boolean);
    expect(lines.every((line) => /^(#.*|\[127\.0\.0\.1\]:\d+ ssh-ed25519 \S+)$/.test(line))).toBe(true);
    expect(new Set(lines).size).toBe(11);
  });
});

describe('a jump host', () => {
  const jumpOf = (device: SshDevice, more: object = {}) => ({ ...target(device), ...more });

  it('leads to a device, whose own key and login count', async () => {
    const [bastion, device] = await Promise.all([
      aDevice({ users: [{ name: 'jumper', password: 'jump-pw' }], allowsForwarding: true }),
      aDevice(),
    ]);
    const jumps = [jumpOf(bastion, { username: 'jumper', password: 'jump-pw' })];

    const link = await open(target(device, { jumps }), policy('accept-new'));

    expect(readFileSync(knownHosts, 'utf8').trim().split('\n')).toHaveLength(2);
    await link.close();
    await expect.poll(() => bastion.openConnections).toBe(0);
  });

  it('does not say for others what key a host has: an impostor behind one is known there only', async () => {
    const [honest, impostor] = [aKey(), aKey()];
    const [bastion, device, fake] = await Promise.all([
      aDevice({ allowsForwarding: true }),
      aDevice({ hostKeys: [honest.private] }),
      aDevice({ hostKeys: [impostor.private] }),
    ]);
    bastion.behavior.forwardsTo = fake.port;
    const jumps = [jumpOf(bastion)];
    await open(target(device, { jumps }), policy('accept-new'));

    await open(target(device), policy('accept-new'));

    expect(device.loginAttempts).toBe(1);
    expect(readFileSync(knownHosts, 'utf8').trim().split('\n').slice(1)).toEqual([
      `[127.0.0.1]:${device.port}@[127.0.0.1]:${bastion.port} ${impostor.line}`,
      `[127.0.0.1]:${device.port} ${honest.line}`,
    ]);
    bastion.behavior.forwardsTo = null;
    await expect(open(target(device, { jumps }), policy('accept-new'))).rejects.toMatchObject({
      type: 'HostKeyMismatch',
    });
  });

  it('leads to a device whose key the operator wrote down under its name', async () => {
    const [expected, other] = [aKey(), aKey()];
    const [bastion, device] = await Promise.all([
      aDevice({ allowsForwarding: true }),
      aDevice({ hostKeys: [other.private] }),
    ]);
    knownHosts = join(folder, 'known_hosts');
    writeFileSync(knownHosts, `[127.0.0.1]:${device.port} ${expected.line}\n`);

    await expect(
      open(target(device, { jumps: [jumpOf(bastion)] }), policy('accept-new')),
    ).rejects.toMatchObject({ type: 'HostKeyMismatch' });
  });

  it.each([
    ['a wrong password there', { password: 'no' }, 'AuthenticationFailed', true],
    ['a changed key there', { hostKeyFingerprint: aKey().fingerprint }, 'HostKeyMismatch', true],
    ['no right to forward', {}, 'ConnectionFailed', false],
  ])('is named in the error for %s', async (_what, more, type, allowsForwarding) => {
    const [bastion, device] = await Promise.all([aDevice({ allowsForwarding }), aDevice()]);

    await expect(open(target(device, { jumps: [jumpOf(bastion, more)] }))).rejects.toMatchObject({
      type,
      message: expect.stringMatching(/^Jump host 127\.0\.0\.1: /) as string,
    });
    expect(device.connectionCount).toBe(0);
  });

  it('that is silent runs into the time-out of the connection', async () => {
    const [bastion, device] = await Promise.all([aDevice(), aDevice()]);
    bastion.behavior.connections = 'silent';

    await expect(
      open(target(device, { jumps: [jumpOf(bastion)], connectTimeoutMs: 200 })),
    ).rejects.toMatchObject({ type: 'ConnectionTimeout' });
  });

  it('is one of several, each with its own login and key', async () => {
    const user = (name: string) => ({ users: [{ name, password: `${name}-pw` }], allowsForwarding: true });
    const [first, second, device] = await Promise.all([
      aDevice(user('one')),
      aDevice(user('two')),
      aDevice(),
    ]);
    const jumps = [
      jumpOf(first, { username: 'one', password: 'one-pw' }),
      jumpOf(second, { username: 'two', password: 'two-pw' }),
    ];

    const link = await open(target(device, { jumps }), policy('accept-new'));

    expect(readFileSync(knownHosts, 'utf8').trim().split('\n')).toHaveLength(3);
    expect([first, second, device].map(({ loginAttempts }) => loginAttempts > 0)).toEqual([true, true, true]);
    // The first one's own connection, and the one that it makes to the second.
    expect(first.openConnections).toBe(2);
    await link.close();
    await expect.poll(() => first.openConnections + second.openConnections).toBe(0);
  });

  it('is told apart from the others by its error, and nothing beyond it is touched', async () => {
    const [first, second, device] = await Promise.all([
      aDevice({ allowsForwarding: true }),
      aDevice({ allowsForwarding: true }),
      aDevice(),
    ]);
    const failed = { host: 'localhost', password: 'no' };

    const failure = open(target(device, { jumps: [jumpOf(first), jumpOf(second, failed)] }));

    await expect(failure).rejects.toMatchObject({
      type: 'AuthenticationFailed',
      message: expect.stringMatching(/^Jump host localhost: /) as string,
    });
    expect(device.connectionCount).toBe(0);
    await expect.poll(() => first.openConnections + second.openConnections).toBe(0);
  });

  it('is let go when the job is aborted behind it', async () => {
    const [bastion, device] = await Promise.all([aDevice({ allowsForwarding: true }), aDevice()]);
    device.behavior.logins = 'hang';
    const abort = new AbortController();

    const opening = open(target(device, { jumps: [jumpOf(bastion)] }), policy('off'), abort.signal);
    await expect.poll(() => device.connectionCount).toBe(1);
    abort.abort();

    await expect(opening).rejects.toMatchObject({ type: 'Aborted' });
    await expect.poll(() => bastion.openConnections).toBe(0);
  });
});

describe('keepalive', () => {
  it('ends a connection whose device went silent', async () => {
    const device = await aDevice();
    const link = await open(target(device, { keepaliveMs: 20 }));
    const closed = new Promise<void>((resolve) => {
      link.client.once('close', () => {
        resolve();
      });
    });

    device.freezeAll();

    await closed;
  });
});
