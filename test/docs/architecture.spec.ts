import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Tokens } from 'marked';
import { readChapter, REPOSITORY } from './chapters.js';

const table = readChapter('docs/architecture.md').tokens.find(
  (token): token is Tokens.Table => token.type === 'table',
);

describe('docs/architecture.md', () => {
  it('has every room of src, and no other', () => {
    const folders = readdirSync(join(REPOSITORY, 'src'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    const described = table?.rows.map(([room]) => room?.text.replaceAll('`', ''));

    expect(described?.toSorted()).toEqual(folders.toSorted());
  });
});
