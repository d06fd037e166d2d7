import { findComplaint } from '../src/drivers/netmiko/complaints.js';
import { deviceTypes, findPlatform } from '../src/drivers/netmiko/platforms/platform-registry.js';
import type { Platform } from '../src/drivers/netmiko/platforms/platform.js';
import { readPrompt } from '../src/drivers/netmiko/prompt.js';
import { NtcIndex } from '../src/templates/textfsm/ntc-index.js';
import { platformsOf } from '../src/templates/textfsm/ntc-platforms.js';
import { captures, ntcIndexText, recordedAnswers } from './lab/platforms/recordings.js';

/** Names of modes in the recordings and in NetPulse's data. */
const MODES: Readonly<Record<string, readonly string[]>> = {
  exec: ['user', 'operational'],
  privilege_exec: ['privileged'],
  configuration: ['config'],
  configuration_exclusive: ['config'],
  configuration_private: ['config'],
  shell: ['shell'],
  tclsh: ['tcl'],
};
/** Device types for which ntc-templates has nothing. */
const WITHOUT_TEMPLATES = ['cumulus_vtysh', 'dell_os10', 'frr', 'nokia_srl', 'ruijie_os'];
/** One of them has a template on each of the others. */
const COMMANDS = [
  'show version',
  'display version',
  'display interface brief',
  'get system status',
  'show system info',
  'show system information',
  'show interfaces',
  'show lag',
  'system resource print',
  'ip link show',
];
/** The one prompt that was captured with the output. */
const PROMPTS_IN_CAPTURES = ['edge1-rt#'];

function platformOf(deviceType: string): Platform {
  const platform = findPlatform(deviceType);
  if (!platform) throw new Error(`no platform ${deviceType}`);
  return platform;
}

function promptsIn(platform: Platform, lines: readonly string[]): string[] {
  return lines.filter((line, index) => readPrompt(platform, line, false, lines[index - 1]) !== null);
}

const answers = recordedAnswers();
const recorded = captures().filter(({ deviceType }) => findPlatform(deviceType) !== undefined);

if (answers.length === 0) {
  it('has no recordings of real devices on this machine: compares nothing', () => {
    expect(recorded).toEqual([]);
  });
} else {
  it('knows what ntc-templates calls every device type, so that its templates are found', () => {
    const index = NtcIndex.parse(ntcIndexText());
    const isKnown = (deviceType: string): boolean =>
      platformsOf(deviceType).some((name) => COMMANDS.some((command) => index.find(name, command)));

    const unknown = deviceTypes().filter((deviceType) => !isKnown(deviceType));

    expect(unknown).toEqual(['autodetect', ...WITHOUT_TEMPLATES].sort());
    expect(index.find('huawei_vrp', 'display version')).toEqual(['huawei_vrp_display_version.textfsm']);
  });

  describe('recordings of real devices', () => {
    it.each(
      answers.map((answer) => ({
        ...answer,
        name: `${answer.deviceType} ${answer.mode}: ${answer.command}`,
      })),
    )(
      '$name: the prompt is found, its mode is right, and no line before it is one',
      ({ deviceType, resultMode, shown }) => {
        const platform = platformOf(deviceType);
        const lines = shown.split('\n');

        const prompt = readPrompt(platform, lines.at(-1) ?? '', false, lines.at(-2));

        expect(MODES[resultMode]).toContain(prompt?.mode);
        expect(promptsIn(platform, lines.slice(0, -1))).toEqual([]);
      },
    );

    // Junos' shell is left at once, so what it says is of no interest.
    it.each(answers.filter(({ command, mode }) => command === '' && mode !== 'shell'))(
      '$deviceType $mode: the refusal of an unknown command is understood',
      ({ deviceType, shown }) => {
        expect(findComplaint(platformOf(deviceType), shown.split('\n'))).not.toBeNull();
      },
    );

    it('has more than 80,000 lines, none of which looks like a prompt but one that is', () => {
      const lines = recorded.map(({ deviceType, text }) => ({ deviceType, lines: text.split(/\r?\n/) }));

      const prompts = lines.flatMap((capture) => promptsIn(platformOf(capture.deviceType), capture.lines));

      expect(lines.reduce((sum, capture) => sum + capture.lines.length, 0)).toBeGreaterThan(80_000);
      expect(prompts).toEqual(PROMPTS_IN_CAPTURES);
    });

    it('has output that is taken for a refusal only where it is one', () => {
      const refusals = recorded.flatMap(
        ({ deviceType, text }) => findComplaint(platformOf(deviceType), text.split(/\r?\n/)) ?? [],
      );

      expect(refusals.sort()).toEqual([
        "% Invalid command at '^' marker.",
        'bad command name po (line 1 column 7)',
        'bad command name poe (line 1 column 21)',
      ]);
    });
  });
}
