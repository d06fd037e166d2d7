import { findComplaint, findConfigComplaint } from './complaints.js';
import { findPlatform } from './platforms/platform-registry.js';

function complaint(deviceType: string, output: string, find = findComplaint): string | null {
  const platform = findPlatform(deviceType);
  if (!platform) throw new Error(`no platform ${deviceType}`);
  return find(platform, output.split('\n'));
}

describe('findComplaint', () => {
  it.each([
    [
      'cisco_ios',
      "            ^\n% Invalid input detected at '^' marker.\n",
      "% Invalid input detected at '^' marker.",
    ],
    ['cisco_ios', '% Incomplete command.\n', '% Incomplete command.'],
    ['cisco_ios', '% Ambiguous command:  "sh"', '% Ambiguous command:  "sh"'],
    ['cisco_ios', 'Command authorization failed.', 'Command authorization failed.'],
    [
      'cisco_ios',
      '% Unknown command or computer name, or unable to find computer address',
      '% Unknown command or computer name, or unable to find computer address',
    ],
    [
      'cisco_ios',
      '*Mar  1 00:01:02: %SYS-5-CONFIG_I: Configured\n% Incomplete command.',
      '% Incomplete command.',
    ],
    ['arista_eos', "% Invalid input (at token 1: 'foo')", "% Invalid input (at token 1: 'foo')"],
    [
      'arista_eos',
      '% Unavailable command (not supported on this hardware platform)',
      '% Unavailable command (not supported on this hardware platform)',
    ],
    ['frr', '% Unknown command: shaw', '% Unknown command: shaw'],
    ['frr', '% [BGP] Unknown command: shaw', '% [BGP] Unknown command: shaw'],
    ['frr', '% Command incomplete: show', '% Command incomplete: show'],
    ['frr', '% [ZEBRA] Ambiguous command: s', '% [ZEBRA] Ambiguous command: s'],
  ])('%s: %j is a refusal', (deviceType, output, line) => {
    expect(complaint(deviceType, output)).toBe(line);
  });

  it.each([
    ['cisco_ios', ''],
    ['cisco_ios', "the log says: % Invalid input detected at '^' marker."],
    ['cisco_ios', ' description % Incomplete command'],
    ['cisco_ios', '% Last configuration change at 10:00'],
    ['frr', '% BGP instance not found'],
    ['frr', '% No BGP neighbors found in VRF default'],
    ['linux', '-bash: shaw: command not found'],
  ])('%s: %j is none', (deviceType, output) => {
    expect(complaint(deviceType, output)).toBeNull();
  });

  it('does not look for refusals in long output, such as a log', () => {
    const log = Array.from({ length: 50 }, (_, index) => `line ${index}`);

    expect(complaint('cisco_ios', [...log, '% Incomplete command.'].join('\n'))).toBeNull();
  });
});

describe('findConfigComplaint', () => {
  it.each([
    ['cisco_ios', "            ^\n% Invalid input detected at '^' marker."],
    ['cisco_ios', '% 10.0.0.0 overlaps with Loopback0'],
    [
      'cisco_ios',
      'Command rejected: An interface whose trunk encapsulation is "Auto" can not be configured.',
    ],
    ['cisco_nxos', '% 10.0.0.1/24 overlaps with address configured on Ethernet1/2'],
    ['arista_eos', '% Address 10.0.0.1/24 is already assigned to interface Ethernet2'],
    ['frr', '% Specify remote-as or peer-group commands first'],
    ['frr', '% Configure the peer-group first'],
    ['frr', 'BGP is already running; AS is 65001'],
    ['frr', "% Can't find BGP instance"],
    ['frr', "can't compile regexp [[["],
    ['juniper_junos', 'Value 9000 is not within range (1..4094)'],
    ['mikrotik_routeros', 'not enough permissions (9)'],
    ['hp_procurve', 'Module not present for port or invalid port: 99'],
  ])('%s: %j is a refusal', (deviceType, output) => {
    expect(complaint(deviceType, output, findConfigComplaint)).toBe(output.split('\n').at(-1));
  });

  it.each([
    ['cisco_ios', '% Generating 2048 bit RSA keys, keys will be non-exportable...'],
    ['cisco_ios', '% Access VLAN does not exist. Creating vlan 10'],
    [
      'cisco_ios',
      '% Interface GigabitEthernet0/1 IPv4 disabled and address(es) removed due to enabling VRF A',
    ],
    ['cisco_ios', '%Warning: portfast should only be enabled on ports connected to a single host.'],
    ['cisco_ios', '% Warning: use /31 mask on non point-to-point interface cautiously'],
    ['cisco_ios', '%LINK-3-UPDOWN: Interface GigabitEthernet0/1, changed state to down'],
    ['cisco_nxos', '% Applying port-channel settings'],
    ['frr', '% "log monitor" is deprecated and does nothing.'],
    ['frr', '% New range will be taken into account at restart'],
  ])('%s: %j is none', (deviceType, output) => {
    expect(complaint(deviceType, output, findConfigComplaint)).toBeNull();
  });
});
