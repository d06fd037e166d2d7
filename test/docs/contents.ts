import { join } from 'node:path/posix';
import type { Tokens } from 'marked';
import { plainText, readChapter } from './chapters.js';

/** A kind of chapters, as docs/README.md puts them under one heading. */
export interface Part {
  readonly title: string;
  readonly entries: readonly { readonly title: string; readonly path: string }[];
}

/** How the documentation is arranged: the headings of docs/README.md, and the first link of each item below them. */
export function contents(): Part[] {
  const parts: { title: string; entries: { title: string; path: string }[] }[] = [];
  for (const token of readChapter('docs/README.md').tokens) {
    if (token.type === 'heading' && (token as Tokens.Heading).depth === 2)
      parts.push({ title: (token as Tokens.Heading).text, entries: [] });
    if (token.type !== 'list') continue;
    for (const item of (token as Tokens.List).items) {
      const link = firstLink(item);
      if (link) parts.at(-1)?.entries.push({ title: plainText(link.tokens), path: join('docs', link.href) });
    }
  }
  return parts.filter(({ entries }) => entries.length > 0);
}

function firstLink(item: Tokens.ListItem): Tokens.Link | undefined {
  const [text] = item.tokens;
  const inner = text && 'tokens' in text ? (text.tokens ?? []) : [];
  return inner.find((token): token is Tokens.Link => token.type === 'link');
}
