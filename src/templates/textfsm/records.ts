import { runFsm, type Table } from './fsm-runner.js';
import { parseFsmTemplate } from './fsm-template.parser.js';
import type { Cell, ListElement } from './fsm-value.js';
import { mergeTables } from './merge-tables.js';

/** One thing that was found, by the names of its values. */
export type FsmRecord = Readonly<Record<string, Cell>>;

/** How records are written: as textfsm itself does, or as users of ntc-templates get them. */
export type RecordStyle = 'textfsm' | 'ntc-templates';

/**
 * What one or more TextFSM templates find in a text.
 *
 * @throws TemplateError when a template is faulty or a rule says Error
 */
export function findRecords(templates: readonly string[], text: string, style: RecordStyle): FsmRecord[] {
  const table = mergeTables(templates.map((template) => runFsm(parseFsmTemplate(template), text)));
  return style === 'textfsm' ? recordsOf(table) : recordsOf(asClitable(table));
}

function recordsOf({ header, rows }: Table): FsmRecord[] {
  return rows.map((row) => Object.fromEntries(header.map((name, column) => [name, row[column] ?? ''])));
}

/** clitable, on which ntc-templates is built, makes texts of a List's elements, and its users get names in lower case. */
function asClitable({ header, rows, keys }: Table): Table {
  return {
    header: header.map((name) => name.toLowerCase()),
    rows: rows.map((row) => row.map((cell) => (Array.isArray(cell) ? cell.map(textOf) : cell))),
    keys,
  };
}

function textOf(element: ListElement): string {
  if (element === null) return 'None';
  if (typeof element === 'string') return element;
  const pairs = Object.entries(element).map(
    ([name, text]) => `${quoted(name)}: ${text === null ? 'None' : quoted(text)}`,
  );
  return `{${pairs.join(', ')}}`;
}

/** As Python's `repr` quotes a text. */
function quoted(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\');
  return text.includes("'") && !text.includes('"') ? `"${escaped}"` : `'${escaped.replaceAll("'", "\\'")}'`;
}
