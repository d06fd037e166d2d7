import { existsSync } from 'node:fs';
import { join } from 'node:path/posix';
import { REPOSITORY, type Chapter } from './chapters.js';

const OUTSIDE = /^[a-z][a-z+.-]*:/;

/** Every link that leads nowhere, as `file: link`: to a file that is not there, or to a heading that it does not have. */
export function deadLinks(chapters: readonly Chapter[]): string[] {
  const byPath = new Map(chapters.map((chapter) => [chapter.path, chapter]));
  return chapters.flatMap(({ path, links }) =>
    links
      .filter((link) => !OUTSIDE.test(link) && isDead(path, link, byPath))
      .map((link) => `${path}: ${link}`),
  );
}

function isDead(path: string, link: string, byPath: ReadonlyMap<string, Chapter>): boolean {
  const [file = '', anchor] = decodeURI(link).split('#');
  const target = file === '' ? path : join(path, '..', file);
  if (target.startsWith('..') || !existsSync(join(REPOSITORY, target))) return true;
  if (anchor === undefined) return false;
  return !byPath.get(target)?.headings.some((heading) => heading.anchor === anchor);
}
