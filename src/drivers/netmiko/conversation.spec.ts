import { ios, openScripted as open, ScriptedTerminal } from '../../../test/harness/scripted-terminal.js';
import type { NetmikoDriverArgs } from './netmiko-driver-args.js';

const never = new AbortController().signal;
const quick: NetmikoDriverArgs = { read_timeout: 3 };
/** Each text in one piece. */
const WHOLE = 4_096;

describe('a command line', () => {
  it.each([1, 2, 3, 7, 64, 4_096])('is read in pieces of %i bytes', async (pieceBytes) => {
    const outputs = { 'show clock': '*10:00 Zürich\r\n\r\nR1 # not the prompt\r\n' };
    const session = await open(new ScriptedTerminal('Welcome\r\nR1#', ios(outputs), pieceBytes));

    const { stdout } = await session.run('show clock', quick, never);

    expect(stdout).toBe('*10:00 Zürich\n\nR1 # not the prompt');
  });

  it('does not take the prompt for the end before the echo of the command came', async () => {
    const script = (line: string): string =>
      line === 'show clock'
        ? // Synchronous logging shows the prompt again, before the device has read the command.
          `\r\n%SYS-5-CONFIG_I: Configured\r\nR1#show clock\r\n10:00\r\nR1#`
        : ios({})(line);
    const session = await open(new ScriptedTerminal('R1#', script));

    const { stdout } = await session.run('show clock', quick, never);

    expect(stdout).toContain('10:00');
  });

  it('takes the prompt of a device that does not echo', async () => {
    const script = (line: string): string => `\r\n${line === 'show clock' ? '10:00\r\n' : ''}R1#`;
    const session = await open(new ScriptedTerminal('R1#', script));

    expect((await session.run('show clock', quick, never)).stdout).toBe('10:00');
    expect((await session.run('show clock', quick, never)).stdout).toBe('10:00');
  });

  it('asks for the prompt again when a log line came behind it', async () => {
    const log = '\r\n%LINK-3-UPDOWN: Interface down\r\n';
    const script = (line: string): string =>
      line === 'show clock' ? `show clock\r\n10:00\r\nR1#${log}` : ios({})(line);
    const session = await open(new ScriptedTerminal('R1#', script));

    expect((await session.run('show clock', quick, never)).stdout).toBe('10:00');
    expect((await session.run('show clock', quick, never)).stdout).toBe('10:00');
  });

  it.each([
    ['configure terminal', 'R1(config)#'],
    ['end', 'R1#'],
  ])('finds the prompt that changed and has a log line behind it: %s', async (command, prompt) => {
    const log = '\r\n%SYS-5-CONFIG_I: Configured from console by admin\r\n';
    let shown = 'R1#';
    const script = (line: string): string => {
      if (line === command) shown = prompt;
      return `${line}\r\n${shown}${line === command ? log : ''}`;
    };
    const session = await open(new ScriptedTerminal('R1#', script, WHOLE));

    expect(await session.run(command, quick, never)).toMatchObject({ stdout: '' });
    expect((await session.run('show clock', { ...quick, strip_prompt: false }, never)).stdout).toBe(prompt);
  });

  it('cuts nothing off behind a line of output that is the same as the prompt', async () => {
    const output = 'banner motd ^\r\nR1#\r\nend of run\r\n';
    const session = await open(new ScriptedTerminal('R1#', ios({ 'show run': output }), WHOLE));

    expect((await session.run('show run', quick, never)).stdout).toBe('banner motd ^\nR1#\nend of run');
  });

  it('cuts nothing off, either, when the device pauses behind such a line', async () => {
    const terminal = new ScriptedTerminal(
      'R1#',
      (line) => {
        // The return that is typed meanwhile is answered when the output is over.
        if (line === '') return 'end of run\r\nR1#\r\nR1#';
        return line === 'show run' ? 'show run\r\nbanner motd ^\r\nR1#\r\n^\r\n' : ios({})(line);
      },
      WHOLE,
    );
    const session = await open(terminal);

    expect((await session.run('show run', quick, never)).stdout).toContain('\n^\nend of run');
  });

  it('does not answer a question with the return that is to show the prompt again', async () => {
    const script = (line: string): string =>
      line === 'reload' ? 'reload\r\nR1#\r\n%LOG\r\nProceed with reload? [confirm]' : ios({})(line);
    const terminal = new ScriptedTerminal('R1#', script, WHOLE);
    const session = await open(terminal);

    await expect(session.run('reload', { read_timeout: 1.5 }, never)).rejects.toMatchObject({
      type: 'CommandTimeout',
    });
    expect(terminal.typed.at(-1)).toBe('reload\n');
  });

  it('waits on when a line of output is cut where it looks like the prompt of another device', async () => {
    const terminal = new ScriptedTerminal('R1#', (line) => (line === 'more' ? 'more\r\nR2#' : ios({})(line)));
    const session = await open(terminal);

    const running = session.run('more', quick, never);
    setTimeout(() => {
      terminal.send(' is a neighbor\r\nR1#');
    }, 50);

    expect((await running).stdout).toBe('R2# is a neighbor');
  });

  it('answers the pager, and shows nothing of it', async () => {
    const erase = `${'\b'.repeat(9)}        ${'\b'.repeat(9)}`;
    const script = (line: string): string => {
      if (line === ' ') return `${erase}b\r\nR1#`;
      return line === 'show run' ? 'show run\r\na\r\n --More-- ' : ios({})(line);
    };
    const session = await open(new ScriptedTerminal('R1#', script));

    expect((await session.run('show run', quick, never)).stdout).toBe('a\nb');
  });

  it('presses return when a device shows nothing after login', async () => {
    const session = await open(new ScriptedTerminal('', (line) => (line === '' ? '\r\nR1#' : ios({})(line))));

    expect(session.isUsable).toBe(true);
  });

  it('answers what a device asks at login', async () => {
    const terminal = new ScriptedTerminal('Press RETURN to get started.', (line) => ios({})(line));

    await open(terminal);

    expect(terminal.typed[0]).toBe('\n');
  });

  it('gets root by sudo with the secret, and prepares the new shell', async () => {
    let isRoot = false;
    const script = (line: string): string => {
      if (line === 'sudo -s') return 'sudo -s\r\n[sudo] password for admin: ';
      if (line === 's3cret') isRoot = true;
      if (line === 's3cret') return '\r\n\x1b[?2004hroot@host:/home/admin# ';
      return `${line}\r\nnetpulse[0]${isRoot ? '#' : '$'} `;
    };
    const terminal = new ScriptedTerminal('admin@host:~$ ', script);

    const session = await open(terminal, 'linux', 's3cret');

    expect((await session.configure(['true'], quick, never)).stdout).toBe('true\nnetpulse[0]# ');
    expect(terminal.typed.slice(0, 2)).toEqual(['sudo -s\n', 's3cret\n']);
  });

  it('says what it waited for and what came last, without secrets', async () => {
    const script = (line: string): string =>
      line === 'ask' ? 'ask\r\nkey s3cret\r\nProceed? [confirm]' : ios({})(line);
    const session = await open(new ScriptedTerminal('R1#', script), 'cisco_ios', 's3cret');

    const failure = session.run('ask', { read_timeout: 0.2 }, never);

    await expect(failure).rejects.toMatchObject({
      type: 'CommandTimeout',
      message:
        'Command timeout: the prompt "R1#" after "ask" did not come within 0.2 s; ' +
        'last came "R1#ask\\nkey ***\\nProceed? [confirm]"',
    });
    expect(session.isUsable).toBe(false);
  });
});

describe('a hostile device', () => {
  it('that has a long line wiped again and again costs its command, and no more', async () => {
    const bomb = `bomb\r\n${'x'.repeat(16_000)}${'\x1b[2K'.repeat(350_000)}`;
    const script = (line: string): string => (line === 'bomb' ? bomb : ios({})(line));
    const session = await open(new ScriptedTerminal('R1#', script, 4_096));

    const failure = session.run('bomb', { read_timeout: 0 }, never);

    await expect(failure).rejects.toMatchObject({
      type: 'UnexpectedOutput',
      message: 'Too much editing: The device wipes and moves far more of its line than it writes',
    });
    expect(session.isUsable).toBe(false);
  });
});

describe('long output', () => {
  async function cpuOf(megabytes: number): Promise<number> {
    const line = `interface GigabitEthernet0/0/1 description ${'x'.repeat(80)}\r\n`;
    const output = line.repeat(Math.ceil((megabytes * 1024 * 1024) / line.length));
    const session = await open(new ScriptedTerminal('R1#', ios({ 'show all': output }), 4_096));
    const before = process.cpuUsage();

    const { stdout } = await session.run('show all', { read_timeout: 0 }, never);

    expect(stdout.length).toBeGreaterThan(megabytes * 1_000_000);
    const { user, system } = process.cpuUsage(before);
    return user + system;
  }

  it('takes time in proportion to its length', async () => {
    await cpuOf(1);
    const short = await cpuOf(5);

    // Four times as long; in quadratic time it would be sixteen times the work.
    expect((await cpuOf(20)) / short).toBeLessThan(10);
  });
});
