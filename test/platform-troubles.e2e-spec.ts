import type { NetmikoDriverArgs } from '../src/drivers/netmiko/netmiko-driver-args.js';
import { entered, openLab, printed } from './harness/lab-session.js';
import { LAB_PASSWORD, type LabQuestion, type Reaction } from './lab/platforms/lab-platform.js';
import { LAB_PLATFORMS, labOf } from './lab/platforms/lab-platforms.js';
import { whole } from './lab/platforms/lab-terminal.js';

const patient: NetmikoDriverArgs = { read_timeout: 30 };
const quick: NetmikoDriverArgs = { read_timeout: 5 };
const never = new AbortController().signal;
const LOG_LINE = '*Nov 24 07:00:00.000: %LINK-3-UPDOWN: Interface Gi0/9, changed state to down';

// All at once, as each buried prompt is half a second of silence.
it('finds the prompt that a log line came behind, after every step on every platform', async () => {
  const found = await Promise.all(
    LAB_PLATFORMS.map(async (lab) => {
      const { signal } = new AbortController();
      const { session, device } = await openLab(lab, { logBehindPrompt: LOG_LINE }, undefined, whole);
      const { stdout } = await session.run(lab.script.command, patient, signal);
      await session.configure(lab.script.lines, { ...patient, save: true }, signal);
      return [lab.label, { stdout, running: device.running, isUsable: session.isUsable }];
    }),
  );

  expect(found).toEqual(
    LAB_PLATFORMS.map((lab) => [
      lab.label,
      { stdout: printed(lab, lab.script.output), running: entered(lab), isUsable: true },
    ]),
  );
});

/** Questions one after the other; whoever answers one otherwise is told so, and nothing happens. */
function asking(questions: readonly (readonly [text: string, answer: string])[], last: Reaction): Reaction {
  return questions.reduceRight<Reaction>((next, [text, answer]): Reaction => {
    const asks: LabQuestion = { text, answers: { [answer]: next }, otherwise: { print: 'Canceled.' } };
    return { asks };
  }, last);
}

describe('saving', () => {
  it.each([
    ['huawei', 'save', [['Are you sure to continue? (y/n)[n]:', 'Y']]],
    [
      'huawei',
      'save',
      [
        ['The current configuration will be written to the device. Continue? [Y/N]:', 'Y'],
        ['Please input the file name(*.cfg,*.zip)[vrpcfg.zip]:', ''],
        ['flash:/vrpcfg.zip exists, overwrite? [Y/N]:', 'Y'],
      ],
    ],
    ['cisco_ios', 'write memory', [['Overwrite the previous NVRAM configuration?[confirm]', '']]],
    [
      'cisco_nxos',
      'copy running-config startup-config',
      [
        ['Destination filename [startup-config]? ', ''],
        ['This file exists already. Overwrite? (y/n) [n] ', 'y'],
      ],
    ],
    ['hp_procurve', 'write memory', [['Do you want to save the configuration [y/n]? ', 'y']]],
  ] as const)('on %s answers what %j asks: %j', async (label, line, questions) => {
    const lab = labOf(label);
    const save = { line, ...asking(questions, { does: 'save', print: 'Saved.' }) };
    const { session, device } = await openLab({ ...lab, commands: [save, ...lab.commands] });

    await session.configure(lab.script.lines, { ...quick, save: true }, never);

    expect(device.saved).toEqual(entered(lab));
  });
});

it('on ASA becomes privileged by `login` where the request gives no secret', async () => {
  const lab = labOf('cisco_asa');
  const { session, device } = await openLab(lab, {}, null);

  await session.configure(lab.script.lines, quick, never);

  expect(device.running).toEqual(entered(lab));
  expect(device.typed).toEqual(expect.arrayContaining(['login', 'admin', LAB_PASSWORD, 'disable']));
  expect(session.isUsable).toBe(true);
});

it.each([
  ['cisco_ios', 'banner motd #', { says: "Enter TEXT message.  End with the character '#'.", prompt: '' }],
  ['hp_procurve', 'banner motd #', { says: "Enter TEXT message. End with the character '#'", prompt: '' }],
  ['hp_comware', 'header motd %', { says: "Please input banner content, and quit with '%'.", prompt: '' }],
  ['huawei', 'header login information %', { says: "Info: Enter TEXT. End with '%'.", prompt: '' }],
  ['aruba_aoscx', 'banner motd !', { says: 'Enter a new banner.', prompt: '(config-banner-motd)# ' }],
  ['dell_os10', 'banner motd %', { says: '', prompt: '' }],
])('on %s enters free text behind %j', async (label, start, freeText) => {
  const lab = { ...labOf(label), freeText };
  const { session, device } = await openLab(lab);
  const lines = [start, 'R1#', 'Keep out!?', start.slice(-1), 'ntp server 192.0.2.1'];

  await session.configure(lines, quick, never);

  expect(device.running).toEqual(lines);
  expect(session.isUsable).toBe(true);
});
