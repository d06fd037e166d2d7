import type { Table } from './fsm-runner.js';
import type { Cell } from './fsm-value.js';

/**
 * Adds what further templates found to the rows of the first, as textfsm's clitable does: rows that agree in all Key
 * values are one; without keys the n-th row belongs to the n-th row. Cells that nothing was found for are empty texts.
 */
export function mergeTables([first, ...others]: readonly Table[]): Table {
  if (!first) return { header: [], rows: [], keys: [] };
  return others.reduce(extend, first);
}

function extend(left: Table, right: Table): Table {
  const added = right.header.filter((name) => !left.header.includes(name));
  const keys = [...new Set([...left.keys, ...right.keys])].filter(
    (name) => left.header.includes(name) && right.header.includes(name),
  );
  const rows = left.rows.map((row, index) => {
    const partner = keys.length === 0 ? right.rows[index] : right.rows.find((other) => agrees(row, other));
    return [...row, ...added.map((name): Cell => (partner ? cellOf(right, partner, name) : ''))];
  });
  return { header: [...left.header, ...added], rows, keys };

  function agrees(row: Cell[], other: Cell[]): boolean {
    return keys.every((key) => isEqual(cellOf(left, row, key), cellOf(right, other, key)));
  }
}

function cellOf({ header }: Table, row: Cell[], name: string): Cell {
  return row[header.indexOf(name)] ?? '';
}

function isEqual(a: Cell, b: Cell): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
