import type { ValueDefinition } from './fsm-template.js';

/** One element of a List value: a text, or the named groups of its pattern. */
export type ListElement = string | null | Readonly<Record<string, string | null>>;

/** What stands in one column of one row. */
export type Cell = string | null | readonly ListElement[];

/** One value while a text is read: what it holds, and what its options make of that. */
export class FsmValue {
  private value: string | null = null;
  private kept: string | null = null;
  private list: ListElement[] = [];

  constructor(
    readonly definition: ValueDefinition,
    private readonly column: number,
  ) {}

  assign(matched: string | null, rows: readonly Cell[][]): void {
    this.value = matched;
    const { options } = this.definition;
    if (options.has('List')) this.list.push(this.elementOf(matched));
    if (options.has('Filldown')) this.kept = matched;
    if (options.has('Fillup') && matched) this.fillUp(matched, rows);
  }

  clear(): void {
    const { options } = this.definition;
    this.value = options.has('Filldown') ? this.kept : null;
    if (!options.has('Filldown')) this.list = [];
  }

  clearAll(): void {
    this.value = null;
    this.kept = null;
    this.list = [];
  }

  /** What goes into a row. */
  get cell(): Cell {
    return this.definition.options.has('List') ? [...this.list] : this.value;
  }

  /** Whether a row without it is no row. */
  get isMissing(): boolean {
    if (!this.definition.options.has('Required')) return false;
    return this.definition.options.has('List') ? this.list.length === 0 : !this.value;
  }

  private fillUp(matched: string, rows: readonly Cell[][]): void {
    for (const row of rows.toReversed()) {
      const cell = row[this.column];
      if (typeof cell === 'string' ? cell !== '' : (cell?.length ?? 0) > 0) return;
      row[this.column] = matched;
    }
  }

  private elementOf(matched: string | null): ListElement {
    const { groups } = this.definition;
    if (!groups || matched === null) return matched;
    groups.lastIndex = 0;
    const match = groups.exec(matched);
    if (!match?.groups) return matched;
    return Object.fromEntries(Object.entries(match.groups).map(([name, text]) => [name, text ?? null]));
  }
}
