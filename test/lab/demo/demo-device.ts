import { SshDevice } from '../ssh-device/ssh-device.js';

const LOGIN = { name: 'admin', password: 'lab-pw-1' };

const VERSION = `Cisco IOS Software, C2960X Software (C2960X-UNIVERSALK9-M), Version 15.2(4)E10, RELEASE SOFTWARE (fc2)
lab-sw1 uptime is 3 weeks, 2 days, 4 hours, 11 minutes
System image file is "flash:c2960x-universalk9-mz.152-4.E10.bin"
cisco WS-C2960X-24TS-L (APM86XXX) processor (revision B0) with 524288K bytes of memory.
24 Gigabit Ethernet interfaces`;

const INTERFACES = `Interface              IP-Address      OK? Method Status                Protocol
Vlan1                  192.0.2.10      YES NVRAM  up                    up
GigabitEthernet1/0/1   unassigned      YES unset  up                    up
GigabitEthernet1/0/2   unassigned      YES unset  down                  down`;

/** A Cisco switch of the lab, on a port of its own on loopback, and a job request for it. */
export async function startDemoDevice(): Promise<SshDevice> {
  return SshDevice.start({
    hostname: 'lab-sw1',
    users: [LOGIN],
    isPrivileged: true,
    commands: {
      'show version': VERSION,
      'show ip interface brief': INTERFACES,
      'show clock': () => `*${new Date().toISOString().slice(11, 23)} UTC ${new Date().toDateString()}`,
    },
  });
}

/** The document's own example, aimed at the lab. */
export function demoRequest(device: SshDevice, webhookUrl: string): object {
  return {
    driver: 'netmiko',
    connection_args: {
      device_type: 'cisco_ios',
      host: '127.0.0.1',
      port: device.port,
      username: LOGIN.name,
      password: LOGIN.password,
    },
    command: 'show version',
    webhook: { name: 'basic', url: webhookUrl, method: 'POST', timeout: 5.0 },
  };
}
