import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allChapters, readChapter, REPOSITORY, type Chapter } from './chapters.js';
import { contents } from './contents.js';
import { deadLinks } from './dead-links.js';

const chapters = allChapters();
const INDEX = 'docs/README.md';
const inDocs = chapters.map(({ path }) => path).filter((path) => path.startsWith('docs/') && path !== INDEX);

describe('the documentation', () => {
  it('has no link to a file or heading that is not there', () => {
    expect(chapters.length).toBeGreaterThan(30);

    expect(deadLinks(chapters)).toEqual([]);
  });

  it('finds a dead link, whether the file or the heading is missing', () => {
    const links = ['cli.md', 'cli.md#exec', 'none.md', '#nowhere', 'https://example.com/none'];
    const chapter: Chapter = { ...readChapter('docs/bulk.md'), links };

    const dead = deadLinks([chapter, readChapter('docs/cli.md')]);

    expect(dead).toEqual(['cli.md#exec', 'none.md', '#nowhere'].map((link) => `docs/bulk.md: ${link}`));
  });

  it('has each chapter once in docs/README.md, which is what the site is arranged by', () => {
    const listed = contents().flatMap(({ entries }) => entries.map(({ path }) => path));

    expect(listed.filter((path) => path.startsWith('docs/')).sort()).toEqual(inDocs);
  });

  it('says where the variables of its examples come from, in each chapter that has some', () => {
    const users = inDocs.filter((path) =>
      /"\$(?:KEY|JSON)"/.test(readFileSync(join(REPOSITORY, path), 'utf8')),
    );
    const unsaid = users.filter(
      (path) => !readChapter(path).links.some((link) => link.endsWith('README.md#in-the-examples')),
    );

    expect(users.length).toBeGreaterThan(5);
    expect(unsaid).toEqual([]);
  });

  it('has each chapter in llms.txt', () => {
    expect(readChapter('llms.txt').links).toEqual(expect.arrayContaining(inDocs));
  });
});
