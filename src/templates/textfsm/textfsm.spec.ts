import { TemplateError } from '../template-error.js';
import { NtcIndex } from './ntc-index.js';
import { pythonRegex } from './python-regex.js';
import { findRecords } from './records.js';

const INTERFACES = [
  '# Interfaces of a switch.',
  'Value Filldown SLOT (\\d+)',
  'Value Required NAME (\\S+)',
  'Value STATE (up|down)',
  'Value List VLANS (\\d+)',
  '',
  'Start',
  '  ^Slot ${SLOT}',
  '  ^Interface ${NAME} -> Continue',
  '  ^Interface \\S+ is ${STATE}$$',
  '  ^\\s+vlan ${VLANS}',
  '  ^! -> Record',
  '  ^Fault -> Error "The switch is broken"',
  '',
  'EOF',
].join('\n');
const OUTPUT = 'Slot 1\nInterface Gi1 is up\n vlan 10\r\n vlan 20\n!\nInterface Gi2 is down\n!\nno name\n!\n';

function fault(work: () => unknown): TemplateError {
  try {
    work();
  } catch (error) {
    if (error instanceof TemplateError) return error;
    throw error;
  }
  throw new Error('It worked');
}

describe('a TextFSM template', () => {
  it('fills down, records, lists and drops what lacks a required value', () => {
    expect(findRecords([INTERFACES], OUTPUT, 'textfsm')).toEqual([
      { SLOT: '1', NAME: 'Gi1', STATE: 'up', VLANS: ['10', '20'] },
      { SLOT: '1', NAME: 'Gi2', STATE: 'down', VLANS: [] },
    ]);
  });

  it('gives names in lower case to users of ntc-templates', () => {
    expect(findRecords([INTERFACES], OUTPUT, 'ntc-templates')[0]).toEqual({
      slot: '1',
      name: 'Gi1',
      state: 'up',
      vlans: ['10', '20'],
    });
  });

  it('fails with its own words where a rule says Error', () => {
    const { type, message, line } = fault(() => findRecords([INTERFACES], 'Fault 7', 'textfsm'));

    expect({ type, line }).toEqual({ type: 'TemplateFailed', line: 13 });
    expect(message).toBe('The switch is broken (rule in line 13): Fault 7');
  });

  it('records at the end by itself, unless it has an EOF state', () => {
    const template = 'Value A (\\w+)\n\nStart\n ^${A}$$\n';

    expect(findRecords([template], 'x', 'textfsm')).toEqual([{ A: 'x' }]);
    expect(findRecords([`${template}\nEOF\n`], 'x', 'textfsm')).toEqual([]);
  });

  it('changes its state, and ends at End', () => {
    const template = 'Value A (\\d)\n\nStart\n ^go -> Two\n\nTwo\n ^${A} -> Record\n ^stop -> End\n';

    expect(findRecords([template], '1\ngo\n2\n3\nstop\n4', 'textfsm')).toEqual([{ A: '2' }, { A: '3' }]);
  });

  it('fills up', () => {
    const template =
      'Value A (\\d)\nValue Fillup B (\\w)\n\nStart\n ^${A} ${B}? -> Record\n ^=${B} -> Record\n';

    expect(findRecords([template], '1 \n2 \n=x', 'textfsm')).toEqual([
      { A: '1', B: 'x' },
      { A: '2', B: 'x' },
      { A: '', B: 'x' },
    ]);
  });

  it('keeps a None of a List where textfsm does, and writes it as clitable does for ntc-templates', () => {
    const template = 'Value List A ((?P<x>\\d)(?P<y>z)?)\n\nStart\n ^${A}\n';

    expect(findRecords([template], '1', 'textfsm')).toEqual([{ A: [{ x: '1', y: null }] }]);
    expect(findRecords([template], '1', 'ntc-templates')).toEqual([{ a: ["{'x': '1', 'y': None}"] }]);
  });

  it('adds the columns of a second template to the rows with the same key', () => {
    const first = 'Value Key ID (\\d)\nValue A (a\\S+)\n\nStart\n ^${ID} ${A} -> Record\n';
    const second = 'Value Key ID (\\d)\nValue B (b\\S+)\n\nStart\n ^${ID} ${B} -> Record\n';

    expect(findRecords([first, second], '1 a1\n2 a2\n2 b2', 'textfsm')).toEqual([
      { ID: '1', A: 'a1', B: '' },
      { ID: '2', A: 'a2', B: 'b2' },
    ]);
  });

  it.each([
    ['Start\n ^x', 'Expected a line "Value NAME (regex)" (line 1)'],
    ['Value Key A \\d\n\nStart\n', 'The regular expression of "A" must be in parentheses (line 1)'],
    [
      'Value Wrong A (\\d)\n\nStart\n',
      '"Wrong" are no options of a value; there are Required, Filldown, Fillup, Key, List (line 1)',
    ],
    ['Value A (\\d)\n\nStart\n ^${B}\n', 'There is no value "B" (line 4)'],
    ['Value A (\\d)\n\nStart\n ^a$\n', 'A "$" that is no value is written "$$" (line 4)'],
    ['Value A (\\d)\n\nStart\n ^a -> Nowhere\n', 'There is no state "Nowhere" (line 4)'],
    [
      'Value A (\\d)\n\nStart\n ^a -> Continue Start\n',
      '"Continue" with a new state would make loops, and is not allowed (line 4)',
    ],
    ['Value A (\\d)\n\nOther\n ^a\n', 'The template has no state "Start"'],
    [
      'Value A ([)\n\nStart\n',
      'The regular expression ([) cannot be used: Unterminated character class (line 1)',
    ],
  ])('is refused with its line: %j', (template, message) => {
    expect(fault(() => findRecords([template], '', 'textfsm')).message).toBe(message);
  });
});

describe('a regular expression of Python', () => {
  it.each([
    ['(?P<x>a)(?P=x)', 'aa'],
    ['a{,2}$', 'aa'],
    ['[]x]+\\Z', ']x'],
    ['[^]x]\\Z', 'a'],
    ['(?i)ABC', 'abc'],
    ['a(?#comment)b', 'ab'],
    ['\\w+(?<=[^(])+$', 'ab'],
    ['.+$', 'a\u2028b'],
    ['\\Aa', 'a'],
  ])('%s matches %j', (pattern, text) => {
    expect(pythonRegex(pattern).exec(text)?.[0]).toBe(text);
  });

  it('matches at the start only', () => {
    expect(pythonRegex('b').exec('ab')).toBeNull();
  });
});

describe('the index of ntc-templates', () => {
  const index = NtcIndex.parse(
    [
      '# A comment.',
      'Template, Hostname, Platform, Command',
      '',
      'detail.textfsm, .*, cisco_ios, sh[[ow]] ver[[sion]] det[[ail]]',
      'version.textfsm:more.textfsm, .*, cisco_ios, sh[[ow]] ver[[sion]]',
    ].join('\n'),
  );

  it.each(['show version', 'sh ver', 'sho vers'])('finds the templates for "%s"', (command) => {
    expect(index.find('cisco_ios', command)).toEqual(['version.textfsm', 'more.textfsm']);
  });

  it('lets the first match win', () => {
    expect(index.find('cisco_ios', 'sh ver det')).toEqual(['detail.textfsm']);
  });

  it('knows nothing of other platforms and commands', () => {
    expect(index.find('arista_eos', 'show version')).toBeUndefined();
    expect(index.find('cisco_ios', 'show clock')).toBeUndefined();
  });
});
