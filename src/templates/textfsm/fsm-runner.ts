import { TemplateError } from '../template-error.js';
import type { FsmTemplate, Rule } from './fsm-template.js';
import { FsmValue, type Cell } from './fsm-value.js';
import { splitLines } from './python-lines.js';

/** What a template found: the names of its values, and a row for each record. Unset cells are empty texts. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: Cell[][];
  /** The values that are marked as Key. */
  readonly keys: readonly string[];
}

/**
 * Runs a text through a template.
 *
 * @throws TemplateError when a rule says Error
 */
export function runFsm(template: FsmTemplate, text: string): Table {
  const run = new FsmRun(template);
  run.read(text);
  return {
    header: template.values.map(({ name }) => name),
    rows: run.rows,
    keys: template.values.filter(({ options }) => options.has('Key')).map(({ name }) => name),
  };
}

class FsmRun {
  readonly rows: Cell[][] = [];
  private readonly values: readonly FsmValue[];
  private readonly byName: ReadonlyMap<string, FsmValue>;
  private state = 'Start';

  constructor(private readonly template: FsmTemplate) {
    this.values = template.values.map((definition, column) => new FsmValue(definition, column));
    this.byName = new Map(this.values.map((value) => [value.definition.name, value]));
  }

  read(text: string): void {
    for (const line of splitLines(text)) {
      this.readLine(line);
      if (this.state === 'End' || this.state === 'EOF') break;
    }
    // An EOF state without rules is how a template says that it records by itself.
    if (this.state !== 'End' && !this.template.states.has('EOF')) this.record();
  }

  private readLine(line: string): void {
    for (const rule of this.template.states.get(this.state) ?? []) {
      rule.regex.lastIndex = 0;
      const match = rule.regex.exec(line);
      if (!match) continue;
      for (const [name, matched] of Object.entries(match.groups ?? {}))
        this.byName.get(name)?.assign(matched ?? null, this.rows);
      this.operate(rule, line);
      if (rule.lineOperation === 'Continue') continue;
      if (rule.target !== null) this.state = rule.target;
      return;
    }
  }

  private operate({ recordOperation, lineOperation, target, line: number }: Rule, line: string): void {
    if (recordOperation === 'Record') this.record();
    else if (recordOperation === 'Clear') this.values.forEach((value) => value.clear());
    else if (recordOperation === 'Clearall') this.values.forEach((value) => value.clearAll());
    if (lineOperation !== 'Error') return;
    const why = target === null ? 'The template does not expect this line' : target.replaceAll('"', '');
    throw new TemplateError('TemplateFailed', `${why} (rule in line ${number}): ${line}`, number);
  }

  private record(): void {
    if (!this.values.some((value) => value.isMissing)) {
      const cells = this.values.map(({ cell }) => cell);
      // A record in which nothing was found is none, and what is kept stays as it is.
      if (cells.every((cell) => cell === null || (typeof cell !== 'string' && cell.length === 0))) return;
      this.rows.push(cells.map((cell) => cell ?? ''));
    }
    this.values.forEach((value) => value.clear());
  }
}
