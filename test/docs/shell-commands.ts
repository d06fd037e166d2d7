import { commandsOf, type Block } from '../harness/doc-examples.js';

/** A command that a reader runs, without what stands around it. */
export interface ShellCommand {
  readonly place: string;
  /** Variables that are set for it, or by it where it has no words. */
  readonly variables: Readonly<Record<string, string>>;
  readonly words: readonly string[];
}

const SEPARATORS = new Set(['&&', '||', '|', ';', '&']);
const REDIRECTION = /^(?:\d?>>?|<)/;

/** The commands of a fenced block of a shell. Where it has prompts (`$`), the lines without are what was printed. */
export function shellCommands({ place, text }: Block): ShellCommand[] {
  const lines = commandsOf(text).filter((words) => words.length > 0);
  const prompted = lines.filter(([first]) => first === '$');
  const typed = prompted.length > 0 ? prompted.map((words) => words.slice(1)) : lines;
  return typed.flatMap((words) => split(withoutComment(words))).map((words) => ({ place, ...taken(words) }));
}

function withoutComment(words: readonly string[]): readonly string[] {
  const at = words.findIndex((word) => word.startsWith('#'));
  return at < 0 ? words : words.slice(0, at);
}

function split(words: readonly string[]): string[][] {
  const parts: string[][] = [[]];
  for (const word of words) {
    if (SEPARATORS.has(word)) parts.push([]);
    else parts.at(-1)?.push(word.replace(/^\((?=\w)/, '').replace(/^(\w+)\)$/, '$1'));
  }
  return parts.filter((part) => part.length > 0);
}

function taken(words: readonly string[]): Omit<ShellCommand, 'place'> {
  const isExport = words[0] === 'export';
  const rest = isExport ? words.slice(1) : [...words];
  const isSetting = (word: string): boolean => /^[A-Z][A-Z0-9_]*=/.test(word);
  const end = rest.findIndex((word) => !isSetting(word));
  const settings = end < 0 ? rest : rest.slice(0, end);
  const variables = Object.fromEntries(
    settings.map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]),
  );
  // `X=$(openssl rand ...)` came apart at its blanks.
  const isSubstitution = Object.values(variables).some((value) => value.startsWith('$('));
  if (isExport || isSubstitution || end < 0) return { variables, words: [] };
  return { variables, words: unredirected(rest.slice(end)) };
}

function unredirected(words: readonly string[]): string[] {
  return words.filter(
    (word, index) => !REDIRECTION.test(word) && !/^\d?>>?$|^<$/.test(words[index - 1] ?? ''),
  );
}
