import { TemplateError } from '../template-error.js';
import type { LineOperation, RecordOperation, Rule, ValueDefinition } from './fsm-template.js';
import { pythonRegex } from './python-regex.js';

const RULE_START = /^(?: {1,2}|\t)\^/;
const LINE_AND_RECORD =
  /^\s+(?<line>Continue|Next|Error)(?:\.(?<record>Clear|Clearall|Record|NoRecord))?(?:\s+(?<target>\w+|".*"))?$/;
const RECORD_ONLY = /^\s+(?<record>Clear|Clearall|Record|NoRecord)(?:\s+(?<target>\w+|".*"))?$/;
const TARGET_ONLY = /^(?:\s+(?<target>\w+|".*"))?$/;

/**
 * Reads one rule of a state: ` ^regex -> Line.Record State`.
 *
 * @param line without blanks at its end
 * @throws TemplateError without a line
 */
export function parseRule(line: string, number: number, values: readonly ValueDefinition[]): Rule {
  if (!RULE_START.test(line)) throw fault('A rule begins with one or two spaces, or a tab, and "^"');
  const text = line.trim();
  const arrow = /^(?<match>.*)\s->(?<action>.*)$/.exec(text);
  const pattern = substitute(arrow?.groups?.match ?? text, values);
  return { regex: pythonRegex(pattern), line: number, ...parseAction(arrow?.groups?.action ?? '') };
}

function parseAction(action: string): Omit<Rule, 'regex' | 'line'> {
  const { groups } =
    LINE_AND_RECORD.exec(action) ?? RECORD_ONLY.exec(action) ?? TARGET_ONLY.exec(action) ?? {};
  if (!groups && action.trim() !== '') throw fault(`"->${action}" is no action`);
  const lineOperation = (groups?.line ?? 'Next') as LineOperation;
  const recordOperation = (groups?.record ?? 'NoRecord') as RecordOperation;
  const target = groups?.target ?? null;
  if (lineOperation === 'Continue' && target !== null)
    throw fault('"Continue" with a new state would make loops, and is not allowed');
  if (lineOperation !== 'Error' && target?.startsWith('"') === true)
    throw fault(`${target} is no name of a state`);
  return { lineOperation, recordOperation, target };
}

/** Python's `string.Template`: `$$` is a dollar sign, `${NAME}` and `$NAME` are values. */
function substitute(match: string, values: readonly ValueDefinition[]): string {
  return match.replace(
    /\$(?:(?<escaped>\$)|(?<named>[_a-zA-Z]\w*)|\{(?<braced>[_a-zA-Z]\w*)\})?/g,
    (...groups: unknown[]) => {
      const found = groups.at(-1) as Partial<Record<'escaped' | 'named' | 'braced', string>>;
      if (found.escaped !== undefined) return '$';
      const name = found.named ?? found.braced;
      if (name === undefined) throw fault('A "$" that is no value is written "$$"');
      const value = values.find((candidate) => candidate.name === name);
      if (!value) throw fault(`There is no value "${name}"`);
      return `(?P<${name}>${value.pattern.slice(1)}`;
    },
  );
}

function fault(message: string): TemplateError {
  return new TemplateError('TemplateSyntax', message);
}
