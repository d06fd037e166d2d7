import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** A fenced block of a chapter. */
export interface Block {
  readonly place: string;
  /** Of its opening fence, from 1. */
  readonly line: number;
  readonly language: string;
  /** What stands behind the language: in which terminal a reader runs it, for one. */
  readonly note: string;
  readonly text: string;
}

const ROOT = join(import.meta.dirname, '../..');
const FENCED = /^```(\w*)([^\n]*)\n([\s\S]*?)^```/gm;
/** The languages of blocks that a reader types into a shell. */
export const SHELLS: ReadonlySet<string> = new Set(['sh', 'console']);

/** The fenced blocks of a file, in their order. */
export function blocksOf(file: string): Block[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(FENCED)].map((match) => {
    const line = text.slice(0, match.index).split('\n').length;
    return {
      place: `${relative(ROOT, file)}:${line}`,
      line,
      language: match[1] ?? '',
      note: (match[2] ?? '').trim(),
      text: match[3] ?? '',
    };
  });
}
