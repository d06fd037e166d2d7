import type { NetmikoDriverArgs } from '../src/drivers/netmiko/netmiko-driver-args.js';
import { entered, openLab, printed } from './harness/lab-session.js';
import { LAB_SECRET, type LabPlatform } from './lab/platforms/lab-platform.js';
import { labOf } from './lab/platforms/lab-platforms.js';

const quick: NetmikoDriverArgs = { read_timeout: 5 };
const never = new AbortController().signal;

it.each(['% ', 'root@vmx1:~ # ', 'root@vmx1% '])(
  'leaves the shell of Junos, whose prompt is %j',
  async (shell) => {
    const lab = labOf('juniper_junos');
    const inShell: LabPlatform = {
      ...lab,
      firstMode: 'shell',
      modes: { ...lab.modes, shell },
      commands: [{ line: 'cli', in: ['shell'], to: 'operational' }, ...lab.commands],
    };
    const { session, device } = await openLab(inShell);

    const { stdout } = await session.run(lab.script.command, quick, never);
    await session.configure(lab.script.lines, quick, never);

    expect(stdout).toBe(printed(lab, lab.script.output));
    expect(device.typed[0]).toBe('cli');
    expect(device.typed.filter((line) => line === 'set cli screen-length 0')).toHaveLength(1);
    expect(session.isUsable).toBe(true);
  },
);

it('gives a return where ProCurve asks for the name of the manager', async () => {
  const lab = labOf('hp_procurve');
  const password = { text: 'Password: ', isHidden: true, answers: { [LAB_SECRET]: { to: 'privileged' } } };
  const otherwise = { print: 'Invalid password' };
  const asks = { text: 'Username: ', answers: { '': { asks: { ...password, otherwise } } }, otherwise };

  const { session, device } = await openLab({
    ...lab,
    commands: [{ line: 'enable', in: ['user'], asks }, ...lab.commands],
  });

  expect(device.typed.slice(1, 4)).toEqual(['enable', '', LAB_SECRET]);
  expect(session.isUsable).toBe(true);
});

it('comes out of the Tcl shell of IOS to configure', async () => {
  const lab = labOf('cisco_ios');
  const { session, device } = await openLab({
    ...lab,
    modes: { ...lab.modes, tcl: 'R1(tcl)#' },
    commands: [
      { line: 'tclsh', in: ['privileged'], to: 'tcl' },
      { line: 'tclquit', in: ['tcl'], to: 'privileged' },
      ...lab.commands,
    ],
  });

  await session.run('tclsh', quick, never);
  const wasUsable = session.isUsable;
  await session.configure(lab.script.lines, quick, never);

  expect(wasUsable).toBe(false);
  expect(device.running).toEqual(entered(lab));
  expect(session.isUsable).toBe(true);
});
