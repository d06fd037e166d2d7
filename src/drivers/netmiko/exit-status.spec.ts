import { openScripted, ScriptedTerminal } from '../../../test/harness/scripted-terminal.js';
import type { CliSession } from './cli-session.js';

const never = new AbortController().signal;
const quick = { read_timeout: 3 };

/** A shell of root's whose commands print what is given, and end with the status that is their last word. */
function aShell(outputs: Readonly<Record<string, string>> = {}): {
  terminal: ScriptedTerminal;
  session: Promise<CliSession>;
} {
  const script = (line: string): string => {
    const output = outputs[line] ?? '';
    const status = / (\d+)$/.exec(line)?.[1] ?? '0';
    return `${line}\r\n${output === '' ? '' : `${output}\r\n`}netpulse[${status}]# `;
  };
  const terminal = new ScriptedTerminal('root@host:~# ', script);
  return { terminal, session: openScripted(terminal, 'linux') };
}

describe('a Linux shell', () => {
  it.each([
    [
      'that is not found',
      'shaw 127',
      'bash: shaw: command not found',
      'bash: shaw: command not found (exit status 127)',
    ],
    ['that is no program', './notes 126', '', 'exit status 126'],
  ])('has rejected a command %s', async (_what, command, output, complaint) => {
    const session = await aShell({ [command]: output }).session;

    await expect(session.run(command, quick, never)).rejects.toMatchObject({
      type: 'CommandRejected',
      complaint,
      output: { command, stdout: output, exitStatus: Number(command.split(' ').at(-1)) },
    });
  });

  it('has run a command that ends with a status of its own', async () => {
    const session = await aShell().session;

    expect(await session.run('grep x 1', quick, never)).toMatchObject({ stdout: '', exitStatus: 1 });
  });

  it('has rejected a line of configuration that does not end well, and gets no further one', async () => {
    const { terminal, session } = aShell({ 'mount 1': 'mount: bad usage' });

    const failure = (await session).configure(['modprobe dummy', 'mount 1', 'reboot'], quick, never);

    await expect(failure).rejects.toMatchObject({
      type: 'CommandRejected',
      message: 'The device rejected "mount 1": mount: bad usage (exit status 1)',
    });
    expect(terminal.typed).not.toContain('reboot\n');
  });
});
