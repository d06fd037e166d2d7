import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** A request body in the documentation. */
export interface DocExample {
  /** File and line, for the name of a test. */
  readonly place: string;
  readonly method: string;
  /** Without the query, such as `/jobs`; empty for a body that stands alone. */
  readonly path: string;
  readonly body: unknown;
}

/** A fenced block of a chapter. */
export interface Block {
  readonly place: string;
  readonly language: string;
  /** What stands behind the language: in which terminal a reader runs it, for one. */
  readonly note: string;
  readonly text: string;
}

const ROOT = join(import.meta.dirname, '../..');
const FENCED = /^```(\w*)([^\n]*)\n([\s\S]*?)^```/gm;
/** The languages of blocks that a reader types into a shell. */
export const SHELLS: ReadonlySet<string> = new Set(['sh', 'console']);
const WORD = /'([^']*)'|"((?:\\.|[^"\\])*)"|\\\n|\\(.)|([^\s'"\\]+)/gsy;

/** Every request body that a reader may copy: those of `curl`, and JSON that stands alone. */
export function docExamples(): DocExample[] {
  return files().flatMap((file) => blocksOf(file).flatMap(examplesOf));
}

/** Every file that has examples. */
export function files(): string[] {
  const chapters = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(ROOT, 'docs', name));
  return [join(ROOT, 'README.md'), ...chapters.sort()];
}

/** The fenced blocks of a file, in their order. */
export function blocksOf(file: string): Block[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(FENCED)].map((match) => {
    const line = text.slice(0, match.index).split('\n').length;
    return {
      place: `${relative(ROOT, file)}:${line}`,
      language: match[1] ?? '',
      note: (match[2] ?? '').trim(),
      text: match[3] ?? '',
    };
  });
}

function examplesOf({ place, language, text }: Block): DocExample[] {
  if (SHELLS.has(language)) return commandsOf(text).flatMap((words) => exampleOf(place, words));
  if (language !== 'json') return [];
  const body = parsed(text) ?? parsed(`{${text}}`);
  return body === undefined ? [] : [{ place, method: '', path: '', body }];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A request with a body: its URL, whatever stands before the path, and `-d`. */
function exampleOf(place: string, words: readonly string[]): DocExample[] {
  const data = words.findIndex((word) => word === '-d' || word === '--json');
  const url = words.find((word) => /^(?:\$API|\$NETPULSE_URL|http:\/\/127\.0\.0\.1:9000)?\/[a-z]/.test(word));
  if (data < 0 || url === undefined) return [];
  const method = words[words.indexOf('-X') + 1];
  return [
    {
      place,
      method: words.includes('-X') && method !== undefined ? method : 'POST',
      path: url.replace(/^\$API|^\$NETPULSE_URL|^http:\/\/127\.0\.0\.1:9000/, '').replace(/\?.*$/, ''),
      body: parsed(filledIn(words[data + 1] ?? '')),
    },
  ];
}

/** Variables of the shell, as a reader would have set them. */
function filledIn(text: string): string {
  return text.replace('$DEVICE_PORT', '22').replace('$SECRET', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
}

/** The commands of a shell script, as words without their quotes. */
export function commandsOf(script: string): string[][] {
  const commands: string[][] = [[]];
  let word: string | null = null;
  let at = 0;
  while (at < script.length) {
    WORD.lastIndex = at;
    const match = WORD.exec(script);
    const words = commands.at(-1) ?? [];
    if (match) {
      at = WORD.lastIndex;
      if (match[0] !== '\\\n') word = (word ?? '') + (match[1] ?? match[2] ?? match[3] ?? match[4] ?? '');
      continue;
    }
    if (word !== null) words.push(word);
    word = null;
    if (script[at] === '\n') commands.push([]);
    at += 1;
  }
  if (word !== null) commands.at(-1)?.push(word);
  return commands;
}
