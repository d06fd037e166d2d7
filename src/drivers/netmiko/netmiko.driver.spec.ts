import { ed25519Keys } from '../../../test/lab/ed25519-keys.js';
import { plainToInstance } from 'class-transformer';
import type { SshDeviceOptions } from '../../../test/lab/ssh-device/device-options.js';
import { SshDevice } from '../../../test/lab/ssh-device/ssh-device.js';
import { CommandRejectedError } from '../device-error.js';
import type { CliSession } from './cli-session.js';
import { NetmikoConnectionArgs } from './netmiko-connection-args.js';
import type { NetmikoDriverArgs } from './netmiko-driver-args.js';
import { NetmikoDriver } from './netmiko.driver.js';
import { uncheckedHostKeys } from '../../../test/harness/unchecked-host-keys.js';

const never = new AbortController().signal;
const plain: NetmikoDriverArgs = {};
const driver = new NetmikoDriver({ legacyAlgorithms: true }, uncheckedHostKeys());
const devices: SshDevice[] = [];
const sessions: CliSession[] = [];

async function aDevice(options: SshDeviceOptions = {}): Promise<SshDevice> {
  const device = await SshDevice.start(options);
  devices.push(device);
  return device;
}

function argsOf(device: SshDevice, more: object = {}): NetmikoConnectionArgs {
  return plainToInstance(NetmikoConnectionArgs, {
    device_type: 'cisco_ios',
    host: device.host,
    port: device.port,
    username: 'admin',
    password: 'pwd123',
    ...more,
  });
}

async function connect(device: SshDevice, more: object = {}, signal = never): Promise<CliSession> {
  const session = await driver.open(argsOf(device, more), signal);
  sessions.push(session);
  return session;
}

afterEach(async () => {
  await Promise.all(sessions.splice(0).map((session) => session.close()));
  await Promise.all(devices.splice(0).map((device) => device.stop()));
});

describe('a session on an IOS device', () => {
  it('answers a command with the text of the device, without echo and prompt', async () => {
    const device = await aDevice({
      motd: 'Authorized use only\nR1 is watched',
      commands: { 'show x': 'a\n\n  b ' },
    });
    const session = await connect(device);

    expect(await session.run('show x', plain, never)).toEqual({
      command: 'show x',
      stdout: 'a\n\n  b ',
      stderr: '',
      exitStatus: 0,
    });
  });

  it('leaves command and prompt around the output where the job wants them', async () => {
    const session = await connect(await aDevice({ commands: { 'show x': 'a\nb' } }));

    const whole = await session.run('show x', { strip_command: false, strip_prompt: false }, never);

    expect(whole.stdout).toBe('show x\na\nb\nR1>');
  });

  it('runs one command after the other on one connection', async () => {
    const device = await aDevice();
    const session = await connect(device);

    const outputs = [
      await session.run('show version', plain, never),
      await session.run('show version', plain, never),
    ];

    expect(outputs[0]?.stdout).toContain('Cisco IOS Software');
    expect(outputs[1]).toEqual(outputs[0]);
    expect(device.connectionCount).toBe(1);
  });

  it.each(['R1', 'core-switch-with-a-long-name.lab'])(
    'enters configuration on %s and leaves it',
    async (hostname) => {
      const device = await aDevice({ hostname, secret: 'ena' });
      const session = await connect(device, { secret: 'ena' });

      const output = await session.configure(['interface Gi0/1', ' description to core'], plain, never);

      expect(output).toMatchObject({ command: 'interface Gi0/1\n description to core', exitStatus: 0 });
      expect(output.stdout.split('\n')).toEqual([
        'configure terminal',
        'Enter configuration commands, one per line.  End with CNTL/Z.',
        `${hostname}(config)#interface Gi0/1`,
        `${hostname}(config-if)# description to core`,
        `${hostname}(config-if)#end`,
        `${hostname}#`,
      ]);
      expect(device.config).toEqual(['interface Gi0/1', ' description to core']);
      expect(session.isUsable).toBe(true);
    },
  );

  it('enters a banner, in which no prompt comes, and a new hostname', async () => {
    const device = await aDevice();
    const session = await connect(device);

    await session.configure(['banner motd ^', 'keep out', '^', 'hostname R2', 'no shutdown'], plain, never);

    expect(device.config).toEqual(['banner motd ^', 'keep out', '^', 'no shutdown']);
    expect((await session.run('show version', plain, never)).stdout).toContain('R2 uptime');
  });

  it('stops at the first line that the device rejects, and leaves configuration', async () => {
    const device = await aDevice();
    const session = await connect(device);

    const failure = session.configure(['interface Gi0/1', 'descripton x', 'shutdown'], plain, never);

    await expect(failure).rejects.toMatchObject({
      type: 'CommandRejected',
      message: `The device rejected "descripton x": % Invalid input detected at '^' marker.`,
      output: { command: 'interface Gi0/1\ndescripton x', exitStatus: 1 },
    });
    expect(device.config).toEqual(['interface Gi0/1']);
    expect(device.log).toContain('end');
    expect(session.isUsable).toBe(true);
  });

  it('reports a rejected command with what the device printed, and goes on', async () => {
    const device = await aDevice();
    const session = await connect(device);

    const error = await session.run('shaw version', plain, never).catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(CommandRejectedError);
    expect((error as CommandRejectedError).output.stdout).toContain(
      "% Invalid input detected at '^' marker.",
    );
    expect(session.isUsable).toBe(true);
    await expect(session.run('show version', plain, never)).resolves.toMatchObject({ exitStatus: 0 });
  });

  it('enables with the secret', async () => {
    const device = await aDevice({ secret: 'ena' });
    const session = await connect(device, { secret: 'ena' });

    expect((await session.run('show running-config', plain, never)).stdout).toContain('hostname R1');
  });

  it('needs no secret where the login is privileged already', async () => {
    const device = await aDevice({ secret: 'ena', isPrivileged: true });

    await connect(device, { secret: 'other' });

    expect(device.log).not.toContain('enable');
  });

  it('stays unprivileged without a secret', async () => {
    const device = await aDevice({ secret: 'ena' });
    const session = await connect(device);

    await expect(session.run('show running-config', plain, never)).rejects.toMatchObject({
      type: 'CommandRejected',
    });
  });

  it.each([['a wrong secret', { secret: 'wrong-secret' }, 'Enable failed: The device refused the secret']])(
    'fails to enable with %s',
    async (_what, more, message) => {
      const device = await aDevice({ secret: 'ena' });

      await expect(connect(device, more)).rejects.toMatchObject({ type: 'EnableFailed', message });
      await expect.poll(() => device.sessionCount).toBe(0);
    },
  );

  it('fails to configure where a secret is asked for and none is given', async () => {
    const session = await connect(await aDevice({ secret: 'ena' }));

    await expect(session.configure(['no shutdown'], plain, never)).rejects.toMatchObject({
      type: 'EnableFailed',
      message: 'Enable failed: The device asks for a secret, and the request has none',
    });
    expect(session.isUsable).toBe(false);
  });

  it('goes back to the user mode in which the session began', async () => {
    const device = await aDevice();
    const session = await connect(device);

    await session.configure(['no shutdown'], plain, never);

    expect(device.log.slice(-2)).toEqual(['end', 'disable']);
    expect(session.isUsable).toBe(true);
  });
});

describe('an odd device', () => {
  const long = Array.from({ length: 3_000 }, (_, index) => `interface ${index}`).join('\n');

  it.each([false, true])(
    'that pages although it was told not to is paged through (pager left: %s)',
    async (leavesPager) => {
      const device = await aDevice({ commands: { 'show long': long } });
      device.behavior.deniesPagingOff = true;
      device.behavior.leavesPager = leavesPager;
      const session = await connect(device);

      const { stdout } = await session.run('show long', plain, never);

      expect(leavesPager ? stdout.replace(/\n\n/g, '\n') : stdout).toBe(long);
    },
  );

  it('that sends every byte by itself is understood', async () => {
    const device = await aDevice({ secret: 'ena', commands: { 'show x': 'Zürich 世界\nR2#x' } });
    device.behavior.chunkBytes = 1;
    const session = await connect(device, { secret: 'ena' });

    expect((await session.run('show x', plain, never)).stdout).toBe('Zürich 世界\nR2#x');
    await session.configure(['interface Gi0/1', 'shutdown'], plain, never);
    expect(device.config).toHaveLength(2);
  });

  it('that prints log lines in the middle of output and behind prompts is understood', async () => {
    const device = await aDevice({ commands: { 'show x': 'a\nb' } });
    const session = await connect(device);
    device.behavior.logLine = '%LINK-3-UPDOWN: Interface Gi0/1, changed state to down';
    device.announce('%SYS-5-RESTART: System restarted');
    expect((await session.run('show x', plain, never)).stdout).toBe(`a\n${device.behavior.logLine}\nb`);

    device.behavior.logLine = null;
    device.behavior.logLineBehindPrompt = '%SYS-5-CONFIG_I: Configured';
    const running = session.run('show x', plain, never);
    await expect.poll(() => device.log.at(-1)).toBe('show x');
    device.behavior.logLineBehindPrompt = null;

    expect((await running).stdout).toBe('a\nb');
  });

  it('that does not echo is understood', async () => {
    const device = await aDevice();
    device.behavior.doesEcho = false;
    const session = await connect(device);

    expect((await session.run('show version', plain, never)).stdout).toMatch(/^Cisco IOS Software/);
  });

  it('that is slow is waited for', async () => {
    const device = await aDevice();
    const session = await connect(device);
    device.behavior.delayMs = 700;

    expect((await session.run('show version', plain, never)).stdout).toContain('Cisco');
  });

  it('that never answers a command runs into the read timeout', async () => {
    const device = await aDevice();
    device.behavior.hangAt = 'show tech';
    const session = await connect(device, { read_timeout: 60 });

    const failure = session.run('show tech', { read_timeout: 0.2 }, never);

    await expect(failure).rejects.toMatchObject({ type: 'CommandTimeout' });
    expect(session.isUsable).toBe(false);
    expect(await session.isAlive(never)).toBe(false);
  });

  it('that cuts the connection in the middle of a command has lost the session', async () => {
    const device = await aDevice();
    device.behavior.cutAt = 'show version';
    const session = await connect(device);

    await expect(session.run('show version', plain, never)).rejects.toMatchObject({
      type: 'SessionLost',
      message: 'Session lost: The device ended the session before the prompt "R1>" after "show version"',
    });
    expect(session.isUsable).toBe(false);
  });

  it('EOS is understood', async () => {
    const device = await aDevice({ personality: 'arista_eos', hostname: 'leaf1' });
    const session = await connect(device, { device_type: 'arista_eos' });

    expect((await session.run('show version', plain, never)).stdout).toContain('Arista');
    await session.configure(['banner motd', 'keep out ^', 'EOF', 'vlan 10', 'name lab'], plain, never);
    await expect(session.run('shaw', plain, never)).rejects.toMatchObject({ type: 'CommandRejected' });
  });
});

describe('opening a session', () => {
  it('tells of a wrong password, after one failed login', async () => {
    const device = await aDevice();

    await expect(connect(device, { password: 'wrong-password' })).rejects.toMatchObject({
      type: 'AuthenticationFailed',
      message: 'Authentication failed: The device refused the username, password or key',
    });
  });

  it('logs in by keyboard-interactive where nothing else is offered', async () => {
    const session = await connect(await aDevice({ loginMethods: ['keyboard-interactive'] }));

    expect(session.isUsable).toBe(true);
  });

  it('logs in with a key, also one with a passphrase', async () => {
    const keys = ed25519Keys({
      passphrase: 'let-me',
      cipher: 'aes256-cbc',
      rounds: 2,
    });
    const device = await aDevice({ users: [{ name: 'admin', publicKey: keys.public }] });
    const login = { password: undefined, pkey: keys.private };

    expect((await connect(device, { ...login, passphrase: 'let-me' })).isUsable).toBe(true);
    await expect(connect(device, { ...login, passphrase: 'wrong' })).rejects.toMatchObject({
      type: 'AuthenticationFailed',
      message: expect.stringMatching(/^Private key not usable: /) as string,
    });
  });

  it.each([
    ['says nothing after TCP connect', { connections: 'silent' as const }],
    ['never answers the login', { logins: 'hang' as const }],
  ])('times out on a device that %s', async (_what, behavior) => {
    const device = await aDevice();
    Object.assign(device.behavior, behavior);

    await expect(connect(device, { conn_timeout: 0.3 })).rejects.toMatchObject({
      type: 'ConnectionTimeout',
      message: 'Connection timeout: Unable to connect to device',
    });
  });

  it('tells of a refused connection', async () => {
    const device = await aDevice();
    await device.stop();

    await expect(connect(device)).rejects.toMatchObject({
      type: 'ConnectionFailed',
      message: 'Connection refused: Unable to connect to device',
    });
  });

  it('tells of a name that does not exist', async () => {
    const device = await aDevice();

    await expect(connect(device, { host: 'no-such-device.invalid' })).rejects.toMatchObject({
      type: 'ConnectionFailed',
      message: expect.stringMatching(
        /^Host name (not found|lookup failed): Unable to connect to device$/,
      ) as string,
    });
  });

  it('tells of a device that ends the connection before login', async () => {
    const device = await aDevice();
    device.behavior.connections = 'cut';

    await expect(connect(device)).rejects.toMatchObject({ type: 'ConnectionFailed' });
  });

  it('tells of a command line that is not what device_type says', async () => {
    const device = await aDevice({ hostname: '[R1]' });

    await expect(connect(device, { conn_timeout: 2 })).rejects.toMatchObject({
      type: 'UnexpectedOutput',
      message:
        'Login not understood: a prompt of cisco_ios after login did not come within 2 s; last came "[R1]>"',
    });
  });

  it('stops when it is aborted, and leaves no connection behind', async () => {
    const device = await aDevice();
    device.behavior.logins = 'hang';
    const abort = new AbortController();

    const opening = connect(device, {}, abort.signal);
    await expect.poll(() => device.connectionCount).toBe(1);
    abort.abort();

    await expect(opening).rejects.toMatchObject({ type: 'Aborted' });
  });
});

describe('old algorithms', () => {
  const old = {
    kex: ['diffie-hellman-group14-sha1' as const],
    cipher: ['aes128-cbc' as const],
    hmac: ['hmac-sha1' as const],
  };

  it('are spoken with a device that knows nothing else', async () => {
    expect((await connect(await aDevice({ algorithms: old }))).isUsable).toBe(true);
  });

  it('are not offered to be strict', async () => {
    const device = await aDevice({ algorithms: old });

    await expect(connect(device, { legacy_algorithms: false })).rejects.toMatchObject({
      type: 'ConnectionFailed',
      message: 'No common SSH algorithm: The device and NetPulse share no key exchange algorithm',
    });
  });
});

describe('a kept session', () => {
  it('is alive while the device answers', async () => {
    const session = await connect(await aDevice());

    expect(await session.isAlive(never)).toBe(true);
    expect((await session.run('show version', plain, never)).stdout).toMatch(/^Cisco IOS/);
  });

  it('is not alive once the device has cut the connection', async () => {
    const device = await aDevice();
    const session = await connect(device);

    device.cutAll();

    expect(await session.isAlive(never)).toBe(false);
    expect(session.isUsable).toBe(false);
  });

  it('is not usable while a command has left it in another mode', async () => {
    const session = await connect(await aDevice({ isPrivileged: true }));

    await session.run('configure terminal', plain, never);
    expect(session.isUsable).toBe(false);
    await session.run('end', plain, never);

    expect(session.isUsable).toBe(true);
  });

  it('is not usable while a command has led to another device', async () => {
    const device = await aDevice();
    const lead = (hostname: string) => () => {
      device.rename(hostname);
      return 'Trying 192.0.2.2 ... Open';
    };
    device.setCommands({ 'telnet R2': lead('R2'), exit: lead('R1') });
    const session = await connect(device);

    expect((await session.run('telnet R2', plain, never)).stdout).toBe('Trying 192.0.2.2 ... Open');
    expect(session.isUsable).toBe(false);
    expect(await session.isAlive(never)).toBe(false);
    await session.run('exit', plain, never);

    expect(session.isUsable).toBe(true);
  });

  it('serves the job that gives the device another name, and no other', async () => {
    const session = await connect(await aDevice());

    await session.configure(['hostname core'], plain, never);

    expect((await session.run('show version', plain, never)).stdout).toContain('core uptime');
    expect(session.isUsable).toBe(false);
  });

  it('ends when a command is aborted', async () => {
    const device = await aDevice();
    device.behavior.hangAt = 'show tech';
    const session = await connect(device);
    const abort = new AbortController();

    const running = session.run('show tech', plain, abort.signal);
    await expect.poll(() => device.log.at(-1)).toBe('show tech');
    abort.abort();

    await expect(running).rejects.toMatchObject({ type: 'Aborted' });
    expect(session.isUsable).toBe(false);
    await expect.poll(() => device.sessionCount).toBe(0);
  });

  it('closes once, and is gone', async () => {
    const device = await aDevice();
    const session = await connect(device);

    await session.close();
    await session.close();

    expect(session.isUsable).toBe(false);
    await expect.poll(() => device.sessionCount).toBe(0);
    await expect(session.run('show version', plain, never)).rejects.toMatchObject({ type: 'SessionLost' });
  });
});
