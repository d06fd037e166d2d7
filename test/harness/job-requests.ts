import type { SshDevice } from '../lab/ssh-device/ssh-device.js';

/** The document's own example, for a device of the lab: `show version` on a Cisco IOS device. */
export function aJob(device: SshDevice, changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    driver: 'netmiko',
    connection_args: {
      device_type: 'cisco_ios',
      host: '127.0.0.1',
      port: device.port,
      username: 'admin',
      password: 'pwd123',
    },
    command: 'show version',
    ...changes,
  };
}

/** The same with configuration lines instead of a command. */
export function aConfigJob(device: SshDevice, config: string | string[]): Record<string, unknown> {
  const { command: _command, ...request } = aJob(device);
  return { ...request, config };
}
