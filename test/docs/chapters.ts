import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import GithubSlugger from 'github-slugger';
import { marked, type Token, type Tokens } from 'marked';

/** The folder that all paths here start from. */
export const REPOSITORY = join(
  import.meta.dirname,
  existsSync(join(import.meta.dirname, '../../package.json')) ? '../..' : '../../..',
);
const FOLDERS = ['docs', 'deploy', 'examples', 'client'];

export interface Heading {
  readonly depth: number;
  readonly text: string;
  /** As GitHub makes it. */
  readonly anchor: string;
}

/** A file of the documentation, read. */
export interface Chapter {
  /** From the repository's root. */
  readonly path: string;
  readonly title: string;
  readonly headings: readonly Heading[];
  /** Where its links and pictures lead, as written. */
  readonly links: readonly string[];
  readonly tokens: readonly Token[];
}

/** Every file that a reader may open: those of the root, and all chapters. */
export function allChapters(): Chapter[] {
  const inRoot = readdirSync(REPOSITORY).filter((name) => name.endsWith('.md') || name === 'llms.txt');
  const below = FOLDERS.flatMap((folder) =>
    readdirSync(join(REPOSITORY, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md') && !/(^|\/)(node_modules|dist)\//.test(name))
      .map((name) => join(folder, name)),
  );
  return [...inRoot, ...below].sort().map(readChapter);
}

export function readChapter(path: string): Chapter {
  const tokens = marked.lexer(readFileSync(join(REPOSITORY, path), 'utf8'));
  const headings: Heading[] = [];
  const links: string[] = [];
  const slugger = new GithubSlugger();
  void marked.walkTokens(tokens, (token) => {
    if (token.type === 'heading') {
      const { depth, tokens: inner } = token as Tokens.Heading;
      const text = plainText(inner);
      headings.push({ depth, text, anchor: slugger.slug(text) });
    }
    if (token.type === 'link' || token.type === 'image') links.push((token as Tokens.Link).href);
  });
  return { path: relative('.', path), title: headings[0]?.text ?? path, headings, links, tokens };
}

/** What a reader sees of inline Markdown. */
export function plainText(tokens: readonly Token[]): string {
  return tokens
    .map((token) =>
      'tokens' in token && token.tokens
        ? plainText(token.tokens)
        : token.type === 'text' || token.type === 'codespan' || token.type === 'escape'
          ? (token as Tokens.Text).text
          : '',
    )
    .join('');
}
