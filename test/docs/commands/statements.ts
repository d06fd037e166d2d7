import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { blocksOf, SHELLS, type Block } from '../../harness/doc-blocks.js';
import { REPOSITORY } from '../chapters.js';

/** What a reader types into a shell and ends by Enter; it may go over several lines. */
export interface Statement {
  /** File and line. */
  readonly place: string;
  readonly text: string;
  /** Of its block; what stands below a block is shown by all of it. */
  readonly block: string;
  /** What the chapter shows of its output; empty when it shows none. */
  readonly shown: string;
}

const PROMPT = '$ ';
/** Languages of blocks that show what the command above them prints. */
const OUTPUTS: ReadonlySet<string> = new Set(['json', 'text', '']);

/** Everything that a chapter has its reader type, in its order. */
export function statementsOf(chapter: string): Statement[] {
  const file = join(REPOSITORY, chapter);
  const lines = readFileSync(file, 'utf8').split('\n');
  const blocks = blocksOf(file);
  return blocks.flatMap((block, index) => {
    if (!SHELLS.has(block.language)) return [];
    const statements = ofBlock(chapter, block);
    const next = blocks[index + 1];
    const last = statements.at(-1);
    if (!next || !last || !OUTPUTS.has(next.language) || !isRightBelow(block, next, lines)) return statements;
    return [...statements.slice(0, -1), { ...last, shown: last.shown + next.text }];
  });
}

/** Where a block has prompts, the lines without one are what was printed. */
function ofBlock(chapter: string, { place, text, line }: Block): Statement[] {
  const statements: Statement[] = [];
  const lines = text.trimEnd().split('\n');
  const hasPrompts = lines.some((each) => each.startsWith(PROMPT));
  let open = null as Pick<Statement, 'place' | 'text'> | null;
  for (const [index, each] of lines.entries()) {
    const isShown = hasPrompts && !open && !each.startsWith(PROMPT);
    const last = statements.at(-1);
    if (isShown && last) statements[statements.length - 1] = { ...last, shown: `${last.shown}${each}\n` };
    if (isShown || (!open && each.trim() === '')) continue;
    const typed: string = hasPrompts && !open ? each.slice(PROMPT.length) : each;
    open = {
      place: open?.place ?? `${chapter}:${line + 1 + index}`,
      text: open ? `${open.text}\n${typed}` : typed,
    };
    if (!isComplete(open.text)) continue;
    statements.push({ ...open, block: place, shown: '' });
    open = null;
  }
  if (open) throw new Error(`${open.place}: a quote is not closed`);
  return statements;
}

/** Whether the shell would run it, instead of asking for another line. */
function isComplete(text: string): boolean {
  const rest = text.replaceAll(/\\[^\n]/g, '').replaceAll(/'[^']*'|"[^"]*"|(?:^|\s)#.*$/gm, '');
  return !/['"]|\\$/.test(rest);
}

function isRightBelow(block: Block, next: Block, lines: readonly string[]): boolean {
  const end = block.line + block.text.split('\n').length;
  return lines.slice(end, next.line - 1).every((each) => each.trim() === '');
}
