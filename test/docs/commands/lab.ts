import { EapiSwitch } from '../../lab/eapi/eapi-switch.js';
import type { LabPlatform } from '../../lab/platforms/lab-platform.js';
import { LAB_PLATFORMS } from '../../lab/platforms/lab-platforms.js';
import { LabDevice, NO_TROUBLES } from '../../lab/platforms/lab-shell.js';
import { LabSshServer } from '../../lab/platforms/lab-ssh-server.js';
import { SshDevice } from '../../lab/ssh-device/ssh-device.js';

const VERSION = 'Cisco IOS Software, Version 15.2(4)E10\nuptime is 1 day';
const LLDP = 'Capability codes:\n\nDevice ID           Local Intf     Hold-time  Capability      Port ID\n';
const ENTERED = { print: '!!\n1030 bytes copied' };

/** The devices that the chapters' commands are for, each of its kind. */
export class DocumentedDevices {
  private constructor(
    readonly ios: SshDevice,
    readonly dialog: LabSshServer,
    readonly junos: LabSshServer,
    readonly eos: EapiSwitch,
  ) {}

  static async start(): Promise<DocumentedDevices> {
    const users = ['admin', 'lab'].map((name) => ({ name, password: 'pwd123' }));
    const commands = {
      'show version': VERSION,
      'show clock': '*07:00:00.000 UTC Tue Nov 24 2026',
      'show lldp neighbors': LLDP,
      'show hosts': 'Default domain is lab.example.com',
      'show ip interface brief':
        'Interface              IP-Address      OK? Method Status                Protocol',
    };
    const [ios, dialog, junos, eos] = await Promise.all([
      SshDevice.start({ hostname: 'core-1', users, isPrivileged: true, commands }),
      LabSshServer.start(new LabDevice(copying(lab('cisco_ios')), NO_TROUBLES)),
      LabSshServer.start(new LabDevice(lab('juniper_junos'), NO_TROUBLES)),
      EapiSwitch.start(),
    ]);
    return new DocumentedDevices(ios, dialog, junos, eos);
  }

  async stop(): Promise<void> {
    await Promise.all([this.ios, this.dialog, this.junos, this.eos].map((device) => device.stop()));
  }
}

function lab(name: string): LabPlatform {
  const found = LAB_PLATFORMS.find(({ deviceType }) => deviceType === name);
  if (!found) throw new Error(`The lab has no ${name}`);
  return found;
}

/** A router that asks where to before it copies. */
function copying(platform: LabPlatform): LabPlatform {
  const name = { text: 'Destination filename [r1-confg]? ', answers: {}, otherwise: ENTERED };
  const host = { text: 'Address or name of remote host []? ', answers: {}, otherwise: { asks: name } };
  const copy = { line: 'copy running-config tftp:', asks: host };
  return {
    ...platform,
    firstMode: 'privileged',
    isSecretNeeded: false,
    commands: [copy, ...platform.commands],
  };
}
