import { ios, openScripted, ScriptedTerminal } from '../../../test/harness/scripted-terminal.js';
import { DeviceError } from '../device-error.js';
import type { NetmikoDriverArgs } from './netmiko-driver-args.js';

const never = new AbortController().signal;
const copy = 'copy running-config tftp:';

/** Asks for an address and a name before it copies. */
function copying(line: string): string {
  if (line === copy) return `${copy}\r\nAddress or name of remote host []? `;
  if (line === '192.0.2.9') return '192.0.2.9\r\nDestination filename [r1-confg]? ';
  if (line === 'backup.cfg') return 'backup.cfg\r\n!!\r\n1030 bytes copied\r\nR1#';
  return ios({ 'show clock': '10:00\r\n' })(line);
}

describe('answers', () => {
  it.each([1, 4_096])('are typed when the device asks, in pieces of %i bytes', async (pieceBytes) => {
    const session = await openScripted(new ScriptedTerminal('R1#', copying, pieceBytes));
    const answers = [
      { expect: 'filename', answer: 'backup.cfg' },
      { expect: '(?i)ADDRESS OR NAME', answer: '192.0.2.9\n' },
    ];

    const { stdout } = await session.run(copy, { answers, read_timeout: 3 }, never);

    expect(stdout).toBe(
      'Address or name of remote host []? 192.0.2.9\n' +
        'Destination filename [r1-confg]? backup.cfg\n!!\n1030 bytes copied',
    );
    expect(session.isUsable).toBe(true);
  });

  it('are given anew to the next command, and never to a prompt or to the echo', async () => {
    const script = (line: string): string =>
      line === 'clear' ? 'clear\r\nAre you sure? [confirm]' : line === '' ? '\r\nR1#' : ios({})(line);
    const terminal = new ScriptedTerminal('R1#', script);
    const session = await openScripted(terminal);
    const args: NetmikoDriverArgs = { answers: [{ expect: '[#c]', answer: '' }], read_timeout: 3 };
    const typedBefore = terminal.typed.length;

    await session.run('show c', args, never);
    await session.run('clear', { ...args, answers: [{ expect: 'confirm', answer: '' }] }, never);
    await session.run('clear', { ...args, answers: [{ expect: 'confirm', answer: '' }] }, never);

    expect(terminal.typed.slice(typedBefore)).toEqual(['show c\n', 'clear\n', '\n', 'clear\n', '\n']);
  });

  it('are given once each: a device that asks again gets a time-out that tells what came, but no answer', async () => {
    const script = (line: string): string => {
      if (line === 'login') return 'login\r\nCode: ';
      return line === '12345' ? '\r\nBad 12345\r\nCode: ' : ios({})(line);
    };
    const terminal = new ScriptedTerminal('R1#', script);
    const session = await openScripted(terminal);
    const args = { answers: [{ expect: 'Code: $', answer: '12345' }], read_timeout: 0.3 };

    await expect(session.run('login', args, never)).rejects.toMatchObject({
      type: 'CommandTimeout',
      message: expect.stringMatching(/last came "R1#login\\nCode: \\nBad \*\*\*\\nCode: "$/) as string,
    });

    expect(terminal.typed.filter((text) => text === '12345\n')).toHaveLength(1);
  });

  it('are masked in a complaint', async () => {
    const script = (line: string): string =>
      line === 'set' ? 'set\r\nKey: ' : line === 'k3y!' ? '\r\n% Bad secrets "k3y!"\r\nR1#' : ios({})(line);
    const session = await openScripted(new ScriptedTerminal('R1#', script));

    const failure = session.run(
      'set',
      { answers: [{ expect: 'Key:', answer: 'k3y!' }], read_timeout: 3 },
      never,
    );

    await expect(failure).rejects.toThrow(/: % Bad secrets "\*\*\*"$/);
  });

  it('are given to configuration lines, too', async () => {
    let prompt = 'R1#';
    const script = (line: string): string => {
      if (line === 'configure terminal') prompt = 'R1(config)#';
      if (line === 'end') prompt = 'R1#';
      if (line === 'crypto key zeroize') return `${line}\r\nReally? [yes/no]: `;
      return `${line}\r\n${prompt}`;
    };
    const session = await openScripted(new ScriptedTerminal('R1#', script));
    const args = { answers: [{ expect: 'yes/no', answer: 'yes' }], read_timeout: 3 };

    const { stdout } = await session.configure(
      ['crypto key zeroize', 'crypto key zeroize', 'hostname R1'],
      args,
      never,
    );

    expect(stdout).toContain('Really? [yes/no]: yes\nR1(config)#crypto key zeroize\nReally? [yes/no]: yes');
  });
});

describe('expect_string', () => {
  it('ends the wait; with the prompt behind it the session can be used again', async () => {
    // Two prompts: the first comes before the command is done.
    const script = (line: string): string => ios({ install: 'R1#\r\nStarted\r\nDone 7\r\n' })(line);
    const session = await openScripted(new ScriptedTerminal('R1#', script));

    const { stdout } = await session.run('install', { expect_string: 'Done \\d', read_timeout: 3 }, never);

    expect(stdout).toBe('R1#\nStarted\nDone 7');
    expect(session.isUsable).toBe(true);
  });

  it('is not found in the echo, and outlasts a prompt', async () => {
    const terminal = new ScriptedTerminal('R1#', ios({}));
    const session = await openScripted(terminal);

    const failure = session.run('wait for Done', { expect_string: 'Done', read_timeout: 0.3 }, never);

    await expect(failure).rejects.toThrow(
      'Command timeout: a line that matches "Done" after "wait for Done" did not come within 0.3 s',
    );
  });

  it('without a prompt behind it leaves a session for the rest of the job only', async () => {
    const session = await openScripted(new ScriptedTerminal('R1#', copying));
    const expecting = (pattern: string): NetmikoDriverArgs => ({ expect_string: pattern, read_timeout: 3 });

    const first = await session.run(copy, expecting('host'), never);
    expect(session.isUsable).toBe(false);
    const second = await session.run('192.0.2.9', expecting('filename'), never);
    const third = await session.run('backup.cfg', { read_timeout: 3 }, never);

    expect(first.stdout).toBe('Address or name of remote host []? ');
    expect(second.stdout).toBe('Destination filename [r1-confg]? ');
    expect(third.stdout).toBe('!!\n1030 bytes copied');
    expect(session.isUsable).toBe(true);
  });

  it('is stopped when it backtracks without end', async () => {
    const outputs = { long: `${'a'.repeat(60)}!\r\n` };
    const session = await openScripted(new ScriptedTerminal('R1#', ios(outputs), 4_096));

    const failure = session.run('long', { expect_string: '^(a+)+$', read_timeout: 20 }, never);

    await expect(failure).rejects.toMatchObject({ type: 'UnexpectedOutput' });
    expect(session.isUsable).toBe(false);
  });

  it('looks at each line once, so that long output takes no longer for it', async () => {
    const output = `${'x'.repeat(78)}\r\n`.repeat(50_000);
    const session = await openScripted(new ScriptedTerminal('R1#', ios({ 'show all': output }), 65_536));

    const { stdout } = await session.run('show all', { expect_string: '^R1#$', read_timeout: 20 }, never);

    expect(stdout).toHaveLength(79 * 50_000 - 1);
  });
});

describe('use_timing', () => {
  it('ends a command when nothing came for last_read seconds', async () => {
    const session = await openScripted(new ScriptedTerminal('R1#', copying));
    const args: NetmikoDriverArgs = { use_timing: true, last_read: 0.1, read_timeout: 3 };

    const outputs = [];
    for (const line of [copy, '192.0.2.9', 'backup.cfg']) outputs.push(await session.run(line, args, never));

    expect(outputs.map(({ stdout }) => stdout)).toEqual([
      'Address or name of remote host []? ',
      'Destination filename [r1-confg]? ',
      '!!\n1030 bytes copied',
    ]);
    expect(session.isUsable).toBe(true);
  });

  it('does not wait for the silence when the prompt is there', async () => {
    const session = await openScripted(new ScriptedTerminal('R1#', copying));

    const { stdout } = await session.run(
      'show clock',
      { use_timing: true, last_read: 600, read_timeout: 3 },
      never,
    );

    expect(stdout).toBe('10:00');
  });
});

describe('cmd_verify', () => {
  it('takes the prompt without the echo before it where it is false', async () => {
    const script = (line: string): string => (line === 'quiet' ? '\r\n10:00\r\nR1#' : ios({})(line));
    const terminal = new ScriptedTerminal('R1#', script);
    const session = await openScripted(terminal);
    const started = performance.now();

    const { stdout } = await session.run('quiet', { cmd_verify: false, read_timeout: 3 }, never);

    expect(stdout).toBe('10:00');
    // Half a second of silence would make up for the missing echo.
    expect(performance.now() - started).toBeLessThan(450);
  });
});

describe('global_cmd_verify', () => {
  it.each([
    [undefined, undefined, '10:00'],
    [undefined, false, ''],
    [false, undefined, ''],
    [false, true, ''],
    [true, false, '10:00'],
  ])('of %s wins over cmd_verify of %s', async (isEchoAwaited, cmd_verify, expected) => {
    // A prompt comes before the echo, too.
    const script = (line: string): string =>
      line === 'show clock' ? `\r\nR1#${ios({ [line]: '10:00\r\n' })(line)}` : ios({})(line);
    const session = await openScripted(new ScriptedTerminal('R1#', script), 'cisco_ios', null, {
      isEchoAwaited,
    });

    const { stdout } = await session.run(
      'show clock',
      { ...(cmd_verify === undefined ? {} : { cmd_verify }) },
      never,
    );

    expect(stdout).toBe(expected);
  });
});

it('a device that asks again for what the platform answered is an error of the device', async () => {
  let mark = '<R1>';
  const script = (line: string): string => {
    if (line === 'system-view') mark = '[R1]';
    if (line === 'return') mark = '<R1>';
    return line === 'save' || line === 'Y' ? `${line}\r\nAre you sure? [Y/N]:` : `${line}\r\n${mark}`;
  };
  const session = await openScripted(new ScriptedTerminal('<R1>', script), 'huawei');

  const failure = session.configure(['sysname R1'], { save: true, read_timeout: 3 }, never);

  await expect(failure).rejects.toMatchObject({ type: 'UnexpectedOutput' });
  await expect(failure).rejects.toBeInstanceOf(DeviceError);
  expect(session.isUsable).toBe(false);
});
