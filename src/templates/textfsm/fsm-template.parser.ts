import { TemplateError } from '../template-error.js';
import { parseRule } from './fsm-rule.parser.js';
import {
  VALUE_OPTIONS,
  type FsmTemplate,
  type Rule,
  type ValueDefinition,
  type ValueOption,
} from './fsm-template.js';
import { pythonRegex } from './python-regex.js';

/** TextFSM's own limit for names of values and states. */
const MAX_NAME_LENGTH = 48;
const COMMENT = /^\s*#/;
const RESERVED_STATES = ['Continue', 'Next', 'Error', 'Clear', 'Clearall', 'Record', 'NoRecord'];

/**
 * Reads a TextFSM template by the rules of google/textfsm's wiki page "TextFSM" and its implementation.
 *
 * @throws TemplateError naming the line that is wrong
 */
export function parseFsmTemplate(text: string): FsmTemplate {
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.trimEnd());
  const blank = lines.indexOf('');
  const valueLines = blank === -1 ? lines : lines.slice(0, blank);
  const values = parseValues(valueLines);
  const states = parseStates(lines, valueLines.length, values);
  checkStates(states);
  return { values, states };
}

function parseValues(lines: readonly string[]): ValueDefinition[] {
  const values: ValueDefinition[] = [];
  lines.forEach((line, index) => {
    if (COMMENT.test(line)) return;
    const number = index + 1;
    if (!line.startsWith('Value ')) throw fault('Expected a line "Value NAME (regex)"', number);
    const value = parseValue(line, number);
    if (values.some(({ name }) => name === value.name))
      throw fault(`Two values named "${value.name}"`, number);
    values.push(value);
  });
  if (values.length === 0) throw fault('The template begins with no Value lines', 1);
  return values;
}

function parseValue(line: string, number: number): ValueDefinition {
  const words = line.split(' ');
  if (words.length < 3) throw fault('Expected "Value [options] NAME (regex)"', number);
  const hasOptions = !(words[2] ?? '').startsWith('(');
  const options = hasOptions ? parseOptions(words[1] ?? '', number) : [];
  const name = words[hasOptions ? 2 : 1] ?? '';
  const pattern = words.slice(hasOptions ? 3 : 2).join(' ');
  if (!/^\w+$/.test(name) || name.length > MAX_NAME_LENGTH)
    throw fault(`"${name}" is no name of a value`, number);
  if (!pattern.startsWith('(') || !pattern.endsWith(')') || pattern.endsWith('\\)'))
    throw fault(`The regular expression of "${name}" must be in parentheses`, number);
  const regex = at(number, () => pythonRegex(pattern));
  const isNested = options.includes('List') && /\(\?<\w+>/.test(regex.source);
  return { name, options: new Set(options), pattern, groups: isNested ? regex : null };
}

function parseOptions(text: string, number: number): ValueOption[] {
  const options = text.split(',').map((word) => VALUE_OPTIONS.find((option) => option === word));
  if (options.includes(undefined) || new Set(options).size < options.length)
    throw fault(`"${text}" are no options of a value; there are ${VALUE_OPTIONS.join(', ')}`, number);
  return options.filter((option) => option !== undefined);
}

function parseStates(
  lines: readonly string[],
  start: number,
  values: readonly ValueDefinition[],
): Map<string, Rule[]> {
  const states = new Map<string, Rule[]>();
  let rules: Rule[] | undefined;
  lines.slice(start).forEach((line, index) => {
    const number = start + index + 1;
    if (line === '') rules = undefined;
    else if (COMMENT.test(line)) return;
    else if (rules) rules.push(at(number, () => parseRule(line, number, values)));
    else {
      checkStateName(line, states, number);
      rules = [];
      states.set(line, rules);
    }
  });
  return states;
}

function checkStateName(name: string, states: ReadonlyMap<string, unknown>, number: number): void {
  if (!/^\w+$/.test(name) || name.length > MAX_NAME_LENGTH || RESERVED_STATES.includes(name))
    throw fault(`"${name}" is no name of a state`, number);
  if (states.has(name)) throw fault(`Two states named "${name}"`, number);
}

function checkStates(states: ReadonlyMap<string, readonly Rule[]>): void {
  if (!states.has('Start')) throw new TemplateError('TemplateSyntax', 'The template has no state "Start"');
  if ((states.get('End') ?? []).length > 0)
    throw new TemplateError('TemplateSyntax', 'The state "End" may have no rules');
  if ((states.get('EOF') ?? []).length > 0)
    throw new TemplateError('TemplateSyntax', 'The state "EOF" may have no rules');
  for (const { lineOperation, target, line } of [...states.values()].flat()) {
    if (lineOperation === 'Error' || target === null || target === 'End' || target === 'EOF') continue;
    if (!states.has(target)) throw fault(`There is no state "${target}"`, line);
  }
}

function fault(message: string, line: number): TemplateError {
  return new TemplateError('TemplateSyntax', `${message} (line ${line})`, line);
}

/** Adds to a fault the line in which it is. */
function at<T>(line: number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof TemplateError && error.line === null) throw fault(error.message, line);
    throw error;
  }
}
