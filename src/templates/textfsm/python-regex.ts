import { TemplateError } from '../template-error.js';
import { groupQuantifiedLookbehinds } from './quantified-lookbehind.js';

/** A pattern as JavaScript writes it. */
interface Translated {
  readonly source: string;
  readonly flags: string;
}

/**
 * A regular expression of Python's `re`, compiled to match from the start of a text, as `re.match` does.
 *
 * `\d`, `\w` and `\b` know ASCII only; a group inside a repeated one holds what the last round matched, if anything (Python
 * keeps what an earlier round matched). Scoped flags, verbose mode, conditional, atomic and possessive groups do not exist.
 *
 * @throws TemplateError for what Python would refuse, or JavaScript cannot do
 */
export function pythonRegex(pattern: string): RegExp {
  const { source, flags } = translate(pattern);
  try {
    return new RegExp(groupQuantifiedLookbehinds(source), `${flags}y`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new TemplateError(
      'TemplateSyntax',
      `The regular expression ${pattern} cannot be used: ${why.slice(why.lastIndexOf(': ') + 2)}`,
    );
  }
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
        for (const flag of set) flags.add(flagOf(flag, pattern));
        return '';
      }
      if (token === '\\Z') return '(?![\\s\\S])';
      if (token === '\\A') return '(?<![\\s\\S])';
      if (token === '.') return '[^\\n]';
      if (token.startsWith('(?#')) return '';
      if (token.startsWith('[')) return characterClass(token);
      if (token.startsWith('\\')) return token;
      throw new TemplateError('TemplateSyntax', `The regular expression ${pattern} uses "${token}"`);
    },
  );
  const dotAll = flags.delete('s');
  return { source: dotAll ? source.replaceAll('[^\\n]', '[\\s\\S]') : source, flags: [...flags].join('') };
}

function flagOf(letter: string, pattern: string): string {
  const flag = FLAGS[letter];
  if (flag !== undefined) return flag;
  throw new TemplateError('TemplateSyntax', `The regular expression ${pattern} uses the flag "${letter}"`);
}

/** In Python a `]` that comes first stands for itself. */
function characterClass(token: string): string {
  const [, start = '', rest = ''] = /^(\[\^?)([\s\S]*)$/.exec(token) ?? [];
  return rest.startsWith(']') && rest !== ']' ? `${start}\\${rest}` : token;
}
