import { findComplaint } from './complaints.js';
import { findPlatform } from './platforms/platform-registry.js';

function complaint(deviceType: string, output: string): string | null {
  const platform = findPlatform(deviceType);
  if (!platform) throw new Error(`no platform ${deviceType}`);
  return findComplaint(platform, output.split('\n'));
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
