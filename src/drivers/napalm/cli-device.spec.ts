import type { LabPlatform } from '../../../test/lab/platforms/lab-platform.js';
import { LAB_PLATFORMS } from '../../../test/lab/platforms/lab-platforms.js';
import { LabDevice, NO_TROUBLES } from '../../../test/lab/platforms/lab-shell.js';
import { LabTerminal } from '../../../test/lab/platforms/lab-terminal.js';
import { CommandRejectedError } from '../device-error.js';
import { CliSession } from '../netmiko/cli-session.js';
import { Conversation } from '../netmiko/conversation.js';
import { JUNIPER_JUNOS } from '../netmiko/platforms/juniper-junos.js';
import type { Platform } from '../netmiko/platforms/platform.js';
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

function sessionOn(device: LabDevice, platform: Platform): Promise<CliSession> {
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
  return CliSession.open(conversation, async () => {}, options, never);
}

describe.each(['junos', 'eos'] as const)('configuration merged on the command line of %s', (name) => {
  const { lab, platform, diff } = PLATFORMS[name];
  const lines = ['first line', 'second line'];
  let device: LabDevice;
  let session: CliSession;

  beforeEach(async () => {
    device = new LabDevice(lab());
    session = await sessionOn(device, platform);
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

describe('a configuration that replaces that of junos', () => {
  const RUNNING = ['set system host-name vmx1', 'set system root-authentication encrypted-password "x"'];
  const WANTED = ['set system host-name vmx2', 'set system root-authentication encrypted-password "x"'];
  const DIFF = '[edit]\n-  set system host-name vmx1\n+  set system host-name vmx2';

  async function replacing(lines: readonly string[], more: Partial<NapalmDriverArgs> = {}) {
    const device = new LabDevice(changed(labOf('juniper_junos')));
    device.running = RUNNING;
    const session = await sessionOn(device, JUNIPER_JUNOS);
    const args = Object.assign(new NapalmDriverArgs(), { replace: true, ...more });
    const diff = new CliDevice(session, 'junos').merge(lines, args, never);
    return { device, session, diff };
  }

  let changed: (lab: LabPlatform) => LabPlatform;
  beforeEach(() => (changed = (lab) => lab));

  it('is all that there is then', async () => {
    const { device, session, diff } = await replacing(WANTED);

    expect(await diff).toBe(DIFF);
    expect(device.running).toEqual(WANTED);
    expect(session.isUsable).toBe(true);
  });

  it('is checked by the device and dropped on a dry run', async () => {
    const { device, session, diff } = await replacing(WANTED, { dry_run: true });

    expect(await diff).toBe(DIFF);
    expect(device.typed).toContain('commit check');
    expect(device.running).toEqual(RUNNING);
    expect(device.isCleared).toBe(false);
    expect(session.isUsable).toBe(true);
  });

  it.each([
    ['the device would not commit it', ['set system host-name vmx2'], 'missing mandatory statements'],
    ['a line is refused', [...WANTED, labOf('juniper_junos').script.badLine ?? ''], 'unknown command'],
  ])('leaves the device as it was when %s', async (_when, lines, why) => {
    const { device, session, diff } = await replacing(lines);

    await expect(diff).rejects.toThrow(why);
    await expect(diff).rejects.toThrow('nothing was committed, the candidate was discarded');
    expect(device.running).toEqual(RUNNING);
    expect([device.candidate, device.isCleared]).toEqual([[], false]);
    expect(session.isUsable).toBe(true);
  });

  it('leaves the device as it was when a protected part would stay', async () => {
    const print = "warning: [system] is protected, 'system host-name' cannot be deleted";
    changed = (lab) => ({
      ...lab,
      commands: [{ line: 'delete', in: ['config'], does: 'clear', print }, ...lab.commands],
    });

    const { device, diff } = await replacing(WANTED);

    await expect(diff).rejects.toThrow('is protected');
    expect(device.running).toEqual(RUNNING);
  });

  it('leaves the device as it was when that has not emptied its candidate', async () => {
    changed = (lab) => ({ ...lab, commands: [{ line: 'delete', in: ['config'] }, ...lab.commands] });

    const { device, diff } = await replacing(WANTED);

    await expect(diff).rejects.toThrow('set system host-name vmx1');
    expect(device.running).toEqual(RUNNING);
  });

  it('leaves the device as it was when the connection is lost before the commit', async () => {
    const device = new LabDevice(labOf('juniper_junos'), { ...NO_TROUBLES, cutAt: 'show | compare' });
    device.running = RUNNING;
    const session = await sessionOn(device, JUNIPER_JUNOS);
    const args = Object.assign(new NapalmDriverArgs(), { replace: true });

    const diff = new CliDevice(session, 'junos').merge(WANTED, args, never);

    await expect(diff).rejects.toMatchObject({ type: 'SessionLost' });
    expect(device.running).toEqual(RUNNING);
  });
});
