import { groupQuantifiedLookbehinds } from './quantified-lookbehind.js';

/** A pattern as JavaScript writes it. */
export interface Translated {
  readonly source: string;
  readonly flags: string;
}

/** A pattern that Python refuses, or that says what JavaScript cannot. The message goes behind the pattern. */
export class UntranslatableError extends SyntaxError {}

/**
 * A regular expression of Python's `re` as JavaScript writes it. Only what both know is the same without it: `\Z`, for
 * instance, is the letter Z to JavaScript.
 *
 * `\d`, `\w` and `\b` know ASCII only; a group inside a repeated one holds what the last round matched, if anything (Python
 * keeps what an earlier round matched). Scoped flags, verbose mode, conditional, atomic and possessive groups do not exist.
 *
 * @throws UntranslatableError; what else is wrong with it, `RegExp` tells
 */
export function translatePattern(pattern: string): Translated {
  const { source, flags } = translate(translateEscapes(pattern));
  return { source: groupQuantifiedLookbehinds(source), flags };
}

/** Letters that mean something behind a backslash; `k` and `c` to JavaScript only. Python refuses others. */
const ESCAPES = /^[AbBdDsSwWZafnrtvxukc]$/;

/** JavaScript takes a letter that it does not know for itself. */
function translateEscapes(pattern: string): string {
  return pattern.replace(/\\([\s\S])/g, (token: string, escaped: string) => {
    if (/[a-zA-Z]/.test(escaped) && !ESCAPES.test(escaped)) throw new UntranslatableError(`uses "${token}"`);
    return escaped === 'a' ? '\\x07' : token;
  });
}

/** Tokens of Python's syntax that JavaScript writes in another way; anything else stays as it is. */
const DIFFERENT =
  /\\Z|\\A|\\[\s\S]|\(\?P<(\w+)>|\(\?P=(\w+)\)|\(\?#[^)]*\)|\(\?([aiLmsux]+)\)|\(\?[aiLmsux-]+:|\(\?>|\(\?\(|\{,(\d+)\}|[*+?}]\+|\[\^?\]?(?:\\[\s\S]|[^\]\\])*\]|\./g;

const FLAGS: Readonly<Record<string, string>> = { i: 'i', m: 'm', s: 's', a: '', u: '' };

function translate(pattern: string): Translated {
  const flags = new Set<string>();
  const source = pattern.replace(
    DIFFERENT,
    (token: string, name?: string, reference?: string, set?: string, most?: string) => {
      if (name !== undefined) return `(?<${name}>`;
      if (reference !== undefined) return `\\k<${reference}>`;
      if (most !== undefined) return `{0,${most}}`;
      if (set !== undefined) {
        for (const flag of set) flags.add(flagOf(flag));
        return '';
      }
      if (token === '\\Z') return '(?![\\s\\S])';
      if (token === '\\A') return '(?<![\\s\\S])';
      if (token === '.') return '[^\\n]';
      if (token.startsWith('(?#')) return '';
      if (token.startsWith('[')) return characterClass(token);
      if (token.startsWith('\\')) return token;
      throw new UntranslatableError(`uses "${token}"`);
    },
  );
  const dotAll = flags.delete('s');
  return { source: dotAll ? source.replaceAll('[^\\n]', '[\\s\\S]') : source, flags: [...flags].join('') };
}

function flagOf(letter: string): string {
  const flag = FLAGS[letter];
  if (flag !== undefined) return flag;
  throw new UntranslatableError(`uses the flag "${letter}"`);
}

/** In Python a `]` that comes first stands for itself. */
function characterClass(token: string): string {
  const [, start = '', rest = ''] = /^(\[\^?)([\s\S]*)$/.exec(token) ?? [];
  if (rest === ']') throw new UntranslatableError(`does not end what "${token}" begins`);
  return rest.startsWith(']') ? `${start}\\${rest}` : token;
}
