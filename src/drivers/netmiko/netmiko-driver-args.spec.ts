import { validatePart } from '../../problems/validation.js';
import { NetmikoDriverArgs } from './netmiko-driver-args.js';

const answers = (...list: unknown[]): object => ({ answers: list });

describe('driver_args of commands', () => {
  it.each([
    [{ expect_string: '#', cmd_verify: false, use_timing: true, last_read: 0.5 }, []],
    [{ delay_factor: 2, max_loops: 'many' }, []],
    [answers({ expect: 'confirm', answer: '' }, { expect: '(?i)host', answer: 'a b\n' }), []],
    [{ expect_string: '(' }, ['driver_args.expect_string']],
    [{ last_read: 0 }, ['driver_args.last_read']],
    [answers({ expect: 'x', answer: 'two\nlines' }), ['driver_args.answers.0.answer']],
    [answers({ expect: 'x', answer: '\u0003' }), ['driver_args.answers.0.answer']],
    [answers({ expect: '(', answer: 'y' }), ['driver_args.answers.0.expect']],
    [answers({ expect: 'x', answer: 'y', when: 'now' }), ['driver_args.answers.0.when']],
    [answers(...Array<object>(51).fill({ expect: 'x', answer: 'y' })), ['driver_args.answers']],
    [{ answers: { expect: 'x', answer: 'y' } }, ['driver_args.answers']],
    [answers('y'), ['driver_args.answers.0']],
  ])('%j has faults in %j', (args, fields) => {
    const outcome = validatePart(NetmikoDriverArgs, args, 'driver_args');

    expect(outcome.ok ? [] : [...new Set(outcome.errors.map(({ field }) => field))]).toEqual(fields);
  });
});
