import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allChapters } from './chapters.js';
import { buildSite } from './site/build-site.js';

describe('the site of the documentation', () => {
  const folder = mkdtempSync(join(tmpdir(), 'netpulse-site-'));
  const count = buildSite(folder);
  const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.html$/.test(name),
  );
  afterAll(() => rmSync(folder, { recursive: true }));

  it('has a page for each chapter', () => {
    expect(pages).toHaveLength(count);
    expect(count).toBe(allChapters().filter(({ path }) => path.endsWith('.md')).length);
  });

  it('has no link, picture or anchor that leads nowhere', () => {
    const dead = pages.flatMap((page) =>
      targetsIn(page).filter(({ file, anchor }) => !existsSync(file) || !hasAnchor(file, anchor)),
    );

    expect(dead).toEqual([]);
  });

  it('marks the chapter that is shown in the list of all', () => {
    const page = readFileSync(join(folder, 'docs/webhooks/egress.html'), 'utf8');

    expect(page.match(/aria-current="page">[^<]+/g)).toEqual([
      'aria-current="page">Decide where webhooks may go',
    ]);
    expect(page).toContain('href="../reference/settings.html"');
  });

  interface Target {
    readonly page: string;
    readonly file: string;
    readonly anchor: string | undefined;
  }

  function targetsIn(page: string): Target[] {
    const html = readFileSync(join(folder, page), 'utf8');
    return [...html.matchAll(/(?:href|src)="(?!https?:)([^"]*)"/g)].map(([, link = '']) => {
      const [path = '', anchor] = link.split('#');
      return { page, file: path === '' ? join(folder, page) : join(folder, page, '..', path), anchor };
    });
  }

  function hasAnchor(file: string, anchor: string | undefined): boolean {
    return anchor === undefined || readFileSync(file, 'utf8').includes(`id="${anchor}"`);
  }
});
