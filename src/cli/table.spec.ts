import { table } from './table.js';

describe('table', () => {
  it.each([
    ['Chinese', '核心交换机', 10],
    ['full-width letters', 'ＡＢ', 4],
    ['an emoji', '😀', 2],
    ['a family, which is one sign', '👨‍👩‍👧', 2],
    ['a combining accent', 'e\u0301', 1],
    ['plain letters', 'core-switch', 11],
  ])('keeps its columns straight after %s', (_what, name, columns) => {
    const [heading, row] = table(['KEY', 'ID'], [[name, '1']]).split('\n');

    const width = Math.max(columns, 'KEY'.length);
    expect(heading).toBe(`KEY${' '.repeat(width - 3)}  ID`);
    expect(row).toBe(`${name}${' '.repeat(width - columns)}  1`);
  });
});
