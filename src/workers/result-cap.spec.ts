import type { CommandOutput } from '../drivers/driver.js';
import { ResultCap, ResultTooLargeError } from './result-cap.js';

function output(stdout: string, more: Partial<CommandOutput> = {}): CommandOutput {
  return { command: 'show log', stdout, stderr: '', exitStatus: 0, ...more };
}

describe('ResultCap', () => {
  it('leaves outputs alone while all of them fit', () => {
    const cap = new ResultCap(10);

    for (const text of ['12345', '67890']) {
      expect(cap.admit(output(text))).toEqual({ output: output(text), error: null });
    }
  });

  it('cuts the output that is too much, says by how much, and names the limit in the error', () => {
    const cap = new ResultCap(10);
    cap.admit(output('123456'));

    const { output: cut, error } = cap.admit(output('abcdefgh', { stderr: 'late' }));

    expect(cut.stdout).toBe('abcd\n[cut by NetPulse: 4 of 8 bytes left out]');
    expect(cut.stderr).toBe('\n[cut by NetPulse: 4 of 4 bytes left out]');
    expect(error).toBeInstanceOf(ResultTooLargeError);
    expect(error?.message).toContain('cut at 10 bytes (NETPULSE_MAX_RESULT)');
  });

  it.each([1, 2, 3, 4, 5, 6, 7])('cuts no character in two at %i bytes', (max) => {
    const { output: cut } = new ResultCap(max).admit(output('aü€𝄞'));

    expect(cut.stdout).not.toContain('\ufffd');
    expect('aü€𝄞').toContain(cut.stdout.split('\n')[0] ?? '?');
  });

  it('leaves out structured data that is too large, and never cuts it', () => {
    const { output: cut, error } = new ResultCap(10).admit(output('ok', { parsed: { lines: ['12345678'] } }));

    expect(cut).toMatchObject({ stdout: 'ok', parsed: null });
    expect(error).not.toBeNull();
  });
});
