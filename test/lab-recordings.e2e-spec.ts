import { labOf, LAB_PLATFORMS } from './lab/platforms/lab-platforms.js';
import { captures, recordedAnswers, type RecordedAnswer } from './lab/platforms/recordings.js';

/** The name in the recorded prompts, and that in the lab's. */
const NAMES: Readonly<Record<string, readonly [recorded: string, lab: string]>> = {
  arista_eos: ['localhost', 'leaf1'],
  cisco_ios: ['csr1000v', 'R1'],
  cisco_nxos: ['switch', 'nx1'],
  cisco_xr: ['ios', 'core1'],
  juniper_junos: ['boxen', 'lab@vmx1'],
};
/** The recordings' names of the lab's modes. */
const MODES: Readonly<Record<string, string>> = {
  user: 'exec',
  operational: 'exec',
  privileged: 'privilege_exec',
  config: 'configuration',
};
/** Device types of which there are captures, but none of what tells what the device is. */
const WITHOUT_VERSION = ['aruba_aoscx', 'hp_comware', 'hp_procurve', 'linux'];
const ESCAPES = /\x1b\[[?\d;]*[A-Za-z]|\r/g;

const answers = recordedAnswers();
const recorded = captures();

function linesOf(answer: RecordedAnswer): readonly string[] {
  return answer.shown.split('\n');
}

/** The line by which a command is refused: the last one above the prompt that says something. */
function refusalOf(lines: readonly string[]): string | undefined {
  return lines.findLast((line) => line.trim() !== '' && line !== '[edit]');
}

/** The first words of a line, in which nothing is the device's own. */
function headOf(line: string): string {
  return line.trim().split(/\s+/).slice(0, 3).join(' ').replace(/\d+/g, '9');
}

if (answers.length === 0) {
  console.warn("SKIPPED: the lab's devices are compared with no recordings: ../shared/data is not there");
}

describe.runIf(answers.length > 0)("the lab's devices against recordings of real ones", () => {
  it.each(Object.entries(NAMES))(
    '%s shows the prompts that were recorded',
    (label, [recordedName, labName]) => {
      const prompts = (mode: string | undefined): string[] =>
        answers
          .filter(({ deviceType, resultMode }) => deviceType === label && resultMode === mode)
          .map((answer) => linesOf(answer).at(-1)?.replace(recordedName, 'NAME') ?? '');

      const shown = Object.entries(labOf(label).modes)
        .filter(([mode]) => prompts(MODES[mode]).length > 0)
        .map(([mode, text]) => [
          mode,
          text.replaceAll(ESCAPES, '').split('\n').at(-1)?.replace(labName, 'NAME'),
        ]);

      expect(shown.length).toBeGreaterThan(1);
      for (const [mode, prompt] of shown) expect(prompts(MODES[mode ?? '']), mode).toContain(prompt);
    },
  );

  it.each(Object.keys(NAMES))('%s refuses an unknown command in the words that were recorded', (label) => {
    const words = answers
      .filter(({ deviceType, command, mode }) => deviceType === label && command === '' && mode !== 'tclsh')
      .map((answer) => refusalOf(linesOf(answer).slice(0, -1)) ?? '')
      .filter((word) => word !== '');

    const refusal = refusalOf(labOf(label).refusal?.split('\n') ?? []) ?? '';

    expect(words.some((word) => refusal.startsWith(word))).toBe(true);
  });

  it('says of a device what the captures of real ones say', () => {
    const captured = LAB_PLATFORMS.map(({ deviceType, version }) => ({
      deviceType,
      heads:
        version?.output
          .split('\n')
          .map(headOf)
          .filter((head) => head.length > 6) ?? [],
      lines: recorded
        .filter((capture) => capture.deviceType.startsWith(deviceType))
        .flatMap(({ text }) => text.split(/\r?\n/)),
    })).filter(({ lines }) => lines.length > 0);

    const unlike = captured.filter(({ heads, lines }) => {
      const real = new Set(lines.map(headOf));
      return !heads.some((head) => real.has(head));
    });

    expect(captured.length).toBeGreaterThan(10);
    expect(unlike.map(({ deviceType }) => deviceType).sort()).toEqual(WITHOUT_VERSION);
  });
});
