import { uncheckedHostKeys } from '../../../test/harness/unchecked-host-keys.js';
import { EapiSwitch } from '../../../test/lab/eapi/eapi-switch.js';
import { SshDevice } from '../../../test/lab/ssh-device/ssh-device.js';
import { validatePart } from '../../problems/validation.js';
import { CommandRejectedError } from '../device-error.js';
import { NetmikoDriver } from '../netmiko/netmiko.driver.js';
import { PyeapiDriver } from '../pyeapi/pyeapi.driver.js';
import { NapalmConnectionArgs } from './napalm-connection-args.js';
import { NapalmDriverArgs } from './napalm-driver-args.js';
import { NapalmDriver } from './napalm.driver.js';
import type { NapalmSession } from './napalm-session.js';

const never = new AbortController().signal;
const driver = new NapalmDriver(
  new NetmikoDriver({ legacyAlgorithms: true }, uncheckedHostKeys()),
  new PyeapiDriver(),
);
const sessions: NapalmSession[] = [];
const devices: { stop(): Promise<void> }[] = [];

function valid<T extends object>(dto: new () => T, plain: object): T {
  const result = validatePart(dto, plain, 'args');
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.value;
}

const driverArgs = (more: object = {}): NapalmDriverArgs => valid(NapalmDriverArgs, more);
const argsOf = (port: number, more: object): NapalmConnectionArgs =>
  valid(NapalmConnectionArgs, {
    host: '127.0.0.1',
    port,
    username: 'admin',
    password: 'pwd123',
    ...more,
  });

async function connect(
  device: { port: number; stop(): Promise<void> },
  more: object,
): Promise<NapalmSession> {
  devices.push(device);
  const session = await driver.open(argsOf(device.port, more), never);
  sessions.push(session);
  return session;
}

afterEach(async () => {
  await Promise.all(sessions.splice(0).map((session) => session.close()));
  await Promise.all(devices.splice(0).map((device) => device.stop()));
});

describe('the napalm driver over http', () => {
  it('goes through no jump host, and says so instead of going without it', async () => {
    const connectionArgs = argsOf(80, { device_type: 'eos', transport: 'http', proxy_host: 'bastion' });
    const work = { operation: 'command' as const, commands: ['get_facts'], driverArgs: driverArgs() };

    expect(driver.checkCommands({ ...work, connectionArgs })).toEqual([
      'cannot be sent over http or https through a jump host',
    ]);
    await expect(driver.open(connectionArgs, never)).rejects.toMatchObject({ type: 'ConnectionFailed' });
  });
});

describe('the napalm driver on ios', () => {
  it('answers a getter with data, and as JSON text', async () => {
    const device = await SshDevice.start({
      commands: { 'show ip arp': 'Internet  192.0.2.2  7  0011.2233.4455  ARPA  Vlan1' },
    });
    const session = await connect(device, { device_type: 'ios' });

    const output = await session.run('get_arp_table', driverArgs(), never);

    expect(output.parsed).toEqual([
      { interface: 'Vlan1', mac: '00:11:22:33:44:55', ip: '192.0.2.2', age: 7 },
    ]);
    expect(JSON.parse(output.stdout)).toEqual(output.parsed);
    expect(session.isUsable).toBe(true);
  });

  it('has no neighbours where the device does not know the protocol', async () => {
    const session = await connect(await SshDevice.start(), { device_type: 'ios' });

    expect((await session.run('get_lldp_neighbors', driverArgs(), never)).parsed).toEqual({});
    expect((await session.run('get_bgp_neighbors', driverArgs(), never)).parsed).toEqual({});
  });

  it('merges lines and tells what changed', async () => {
    const device = await SshDevice.start({ isPrivileged: true });
    const session = await connect(device, { device_type: 'cisco_ios' });

    const output = await session.configure(['interface Vlan7', ' description new'], driverArgs(), never);

    expect(output.parsed).toEqual({ diff: output.stdout, committed: true });
    expect(output.stdout).toBe('+interface Vlan7\n+ description new');
    expect(device.config).toEqual(['interface Vlan7', ' description new']);
  });

  it('foretells the diff of a dry run without touching the device', async () => {
    const device = await SshDevice.start({ isPrivileged: true });
    const session = await connect(device, { device_type: 'ios' });

    const output = await session.configure(['ntp server 192.0.2.9'], driverArgs({ dry_run: true }), never);

    expect(output.parsed).toEqual({ diff: '+ntp server 192.0.2.9', committed: false });
    expect(device.log).not.toContain('configure terminal');
  });

  it('tells the line that the device refused', async () => {
    const device = await SshDevice.start({ isPrivileged: true });
    const session = await connect(device, { device_type: 'ios' });

    const refused = session.configure(['bogus'], driverArgs(), never);

    await expect(refused).rejects.toBeInstanceOf(CommandRejectedError);
    await expect(refused).rejects.toThrow('"bogus"');
  });
});

describe('the napalm driver on nxos', () => {
  it.each(['nxos', 'nxos_ssh', 'cisco_nxos'])('answers a getter, as %s', async (device_type) => {
    const rows = [
      'Address         Age       MAC Address     Interface',
      '192.0.2.2       00:18:18  0011.2233.4455  mgmt0',
      '192.0.2.3       -         INCOMPLETE      Vlan10',
    ];
    const device = await SshDevice.start({ commands: { 'show ip arp vrf all': rows.join('\n') } });
    const session = await connect(device, { device_type });

    expect((await session.run('get_arp_table', driverArgs(), never)).parsed).toEqual([
      { interface: 'mgmt0', mac: '00:11:22:33:44:55', ip: '192.0.2.2', age: 1_098 },
    ]);
    expect((await session.run('get_bgp_neighbors', driverArgs(), never)).parsed).toEqual({});
  });

  it('merges lines, and does not take the time in the head of the configuration for a change', async () => {
    const device = await SshDevice.start({ isPrivileged: true });
    let asked = 0;
    device.setCommands({
      'show running-config': () =>
        [`!Command: show running-config`, `!Time: 12:00:0${asked++}`, '', ...device.config].join('\n'),
    });
    const session = await connect(device, { device_type: 'nxos' });

    const output = await session.configure(['interface Vlan7', '  description new'], driverArgs(), never);

    expect(output.stdout).toBe('+interface Vlan7\n+ description new');
    expect((await session.run('get_config', driverArgs(), never)).parsed).toMatchObject({
      running: 'interface Vlan7\n  description new',
    });
  });
});

describe('the napalm driver on eos', () => {
  const LLDP = { lldpNeighbors: [{ port: 'Ethernet1', neighborDevice: 'spine', neighborPort: 'Ethernet7' }] };

  it('asks the command line for JSON', async () => {
    const device = await SshDevice.start({
      personality: 'arista_eos',
      commands: { 'show lldp neighbors | json': JSON.stringify(LLDP, null, 2) },
    });
    const session = await connect(device, { device_type: 'eos' });

    expect((await session.run('get_lldp_neighbors', driverArgs(), never)).parsed).toEqual({
      Ethernet1: [{ hostname: 'spine', port: 'Ethernet7' }],
    });
  });

  it('asks eAPI, where the request says so', async () => {
    const device = await EapiSwitch.start({ commands: { 'show lldp neighbors': { json: LLDP } } });
    const session = await connect(device, { device_type: 'eos', optional_args: { transport: 'http' } });

    expect((await session.run('get_lldp_neighbors', driverArgs(), never)).parsed).toEqual({
      Ethernet1: [{ hostname: 'spine', port: 'Ethernet7' }],
    });
    expect((await session.run('get_config', driverArgs(), never)).parsed).toEqual({
      running: 'hostname leaf1',
      startup: '',
      candidate: '',
    });
  });

  it.each([
    [{}, true],
    [{ dry_run: true }, false],
    [{ commit: false }, false],
  ])('merges through a config session of eAPI with %j', async (options, committed) => {
    const device = await EapiSwitch.start();
    const session = await connect(device, { device_type: 'eos', transport: 'http' });

    const output = await session.configure(['vlan 7'], driverArgs(options), never);

    expect(output.stdout).toContain('+vlan 7');
    expect(output.parsed).toMatchObject({ committed });
    expect(device.state.running.includes('vlan 7')).toBe(committed);
    expect(device.state.sessions.size).toBe(0);
  });
});

describe('a configuration that replaces the whole one', () => {
  const config = ['hostname leaf2', 'ntp server 192.0.2.9', 'end'];

  it.each([
    [{}, true, ['hostname leaf2', 'ntp server 192.0.2.9']],
    [{ dry_run: true }, false, ['hostname leaf1', 'vlan 9']],
  ])('is all that eos has then, or only compared, with %j', async (options, committed, running) => {
    const device = await EapiSwitch.start();
    device.state.running.push('vlan 9');
    const session = await connect(device, { device_type: 'eos', transport: 'http' });

    const output = await session.configure(config, driverArgs({ replace: true, ...options }), never);

    for (const change of ['-hostname leaf1', '-vlan 9', '+hostname leaf2', '+ntp server 192.0.2.9'])
      expect(output.stdout).toContain(change);
    expect(output.parsed).toMatchObject({ committed });
    expect(device.state.running).toEqual(running);
    expect(device.state.sessions.size).toBe(0);
  });

  it.each(['ios', 'nxos'])('is refused at submit on %s', (device_type) => {
    const work = {
      operation: 'config' as const,
      commands: config,
      driverArgs: driverArgs({ replace: true }),
    };

    expect(driver.checkCommands({ ...work, connectionArgs: argsOf(22, { device_type }) })).toEqual([
      'cannot replace the whole configuration: only that of eos and junos can be',
    ]);
  });

  it.each([
    [['## Last changed: 2021-05-28', 'set system host-name vmx2', 'deactivate snmp'], true],
    [['system {', '    host-name vmx2;', '}'], false],
    [['set system host-name vmx2', 'delete snmp'], false],
    [['set system host-name vmx2\ncommit'], false],
    [['# nothing'], false],
  ])('is taken on junos when it is all set commands: %j', (commands, isTaken) => {
    const work = { operation: 'config' as const, commands, driverArgs: driverArgs({ replace: true }) };

    expect(driver.checkCommands({ ...work, connectionArgs: argsOf(22, { device_type: 'junos' }) })).toEqual(
      isTaken ? [] : [expect.stringContaining('"show configuration | display set"')],
    );
  });
});

describe('a request to the napalm driver', () => {
  const check = (
    commands: readonly string[],
    more: object = {},
    operation: 'command' | 'config' = 'command',
  ) =>
    driver.checkCommands({
      operation,
      commands,
      connectionArgs: argsOf(22, { device_type: 'ios', ...more }),
      driverArgs: driverArgs(),
    });

  it('is refused at submit for what is no getter', () => {
    expect(check(['get_facts', 'get_config'])).toEqual([]);
    expect(check(['get_facts', 'show version'])).toEqual([
      expect.stringContaining('must be a getter, or a list of them: get_facts, '),
    ]);
    expect(check(['hostname R2'], {}, 'config')).toEqual([]);
  });

  it('is refused for eAPI on another platform than eos', () => {
    expect(() => argsOf(80, { device_type: 'junos', transport: 'http' })).toThrow('for eos only');
    expect(check(['get_facts'], { optional_args: { transport: 'https' } })).toHaveLength(1);
  });

  it('knows the ports of its transports, and the hosts on the way', () => {
    const address = (more: object) =>
      driver.address(
        valid(NapalmConnectionArgs, { host: 'sw1', username: 'a', device_type: 'eos', ...more }),
      );

    expect(address({})).toMatchObject({ host: 'sw1', port: 22, deviceType: 'arista_eos', via: [] });
    expect(address({ proxy_host: 'bastion' }).via).toEqual(['bastion']);
    expect(address({ jump_hosts: [{ host: 'outer' }, { host: 'inner' }] }).via).toEqual(['outer', 'inner']);
    expect(address({ transport: 'https' }).port).toBe(443);
    expect(address({ optional_args: { transport: 'http', port: 8080 } }).port).toBe(8080);
  });

  it.each([
    [{}, false],
    [{ verify: false }, false],
    [{ transport: 'https' }, false],
    [{ transport: 'https', verify: false }, true],
    [{ transport: 'https', ca: '-----BEGIN CERTIFICATE-----' }, true],
    [{ optional_args: { transport: 'http' } }, true],
  ])('says whether a stored login is safe on the way: %j', (more, isUnprotected) => {
    const args = valid(NapalmConnectionArgs, { host: 'sw1', username: 'a', device_type: 'eos', ...more });

    expect(driver.address(args).isUnprotected).toBe(isUnprotected);
  });
});
