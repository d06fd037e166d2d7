import type { LabPlatform } from '../../../test/lab/platforms/lab-platform.js';
import { LAB_PLATFORMS } from '../../../test/lab/platforms/lab-platforms.js';
import { LabDevice } from '../../../test/lab/platforms/lab-shell.js';
import { LabTerminal } from '../../../test/lab/platforms/lab-terminal.js';
import { CommandRejectedError } from '../device-error.js';
import { CliSession } from '../netmiko/cli-session.js';
import { Conversation } from '../netmiko/conversation.js';
import { JUNIPER_JUNOS } from '../netmiko/platforms/juniper-junos.js';
import { SecretsMask } from '../secrets-mask.js';
import { CliDevice } from './cli-device.js';
import { EOS_SESSION_PLATFORM } from './eos/eos-session-platform.js';
import { NapalmDriverArgs } from './napalm-driver-args.js';

const never = new AbortController().signal;
const JUNOS_DIFF = '[edit system]\n-  host-name vmx1;\n+  host-name vmx2;\n[edit]\n+  snmp { location x; }';
const EOS_DIFF = '--- system:/running-config\n+++ session:/sess-1-session-config\n@@ -5,3 +5,4 @@\n+vlan 7';

function labOf(deviceType: string): LabPlatform {
  const lab = LAB_PLATFORMS.find((platform) => platform.deviceType === deviceType);
  if (!lab) throw new Error(`no lab for ${deviceType}`);
  return lab;
}

function junosLab(): LabPlatform {
  const lab = labOf('juniper_junos');
  return {
    ...lab,
    commands: [{ line: 'show | compare', in: ['config'], print: JUNOS_DIFF }, ...lab.commands],
  };
}

/** EOS in whose configuration mode lines wait for a commit. */
function eosLab(): LabPlatform {
  const lab = labOf('arista_eos');
  return {
    ...lab,
    firstMode: 'privileged',
    hasCandidate: true,
    modes: { ...lab.modes, session: (lab.modes.config ?? '').replace('(config)', '(config-s-sess-1)') },
    configModes: ['session'],
    submodes: [],
    commands: [
      { line: 'configure session', in: ['privileged'], to: 'session' },
      { line: 'show session-config diffs', in: ['session'], print: EOS_DIFF },
      { line: 'commit', in: ['session'], does: 'commit', to: 'privileged' },
      { line: 'abort', in: ['session'], does: 'discard', to: 'privileged' },
      ...lab.commands,
    ],
  };
}

const PLATFORMS = {
  junos: { lab: junosLab, platform: JUNIPER_JUNOS, diff: JUNOS_DIFF },
  eos: { lab: eosLab, platform: EOS_SESSION_PLATFORM, diff: EOS_DIFF },
} as const;

describe.each(['junos', 'eos'] as const)('configuration merged on the command line of %s', (name) => {
  const { lab, platform, diff } = PLATFORMS[name];
  const lines = ['first line', 'second line'];
  let device: LabDevice;
  let session: CliSession;

  beforeEach(async () => {
    device = new LabDevice(lab());
    const conversation = new Conversation(
      new LabTerminal(device),
      platform,
      (reply) => (reply.type === 'text' ? reply.text : null),
      new SecretsMask([]),
    );
    const options = {
      platform,
      isPrivilegeWanted: false,
      connectTimeoutMs: 3_000,
      readTimeoutMs: 3_000,
      remoteVersion: null,
    };
    session = await CliSession.open(conversation, async () => {}, options, never);
  });

  afterEach(() => session.close());

  const merge = (more: Partial<NapalmDriverArgs> = {}, config: readonly string[] = lines) =>
    new CliDevice(session, name).merge(config, Object.assign(new NapalmDriverArgs(), more), never);

  it('is committed, and its diff told', async () => {
    expect(await merge()).toBe(diff);
    expect(device.running).toEqual(lines);
    expect(session.isUsable).toBe(true);
  });

  it('is dropped on a dry run after its diff was taken', async () => {
    expect(await merge({ dry_run: true })).toBe(diff);
    expect(device.running).toEqual([]);
    expect(device.candidate).toEqual([]);
    expect(session.isUsable).toBe(true);
  });

  it('is dropped whole when a line is refused', async () => {
    const badLine = device.platform.script.badLine ?? '';

    await expect(merge({}, [...lines, badLine])).rejects.toBeInstanceOf(CommandRejectedError);

    expect(device.running).toEqual([]);
    expect(device.candidate).toEqual([]);
    expect(session.isUsable).toBe(true);
  });

  if (name !== 'eos') return;

  it('replaces the whole configuration where the request says so', async () => {
    expect(await merge({ replace: true }, [...lines, 'end'])).toBe(diff);

    expect(device.running).toEqual(['rollback clean-config', ...lines]);
    expect(session.isUsable).toBe(true);
  });
});
