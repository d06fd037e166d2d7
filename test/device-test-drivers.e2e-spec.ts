import type { DeviceTestDto } from '../src/jobs/device-test.dto.js';
import { RunningService } from './harness/running-service.js';
import { EapiSwitch } from './lab/eapi/eapi-switch.js';
import { canRunNetconfd, NetconfServer } from './lab/netconfd/netconf-server.js';
import { canRunOpenSsh, OpenSshServer } from './lab/openssh/openssh-server.js';
import { canRunSnmpd, SnmpAgent } from './lab/snmpd/snmp-agent.js';
import { SshDevice } from './lab/ssh-device/ssh-device.js';

type Can = { readonly ok: true } | { readonly ok: false; readonly reason: string };
interface Stoppable {
  stop(): Promise<void>;
}
/** A driver, what it is tried on, and what a test then tells. */
interface Case {
  readonly driver: string;
  readonly on: string;
  readonly can: Can;
  /** The device, and the arguments that reach it. */
  start: () => Promise<readonly [Stoppable, object]>;
  readonly found: object;
}

const YES: Can = { ok: true };
const LOGIN = { username: 'admin', password: 'pwd123' };
const aDevice = () => SshDevice.start({ hostname: 'core-1', isPrivileged: true });
const loginOf = ({ host, port, username, password }: OpenSshServer | NetconfServer): object => ({
  host,
  port,
  username,
  password,
});

const CASES: readonly Case[] = [
  {
    driver: 'netmiko',
    on: 'an SSH device',
    can: YES,
    async start() {
      const device = await aDevice();
      return [device, { ...LOGIN, host: device.host, port: device.port, device_type: 'cisco_ios' }];
    },
    found: { prompt: 'core-1#', remote_version: expect.stringMatching(/ssh2js/), device_type: 'cisco_ios' },
  },
  {
    driver: 'napalm',
    on: 'an SSH device',
    can: YES,
    async start() {
      const device = await aDevice();
      return [device, { ...LOGIN, host: device.host, port: device.port, device_type: 'ios' }];
    },
    found: { prompt: 'core-1#', remote_version: expect.stringMatching(/ssh2js/), device_type: 'cisco_ios' },
  },
  {
    driver: 'napalm',
    on: 'eAPI',
    can: YES,
    async start() {
      const device = await EapiSwitch.start({});
      const args = { host: '127.0.0.1', port: device.port, transport: 'http', device_type: 'eos' };
      return [device, { ...LOGIN, ...args }];
    },
    found: { prompt: null, remote_version: 'Arista EOS 4.29.2F', device_type: 'arista_eos' },
  },
  {
    driver: 'pyeapi',
    on: 'eAPI',
    can: YES,
    async start() {
      const device = await EapiSwitch.start({});
      return [device, { ...LOGIN, host: '127.0.0.1', port: device.port, transport: 'http' }];
    },
    found: { prompt: null, remote_version: 'Arista EOS 4.29.2F' },
  },
  {
    driver: 'paramiko',
    on: 'a Linux host behind OpenSSH',
    can: canRunOpenSsh(),
    async start() {
      const host = await OpenSshServer.start({ shell: '/bin/sh' });
      return [host, loginOf(host)];
    },
    found: { prompt: null, remote_version: expect.stringMatching(/^OpenSSH_/) },
  },
  {
    driver: 'netconf',
    on: 'real netconfd',
    can: canRunNetconfd(),
    async start() {
      const server = await NetconfServer.start('candidate');
      return [server, loginOf(server)];
    },
    found: {
      prompt: null,
      remote_version: expect.stringMatching(/^OpenSSH_/),
      capabilities: expect.arrayContaining(['urn:ietf:params:netconf:base:1.1']),
    },
  },
  {
    driver: 'snmp',
    on: 'a real agent',
    can: canRunSnmpd(),
    async start() {
      const agent = await SnmpAgent.start();
      return [agent, { host: agent.host, port: agent.port, community: agent.readCommunity }];
    },
    found: { prompt: null, remote_version: expect.stringMatching(/\S/) },
  },
];

for (const { driver, on, can } of CASES)
  if (!can.ok) console.warn(`SKIPPED: POST /device/test by ${driver} on ${on}: ${can.reason}`);

describe('POST /device/test by each driver', () => {
  let service: RunningService;
  const started: Stoppable[] = [];

  beforeAll(async () => {
    service = await RunningService.start();
  });
  afterAll(async () => {
    await service.stop();
    await Promise.all(started.map((device) => device.stop()));
  });

  const test = async (driver: string, connection_args: object): Promise<DeviceTestDto> => {
    const { status, body } = await service.api.post<DeviceTestDto>('/device/test', {
      driver,
      connection_args,
    });
    expect(status).toBe(200);
    return body;
  };

  it.each(CASES.filter(({ can }) => can.ok))(
    '$driver on $on tells what it found, and fails once the device is gone',
    async ({ driver, start, found }) => {
      const [device, args] = await start();
      started.push(device);

      const answer = await test(driver, args);
      await device.stop();
      const gone = await test(driver, {
        ...args,
        ...(driver === 'snmp' ? { timeout: 0.5, retries: 0 } : {}),
      });

      expect(answer).toMatchObject({ ok: true, error: null, ...found });
      expect(answer.latency?.connect_seconds).toBeGreaterThanOrEqual(0);
      expect(answer.latency?.response_seconds).toBeGreaterThanOrEqual(0);
      expect(gone).toMatchObject({ ok: false, latency: null, prompt: null, remote_version: null });
      expect(gone.error?.type).toMatch(/^Connection(Failed|Timeout)$/);
    },
  );
});
