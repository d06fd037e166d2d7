import { copyFileSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { allChapters, plainText, REPOSITORY, type Chapter } from '../chapters.js';
import { contents } from '../contents.js';
import { pageOf, pagePath } from './page.js';

const ASSETS = ['site.css', 'site-search.js'];

/** Builds the documentation as pages that any web server, or a browser alone, can show. @returns how many there are */
export function buildSite(folder: string): number {
  rmSync(folder, { recursive: true, force: true });
  const chapters = allChapters().filter(({ path }) => path.endsWith('.md'));
  const parts = contents();
  for (const chapter of chapters) write(join(folder, pagePath(chapter.path)), pageOf(chapter, parts));
  for (const file of new Set(chapters.flatMap(linkedFiles))) copy(join(REPOSITORY, file), join(folder, file));
  for (const asset of ASSETS) copy(join(REPOSITORY, 'test/docs/site', asset), join(folder, asset));
  const index = JSON.stringify(chapters.map(searchEntry)).replaceAll('<', '\\u003c');
  write(join(folder, 'site-index.js'), `window.CHAPTERS = ${index};\n`);
  return chapters.length;
}

/** Pictures and other files that a chapter shows or links to. */
function linkedFiles({ path, links }: Chapter): string[] {
  return links
    .filter((link) => !/^[a-z][a-z+.-]*:|^#|\.md(?:#|$)/.test(link))
    .map((link) => join(path, '..', link))
    .filter((file) => statSync(join(REPOSITORY, file)).isFile());
}

function searchEntry({ path, title, headings, tokens }: Chapter): object {
  return {
    path: pagePath(path),
    title,
    sections: headings.slice(1).map(({ text, anchor }) => ({ text, anchor })),
    text: tokens
      .map((token) => ('tokens' in token && token.tokens ? plainText(token.tokens) : token.raw))
      .join(' '),
  };
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}
