import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { EapiSwitch, type EapiSwitchOptions } from '../../../test/lab/eapi/eapi-switch.js';
import { selfSigned, type Certificate } from '../../../test/lab/webhook-receiver/certificates.js';
import { validatePart } from '../../problems/validation.js';
import { CommandRejectedError, DeviceError } from '../device-error.js';
import { EapiClient } from './eapi-client.js';
import { EapiHttp } from './eapi-http.js';
import { eapiAgent } from './eapi-agent.js';
import type { EapiSession } from './eapi-session.js';
import { PyeapiConnectionArgs } from './pyeapi-connection-args.js';
import { PyeapiDriverArgs } from './pyeapi-driver-args.js';
import { PyeapiDriver } from './pyeapi.driver.js';

const never = new AbortController().signal;
const driver = new PyeapiDriver();
const switches: EapiSwitch[] = [];
const sessions: EapiSession[] = [];

async function aSwitch(options: EapiSwitchOptions = {}): Promise<EapiSwitch> {
  const device = await EapiSwitch.start(options);
  switches.push(device);
  return device;
}

function valid<T extends object>(dto: new () => T, plain: object): T {
  const result = validatePart(dto, plain, 'args');
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.value;
}

const argsOf = (device: { port: number }, more: object = {}): PyeapiConnectionArgs =>
  valid(PyeapiConnectionArgs, {
    host: '127.0.0.1',
    transport: 'http',
    port: device.port,
    username: 'admin',
    password: 'pwd123',
    ...more,
  });

const driverArgs = (more: object = {}): PyeapiDriverArgs => valid(PyeapiDriverArgs, more);

async function connect(device: { port: number }, more: object = {}, signal = never): Promise<EapiSession> {
  const session = await driver.open(argsOf(device, more), signal);
  sessions.push(session);
  return session;
}

async function failure(promise: Promise<unknown>): Promise<DeviceError> {
  const error: unknown = await promise.then(
    () => new Error('did not fail'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof DeviceError)) throw error;
  return error;
}

afterEach(async () => {
  await Promise.all(sessions.splice(0).map((session) => session.close()));
  await Promise.all(switches.splice(0).map((device) => device.stop()));
});

describe('commands over eAPI', () => {
  it('answers with the JSON of the switch, as data and as text', async () => {
    const device = await aSwitch();
    const session = await connect(device);

    const output = await session.run('show version', driverArgs(), never);

    expect(output.parsed).toEqual({ modelName: 'vEOS-lab', version: '4.29.2F', serialNumber: 'LAB1' });
    expect(JSON.parse(output.stdout)).toEqual(output.parsed);
    expect(session.facts.remoteVersion).toBe('Arista EOS 4.29.2F');
    expect(device.requests.at(-1)).toEqual(['enable', 'show version']);
  });

  it('answers with the text of the command line when it is asked for', async () => {
    const session = await connect(await aSwitch());

    const output = await session.run('show version', driverArgs({ encoding: 'text' }), never);

    expect(output).toMatchObject({
      stdout: 'Arista vEOS-lab\nSoftware image version: 4.29.2F',
      parsed: null,
      exitStatus: 0,
    });
  });

  it('runs many commands over one connection, which close() ends', async () => {
    const device = await aSwitch();
    const session = await connect(device);

    for (let count = 0; count < 5; count++) await session.run('show version', driverArgs(), never);
    expect(await session.isAlive(never)).toBe(true);
    expect(device.connectionCount).toBe(1);
    await session.close();

    await expect.poll(() => device.openConnections).toBe(0);
    expect(session.isUsable).toBe(false);
  });

  it('gives the secret to enable, and names a wrong one', async () => {
    const device = await aSwitch({ secret: 'ena' });
    const session = await connect(device, { secret: 'ena' });

    await expect(
      session.run('show running-config', driverArgs({ encoding: 'text' }), never),
    ).resolves.toMatchObject({ stdout: 'hostname leaf1' });

    const error = await failure(connect(device, { secret: 'wrong' }));
    expect(error.type).toBe('EnableFailed');
    expect(error.message).not.toContain('wrong');
  });

  it('rejects an unknown command with the words of the switch, and keeps the answers before it', async () => {
    const session = await connect(await aSwitch());

    const error = await failure(
      session.run('show version\nshow nonsense\nshow version', driverArgs(), never),
    );

    expect(error).toBeInstanceOf(CommandRejectedError);
    expect(error.message).toBe(`The device rejected "show nonsense": Invalid input (at token 0: 'show')`);
    expect((error as CommandRejectedError).output).toMatchObject({
      exitStatus: 1,
      parsed: { version: '4.29.2F' },
    });
    expect(session.isUsable).toBe(true);
  });

  it('says that a command has no JSON, and what to do', async () => {
    const session = await connect(await aSwitch());

    const error = await failure(session.run('show running-config', driverArgs(), never));

    expect(error.message).toContain('driver_args.encoding = text');
  });
});

describe('configuration over eAPI', () => {
  const LINES = ['interface Ethernet1', 'description uplink'];

  it('commits a config session and answers with its diff', async () => {
    const device = await aSwitch();
    const session = await connect(device);

    const output = await session.configure(LINES, driverArgs({ save: true }), never);

    expect(output.stdout).toContain('+description uplink');
    expect(device.state.running).toEqual(['hostname leaf1', ...LINES]);
    expect(device.state.startup).toEqual(device.state.running);
    expect(device.state.sessions.size).toBe(0);
  });

  it('shows the diff of a dry run and changes nothing', async () => {
    const device = await aSwitch();
    const session = await connect(device);

    const output = await session.configure(LINES, driverArgs({ dry_run: true, save: true }), never);

    expect(output.stdout).toContain('+description uplink');
    expect(device.state.running).toEqual(['hostname leaf1']);
    expect(device.state.startup).toEqual([]);
    expect(device.state.sessions.size).toBe(0);
  });

  it.each([
    ['a line', 'bogus line'],
    ['the commit', 'ntp server refused-at-commit'],
  ])('changes nothing when the switch refuses %s', async (_what, line) => {
    const device = await aSwitch();
    const session = await connect(device);

    const error = await failure(session.configure([...LINES, line], driverArgs(), never));

    expect(error.type).toBe('CommandRejected');
    expect(error.message).toContain('nothing was changed');
    expect(device.state.running).toEqual(['hostname leaf1']);
    expect(device.state.sessions.size).toBe(0);
  });

  it('enters lines at once without a session, up to the refused one', async () => {
    const device = await aSwitch();
    const session = await connect(device);

    const error = await failure(
      session.configure([...LINES, 'bogus', 'vlan 7'], driverArgs({ config_session: false }), never),
    );

    expect(error.message).toBe(`The device rejected "bogus": Invalid input (at token 0: 'bogus')`);
    expect((error as CommandRejectedError).output.command).toBe([...LINES, 'bogus'].join('\n'));
    expect(device.state.running).toEqual(['hostname leaf1', ...LINES]);
  });

  it('enters the text of a banner as its input', async () => {
    const device = await aSwitch();
    const session = await connect(device);

    await session.configure(['banner motd', 'Keep', ' out', 'EOF', 'vlan 7'], driverArgs(), never);

    expect(device.state.running.slice(1)).toEqual(['banner motd', 'Keep', ' out', 'vlan 7']);
  });

  it('throws the session away after a time-out, and says when a commit is in doubt', async () => {
    const device = await aSwitch();
    const before = await connect(device);
    device.behavior.hangAt = 'show session-config diffs';

    const first = await failure(before.configure(LINES, driverArgs({ read_timeout: 1.5 }), never));

    expect(first.type).toBe('CommandTimeout');
    expect(device.state.sessions.size).toBe(0);
    expect(before.isUsable).toBe(false);

    device.behavior.hangAt = 'commit';
    const during = await connect(device);
    const second = await failure(during.configure(LINES, driverArgs({ read_timeout: 1.5 }), never));
    expect(second.message).toContain('not known whether the configuration was committed');
  });

  it('refuses a dry run without a session at submit', () => {
    const work = { operation: 'config' as const, commands: LINES, connectionArgs: argsOf({ port: 1 }) };

    expect(
      driver.checkCommands({ ...work, driverArgs: driverArgs({ dry_run: true, config_session: false }) }),
    ).toHaveLength(1);
    expect(driver.checkCommands({ ...work, driverArgs: driverArgs({ dry_run: true }) })).toEqual([]);
  });
});

describe('what goes wrong with eAPI', () => {
  it.each([
    [{ status: 403 }, 'AuthenticationFailed', '403'],
    [{ status: 404 }, 'ConnectionFailed', 'no eAPI'],
    [{ status: 302 }, 'ConnectionFailed', '302'],
    [{ status: 503 }, 'ConnectionFailed', '503'],
    [{ body: '<html>' }, 'UnexpectedOutput', 'not JSON'],
    [{ body: '{"result":[]}' }, 'UnexpectedOutput', 'one object a command'],
    [{ body: '{"error":{"code":-32602,"message":"Invalid params"}}' }, 'UnexpectedOutput', 'Invalid params'],
    [{ cutAt: 'show version' }, 'SessionLost', 'closed the connection'],
  ])('names %j as %s', async (behavior, type, words) => {
    const device = await aSwitch();
    Object.assign(device.behavior, behavior);

    const error = await failure(connect(device));

    expect(error.type).toBe(type);
    expect(error.message).toContain(words);
  });

  it('names wrong credentials without repeating them', async () => {
    const error = await failure(connect(await aSwitch(), { password: 'hunter2' }));

    expect(error.type).toBe('AuthenticationFailed');
    expect(JSON.stringify([error.message, error.stack, error.cause])).not.toContain('hunter2');
  });

  it('ends at the time-out, and when the job is ended', async () => {
    const device = await aSwitch({ commands: { 'show slow': { json: {} } } });
    device.behavior.hangAt = 'show slow';
    const timed = await connect(device);
    const aborted = await connect(device);
    const controller = new AbortController();

    const timeout = await failure(timed.run('show slow', driverArgs({ read_timeout: 0.2 }), never));
    const running = failure(aborted.run('show slow', driverArgs(), controller.signal));
    controller.abort();

    expect(timeout.type).toBe('CommandTimeout');
    expect((await running).type).toBe('Aborted');
    expect([timed.isUsable, aborted.isUsable]).toEqual([false, false]);
  });

  it('gives up a connection whose TLS handshake is never answered', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;

    const error = await failure(connect({ port }, { transport: 'https', conn_timeout: 0.3 }));
    silent.close();

    expect(error).toMatchObject({ type: 'ConnectionTimeout' });
    expect(error.message).toContain('0.3 s');
  });

  it('notices before reuse that the switch has closed the connection', async () => {
    const device = await aSwitch();
    const session = await connect(device);
    await device.stop();
    switches.length = 0;

    expect(await session.isAlive(never)).toBe(false);
    expect(session.isUsable).toBe(false);
  });

  it('does not read an answer of millions of objects', async () => {
    const device = await aSwitch();
    const session = await connect(device);
    device.behavior.body = `{"result":[${'{},'.repeat(1_100_000)}{}]}`;

    const error = await failure(session.run('show version', driverArgs(), never));

    expect(error).toMatchObject({ type: 'UnexpectedOutput' });
    expect(error.message).toContain('its JSON has more than 1000000 values');
  });

  it('reads an answer up to its limit, and no further', async () => {
    const device = await aSwitch({ commands: { 'show big': { json: { text: 'x'.repeat(100_000) } } } });
    const place = { transport: 'http' as const, host: '127.0.0.1', port: device.port };
    const agent = eapiAgent({ ...place, verify: true, ca: undefined, connectTimeoutMs: 1_000 });
    const http = new EapiHttp({ ...place, username: 'admin', password: 'pwd123' }, agent, 50_000);

    const options = { format: 'json' as const, timeoutMs: 2_000, signal: never };
    const error = await failure(new EapiClient(http).runCmds(['show big'], options));
    agent.destroy();

    expect(error.message).toContain('too large');
  });
});

describe('eAPI over TLS', () => {
  let certificate: Certificate;
  let foreign: Certificate;

  beforeAll(async () => {
    certificate = await selfSigned(['IP:127.0.0.1']);
    foreign = await selfSigned(['DNS:other.example']);
  });

  it('refuses a certificate that nobody vouches for', async () => {
    const device = await aSwitch({ certificate });

    const error = await failure(connect(device, { transport: 'https' }));

    expect(error.type).toBe('ConnectionFailed');
    expect(error.message).toContain('is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT)');
    expect(device.requests).toEqual([]);
  });

  it('takes the certificate that the request trusts, or any when told not to verify', async () => {
    const device = await aSwitch({ certificate });

    await connect(device, { transport: 'https', ca: certificate.cert });
    await connect(device, { transport: 'https', verify: false });

    expect(device.requests).toHaveLength(2);
  });

  it('refuses a trusted certificate for another name', async () => {
    const device = await aSwitch({ certificate: foreign });

    const error = await failure(connect(device, { transport: 'https', ca: foreign.cert }));

    expect(error.message).toContain('for another name');
  });

  it('says so when the switch speaks no TLS', async () => {
    const error = await failure(connect(await aSwitch(), { transport: 'https' }));

    expect(error.message).toContain('it does not speak TLS; is its transport http?');
  });
});
