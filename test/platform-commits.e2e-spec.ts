import type { NetmikoDriverArgs } from '../src/drivers/netmiko/netmiko-driver-args.js';
import { entered, openLab } from './harness/lab-session.js';
import type { LabCommand, LabPlatform, Reaction } from './lab/platforms/lab-platform.js';
import { labOf } from './lab/platforms/lab-platforms.js';

const quick: NetmikoDriverArgs = { read_timeout: 5 };
const never = new AbortController().signal;
const OTHERS_COMMITTED =
  'One or more commits have occurred from other configuration sessions since this session started.';

/** The same device, whose commits end otherwise. */
function committing(label: string, commit: Reaction): LabPlatform {
  const lab = labOf(label);
  return withCommand(lab, { line: /^commit/, in: lab.configModes, ...commit });
}

function withCommand(lab: LabPlatform, command: LabCommand): LabPlatform {
  return { ...lab, commands: [command, ...lab.commands] };
}

describe('a commit that the device refuses', () => {
  it.each([
    [
      'cisco_xr',
      '% Failed to commit one or more configuration items during a pseudo-atomic operation.\nAll changes made have been reverted.',
      '% Failed to commit one or more configuration items during a pseudo-atomic operation.',
    ],
    [
      'juniper_junos',
      "[edit interfaces]\n  'ge-0/0/0'\n    Missing mandatory statement\ncommit failed: (statements constraint check failed)",
      'commit failed: (statements constraint check failed)',
    ],
    ['juniper_junos', 'error: configuration check-out failed', 'error: configuration check-out failed'],
    ['juniper_junos', 'commit check passes', 'commit check passes'],
    [
      'vyos',
      'Interface eth0 does not exist\n[[interfaces ethernet eth0]] failed\nCommit failed',
      '[[interfaces ethernet eth0]] failed',
    ],
    [
      'nokia_sros, model-driven',
      'MINOR: MGMT_CORE #3001: configure port 1/1/1 - missing mandatory element',
      'MINOR: MGMT_CORE #3001: configure port 1/1/1 - missing mandatory element',
    ],
    ['nokia_srl', 'Commit was not confirmed in time', 'Commit was not confirmed in time'],
    ['huawei_vrpv8', 'Failed to generate committed config.', 'Failed to generate committed config.'],
    ['paloalto_panos', '...55%70%\nCommit failed\nport 1 is in no zone', 'Commit failed'],
    ['paloalto_panos', '...55%70%\nJob 7 was stopped', '...55%70% Job 7 was stopped'],
  ])('on %s fails the job, and is told: %j', async (label, print, complaint) => {
    const { session, device } = await openLab(committing(label, { print }));

    const failure = session.configure(labOf(label).script.lines, quick, never);

    await expect(failure).rejects.toMatchObject({ type: 'CommandRejected', complaint });
    expect(device).toMatchObject({ running: [], candidate: [] });
    expect(session.isUsable).toBe(true);
  });

  it('on IOS XR is one that others came before: it is not done anyway', async () => {
    const asks = {
      text: 'Do you wish to proceed with this commit anyway? [no]:',
      answers: { no: {} },
      otherwise: { does: 'commit' },
    } as const;
    const { session, device } = await openLab(
      committing('cisco_xr', { print: `${OTHERS_COMMITTED}\n'show configuration commit changes'`, asks }),
    );

    const failure = session.configure(labOf('cisco_xr').script.lines, quick, never);

    await expect(failure).rejects.toMatchObject({ complaint: OTHERS_COMMITTED });
    expect(device).toMatchObject({ running: [], candidate: [] });
    expect(session.isUsable).toBe(true);
  });
});

it('confirms a large commit on IOS XR', async () => {
  const asks = {
    text: 'This is a large commit. [confirm]',
    answers: { y: { does: 'commit' } },
    otherwise: {},
  } as const;
  const { session, device } = await openLab(committing('cisco_xr', { asks }));

  await session.configure(labOf('cisco_xr').script.lines, quick, never);

  expect(device.running).toEqual(entered(labOf('cisco_xr')));
});

it.each([
  ['cisco_ios', 'write memory', '%Error opening nvram:/startup-config (Permission denied)'],
  ['nokia_srl', 'save startup', 'Error: cannot write /etc/opt/srlinux/config.json'],
])('on %s tells that saving failed', async (label, line, print) => {
  const { session, device } = await openLab(withCommand(labOf(label), { line, print }));

  const failure = session.configure(labOf(label).script.lines, { ...quick, save: true }, never);

  await expect(failure).rejects.toMatchObject({ type: 'CommandRejected', complaint: print });
  expect(device).toMatchObject({ running: entered(labOf(label)), saved: null });
});
