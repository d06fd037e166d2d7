import { RunningService } from './harness/running-service.js';
import { SshDevice } from './lab/ssh-device/ssh-device.js';

const login = { username: 'admin', password: 'pwd123', conn_timeout: 2 };
const cisco = { ...login, device_type: 'cisco_ios' };

/** A job of each driver, and of each way that it has to a device. */
const WAYS = [
  ['netmiko', 'show version', cisco],
  ['netmiko', 'show version', { ...cisco, device_type: 'cisco_ios_telnet' }],
  ['netmiko', 'show version', { ...cisco, device_type: 'autodetect' }],
  ['napalm', 'get_facts', { ...login, device_type: 'ios' }],
  ['napalm', 'get_facts', { ...login, device_type: 'eos', transport: 'http' }],
  ['paramiko', 'uptime', login],
  ['netconf', 'get', login],
  ['pyeapi', 'show version', { ...login, transport: 'http' }],
  ['pyeapi', 'show version', { ...login, verify: false }],
  ['snmp', 'get 1.3.6.1.2.1.1.5.0', { community: 'public', timeout: 0.2, retries: 0 }],
] as const;

describe('a job to where jobs may not connect', () => {
  let service: RunningService;
  let device: SshDevice;
  beforeAll(async () => {
    device = await SshDevice.start();
    service = await RunningService.start({ environment: { NETPULSE_DEVICE_DENY: '127.0.0.0/8,::1/128' } });
  });
  afterAll(async () => {
    await service.stop();
    await device.stop();
  });

  it.each(WAYS)('fails by the driver %s (%s, %j), by address and by name', async (driver, command, args) => {
    for (const host of ['127.0.0.1', 'localhost']) {
      const connection = { ...args, host, port: device.port };

      const ended = await service.api.run({ driver, command, connection_args: connection });

      expect(ended.result?.error).toEqual({
        type: 'ConnectionFailed',
        message: expect.stringContaining('its address is in NETPULSE_DEVICE_DENY') as string,
      });
    }
    expect(device.connectionCount).toBe(0);
  });

  it('fails by way of a jump host there', async () => {
    const way = { host: '10.0.0.1', proxy_host: '127.0.0.1', proxy_port: device.port };

    const ended = await service.api.run({
      driver: 'netmiko',
      command: 'show version',
      connection_args: { ...cisco, ...way },
    });

    expect(ended.result?.error?.message).toMatch(/^Jump host 127\.0\.0\.1: Address refused/);
  });
});
