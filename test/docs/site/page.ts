import { statSync } from 'node:fs';
import { join, relative } from 'node:path/posix';
import GithubSlugger from 'github-slugger';
import { Marked, type Tokens } from 'marked';
import { plainText, REPOSITORY, type Chapter } from '../chapters.js';
import type { Part } from '../contents.js';

const OUTSIDE = /^[a-z][a-z+.-]*:/;

/** Where a chapter is in the site: as in the repository, `README.md` being its folder's page. */
export function pagePath(path: string): string {
  return path.replace(/README\.md$/, 'index.md').replace(/\.md$/, '.html');
}

/** A chapter as a page of the site, with the contents of the whole beside it. */
export function pageOf(chapter: Chapter, parts: readonly Part[]): string {
  const here = pagePath(chapter.path);
  const to = (path: string): string => relative(join(here, '..'), path);
  const entry = ({ title, path }: { title: string; path: string }): string => {
    const current = path === chapter.path ? ' aria-current="page"' : '';
    return `<li><a href="${to(pagePath(path))}"${current}>${escaped(title)}</a></li>`;
  };
  const nav = parts.map(
    ({ title, entries }) => `<h2>${escaped(title)}</h2>\n<ul>\n${entries.map(entry).join('\n')}\n</ul>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(chapter.title)} · NetPulse</title>
<link rel="stylesheet" href="${to('site.css')}">
<script src="${to('site-search.js')}" data-root="${to('.') || '.'}" defer></script>
</head>
<body>
<a class="skip" href="#main">Skip to the text</a>
<header>
<a class="name" href="${to('index.html')}">NetPulse</a>
<a href="${to('docs/index.html')}">Documentation</a>
<search><input type="search" placeholder="Search" aria-label="Search the documentation"><ol></ol></search>
</header>
<nav aria-label="Chapters">
<details open><summary>Chapters</summary>
${nav.join('\n')}
</details>
</nav>
<main id="main">
${htmlOf(chapter)}</main>
${sectionsOf(chapter)}
</body>
</html>
`;
}

function sectionsOf({ headings }: Chapter): string {
  const sections = headings.filter(({ depth }) => depth === 2);
  if (sections.length < 2) return '';
  const items = sections.map(({ text, anchor }) => `<li><a href="#${anchor}">${escaped(text)}</a></li>`);
  return `<aside aria-label="On this page"><h2>On this page</h2><ul>${items.join('')}</ul></aside>`;
}

function htmlOf(chapter: Chapter): string {
  const slugger = new GithubSlugger();
  const marked = new Marked({
    renderer: {
      heading({ depth, tokens }: Tokens.Heading): string {
        const anchor = slugger.slug(plainText(tokens));
        const text = this.parser.parseInline(tokens);
        if (depth === 1) return `<h1 id="${anchor}">${text}</h1>\n`;
        return `<h${depth} id="${anchor}">${text} <a class="anchor" href="#${anchor}" aria-label="Link to this section">#</a></h${depth}>\n`;
      },
      link({ href, tokens }: Tokens.Link): string {
        const text = this.parser.parseInline(tokens);
        const target = targetOf(chapter.path, href);
        return target === undefined ? text : `<a href="${escaped(target)}">${text}</a>`;
      },
      // A wide table scrolls by itself.
      table(token: Tokens.Table): string {
        const head = token.header.map((cell) => `<th>${this.parser.parseInline(cell.tokens)}</th>`);
        const rows = token.rows.map(
          (row) =>
            `<tr>${row.map((cell) => `<td>${this.parser.parseInline(cell.tokens)}</td>`).join('')}</tr>`,
        );
        return `<div class="table" tabindex="0"><table>\n<thead><tr>${head.join('')}</tr></thead>\n<tbody>\n${rows.join('\n')}\n</tbody>\n</table></div>\n`;
      },
      code({ text, lang }: Tokens.Code): string {
        const language = lang?.split(' ')[0] ?? '';
        return `<pre tabindex="0" data-language="${escaped(language)}"><code>${escaped(text)}</code></pre>\n`;
      },
    },
  });
  return marked.parse(chapter.tokens.map(({ raw }) => raw).join(''), { async: false });
}

/** Chapters link to chapters; a folder has no page. */
function targetOf(path: string, href: string): string | undefined {
  if (OUTSIDE.test(href) || href.startsWith('#')) return href;
  const [file = '', anchor] = href.split('#');
  if (statSync(join(REPOSITORY, path, '..', file)).isDirectory()) return undefined;
  return pagePath(file) + (anchor === undefined ? '' : `#${anchor}`);
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
