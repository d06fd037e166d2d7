import { plainToInstance } from 'class-transformer';
import { NetmikoConnectionArgs } from '../src/drivers/netmiko/netmiko-connection-args.js';
import type { NetmikoDriverArgs } from '../src/drivers/netmiko/netmiko-driver-args.js';
import { NetmikoDriver } from '../src/drivers/netmiko/netmiko.driver.js';
import { PLATFORMS } from '../src/drivers/netmiko/platforms/platform-registry.js';
import { itServesJobs } from './harness/cli-suite.js';
import { labCli, labCliOver } from './harness/lab-cli.js';
import { entered, openLab as open, platformOf, printed } from './harness/lab-session.js';
import { uncheckedHostKeys } from './harness/unchecked-host-keys.js';
import { LAB_SECRET } from './lab/platforms/lab-platform.js';
import { LAB_PLATFORMS, labOf } from './lab/platforms/lab-platforms.js';
import { LabSshServer } from './lab/platforms/lab-ssh-server.js';
import { LabDevice } from './lab/platforms/lab-shell.js';

const never = new AbortController().signal;
const quick: NetmikoDriverArgs = { read_timeout: 5 };
const driver = new NetmikoDriver({ legacyAlgorithms: false }, uncheckedHostKeys());

const leftOut = (_name: string, _test: () => Promise<void>): void => {};

it('has a lab device of every platform', () => {
  expect([...new Set(LAB_PLATFORMS.map(({ deviceType }) => deviceType))].sort()).toEqual(
    PLATFORMS.map(({ name }) => name).sort(),
  );
});

describe.each(LAB_PLATFORMS.map((lab) => ({ label: lab.label, lab })))('$label', ({ lab }) => {
  const { script } = lab;
  const platform = platformOf(lab);
  const lastLine = script.lines.at(-1) ?? '';
  // Where a platform has no such thing the test is left out, not skipped: it could be had nowhere.
  const itRefusing = script.badLine === null ? leftOut : it;
  const itWithCandidate = lab.hasCandidate ? it : leftOut;

  itServesJobs(labCli(lab));

  it('keeps what was entered, and nothing waits for a commit', async () => {
    const { session, device } = await open(lab);

    const { command, stdout, exitStatus } = await session.configure(script.lines, quick, never);

    expect({ command, exitStatus }).toEqual({ command: script.lines.join('\n'), exitStatus: 0 });
    expect(stdout).toContain(lastLine.trim());
    expect(device.running).toEqual(entered(lab));
    expect(device.candidate).toEqual([]);
    expect(session.isUsable).toBe(true);
  });

  it('saves', async () => {
    const { session, device } = await open(lab);

    await session.configure(script.lines, { ...quick, save: true }, never);

    expect(device.saved).toEqual(platform.save ? entered(lab) : null);
    expect(session.isUsable).toBe(true);
  });

  itRefusing('stops at a line that the device rejects, and commits nothing', async () => {
    const { session, device } = await open(lab);
    const badLine = script.badLine ?? '';
    const [first = '', ...rest] = script.lines;

    const failure = session.configure([first, badLine, ...rest], quick, never);

    await expect(failure).rejects.toMatchObject({
      type: 'CommandRejected',
      complaint: script.complaint,
      message:
        `The device rejected "${badLine}": ${script.complaint}` +
        (lab.hasCandidate ? ' (nothing was committed, the candidate was discarded)' : ''),
      output: { command: `${first}\n${badLine}`, exitStatus: 1 },
    });
    expect(device.running).toEqual(
      lab.hasCandidate ? [] : entered(lab).filter((line) => line === first.trim()),
    );
    expect(device.candidate).toEqual([]);
    expect(session.isUsable).toBe(true);
  });

  itRefusing('goes on after a rejected line if told to, and fails all the same', async () => {
    const { session, device } = await open(lab);
    const badLine = script.badLine ?? '';
    const lines = [...script.lines.slice(0, -1), badLine, badLine, lastLine];

    const failure = session.configure(lines, { ...quick, stop_on_error: false, save: true }, never);

    await expect(failure).rejects.toMatchObject({
      message: expect.stringMatching(/^The device rejected 2 lines: /) as string,
      output: { command: lines.join('\n') },
    });
    expect(device.running).toEqual(lab.hasCandidate ? [] : entered(lab));
    expect(device.saved).toBeNull();
    expect(session.isUsable).toBe(true);
  });

  itWithCandidate('tries configuration and drops it without commit, and commits with a comment', async () => {
    const { session, device } = await open(lab);

    await session.configure(script.lines, { ...quick, commit: false }, never);
    const tried = [...device.running, ...device.candidate];
    await session.configure(script.lines, { ...quick, commit_comment: 'CHG0042 core' }, never);

    expect(tried).toEqual([]);
    expect(device.running).toEqual(entered(lab));
    expect(device.typed).toContainEqual(expect.stringMatching(/^commit.*CHG0042 core/) as string);
  });

  it('does the same over SSH, and tells when the connection is cut', async () => {
    const device = new LabDevice(lab);
    const server = await LabSshServer.start(device);
    const args = plainToInstance(NetmikoConnectionArgs, {
      device_type: lab.deviceType,
      host: '127.0.0.1',
      port: server.port,
      username: 'admin',
      password: LabSshServer.password,
      secret: lab.isSecretNeeded ? LAB_SECRET : '',
    });
    try {
      const session = await driver.open(args, never);
      const { stdout } = await session.run(script.command, quick, never);
      await session.configure(script.lines, quick, never);
      server.cutAll();

      expect(stdout).toBe(printed(lab, script.output));
      expect(device.running).toEqual(entered(lab));
      expect(server.usernames).toEqual([`admin${platform.loginSuffix}`]);
      await expect(session.run(script.command, quick, never)).rejects.toMatchObject({ type: 'SessionLost' });
      await session.close();
    } finally {
      await server.stop();
    }
  });

  it('keeps no session that did not leave configuration mode', async () => {
    const { session, device } = await open(lab);

    await session.configure(script.lines, { ...quick, exit_config_mode: false }, never);

    expect(device.running).toEqual(entered(lab));
    expect(session.isUsable).toBe(false);
  });
});

describe.each(['ssh', 'telnet'] as const)('a device of the lab over %s', (transport) => {
  itServesJobs(labCliOver(transport, labOf('huawei')));
});

it('says so when the device does not discard the candidate', async () => {
  const panos = LAB_PLATFORMS.find(({ deviceType }) => deviceType === 'paloalto_panos');
  if (!panos) throw new Error('no PAN-OS in the lab');
  const { commands, script } = panos;
  const stubborn = { ...panos, commands: commands.filter(({ does }) => does !== 'discard'), configModes: [] };
  const { session, device } = await open(stubborn);

  const failure = session.configure([script.badLine ?? ''], quick, never);

  await expect(failure).rejects.toThrow(/would not discard the candidate/);
  expect(device.typed).toContain('revert config partial admin admin');
});

it('takes a line that error_pattern matches for a refusal', async () => {
  const junos = LAB_PLATFORMS.find(({ deviceType }) => deviceType === 'juniper_junos');
  if (!junos) throw new Error('no Junos in the lab');
  const warning = { line: 'set system ntp', does: 'enter', print: 'warning: not so good' } as const;
  const { session, device } = await open({ ...junos, commands: [warning, ...junos.commands] });

  const failure = session.configure(['set system ntp'], { ...quick, error_pattern: '(?i)^WARNING' }, never);

  await expect(failure).rejects.toMatchObject({ complaint: 'warning: not so good' });
  expect(device.running).toEqual([]);
});
