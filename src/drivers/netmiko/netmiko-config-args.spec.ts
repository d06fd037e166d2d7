import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { NetmikoConfigArgs } from './netmiko-config-args.js';

const faults = (args: object): number => validateSync(plainToInstance(NetmikoConfigArgs, args)).length;

describe('driver_args of configuration', () => {
  it.each([
    [{}, 0],
    [{ commit: true, commit_comment: "CHG0042 Müller's change", save: true, stop_on_error: false }, 0],
    [{ error_pattern: '(?i)^warning', exit_config_mode: false }, 0],
    [{ error_pattern: '(' }, 1],
    [{ error_pattern: 'x'.repeat(1_001) }, 1],
    [{ error_pattern: 7 }, 1],
    [{ commit: 'yes' }, 1],
    [{ commit_comment: 'say "hello"' }, 1],
    [{ commit_comment: 'two\nlines' }, 1],
    [{ commit_comment: 'x'.repeat(256) }, 1],
    [{ save: 1, stop_on_error: 0, exit_config_mode: null }, 2],
  ])('%j has %i faults', (args, count) => {
    expect(faults(args)).toBe(count);
  });
});
