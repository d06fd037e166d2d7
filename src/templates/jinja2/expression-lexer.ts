import { TemplateError } from '../template-error.js';
import type { Token, TokenKind } from './lexer.js';

/** The tokens of one tag, where its closing mark stands, and the sign before that mark. */
interface LexedExpression {
  readonly tokens: Token[];
  readonly end: number;
  readonly sign: string;
}

/** In this order: a float begins as an integer does, `//` as `/`. Jinja2's own patterns. */
const PATTERNS: readonly (readonly [TokenKind, RegExp])[] = [
  ['float', /(?<!\.)\d+(?:_\d+)*(?:(?:\.\d+(?:_\d+)*)?e[+-]?\d+(?:_\d+)*|\.\d+(?:_\d+)*)/iy],
  ['integer', /0b(?:_?[01])+|0o(?:_?[0-7])+|0x(?:_?[\da-f])+|[1-9](?:_?\d)*|0(?:_?0)*/iy],
  ['name', /[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}_]*/uy],
  ['string', /'(?:[^'\\]|\\[\s\S])*'|"(?:[^"\\]|\\[\s\S])*"/y],
  ['operator', /\/\/|\*\*|==|!=|>=|<=|[-+*/%~[\](){}<>=.:|,;]/y],
];
const OPENING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/**
 * @param close `}}` or `%}`
 * @throws TemplateError for what is no token, a bracket that does not fit, and a tag without end
 */
export function lexExpression(
  text: string,
  start: number,
  close: string,
  startLine: number,
): LexedExpression {
  const tokens: Token[] = [];
  const brackets: string[] = [];
  let position = start;
  let line = startLine;
  while (position < text.length) {
    const end = brackets.length === 0 ? endAt(text, position, close) : undefined;
    if (end) return { tokens, ...end };
    const blanks = take(/\s+/y, text, position);
    if (blanks !== undefined) {
      line += blanks.split('\n').length - 1;
      position += blanks.length;
      continue;
    }
    const token = tokenAt(text, position, line);
    balance(brackets, token);
    tokens.push(token.kind === 'string' ? { ...token, text: unquote(token.text) } : token);
    line += token.text.split('\n').length - 1;
    position += token.text.length;
  }
  throw new TemplateError('TemplateSyntax', `Expected "${close}" before the end of the template`, startLine);
}

function endAt(text: string, position: number, close: string): { end: number; sign: string } | undefined {
  if (text.startsWith(close, position)) return { end: position, sign: '' };
  const sign = text[position] ?? '';
  const isSign = sign === '-' || (sign === '+' && close === '%}');
  return isSign && text.startsWith(close, position + 1) ? { end: position + 1, sign } : undefined;
}

function tokenAt(text: string, position: number, line: number): Token {
  for (const [kind, pattern] of PATTERNS) {
    const found = take(pattern, text, position);
    if (found !== undefined) return { kind, text: found, line };
  }
  throw new TemplateError('TemplateSyntax', `Unexpected character ${JSON.stringify(text[position])}`, line);
}

function balance(brackets: string[], { kind, text, line }: Token): void {
  if (kind !== 'operator') return;
  const closing = OPENING[text];
  if (closing !== undefined) brackets.push(closing);
  if (!')]}'.includes(text)) return;
  const expected = brackets.pop();
  if (expected === text) return;
  throw new TemplateError(
    'TemplateSyntax',
    `Unexpected "${text}"${expected ? `, expected "${expected}"` : ''}`,
    line,
  );
}

function take(pattern: RegExp, text: string, position: number): string | undefined {
  pattern.lastIndex = position;
  return pattern.exec(text)?.[0];
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\x07',
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
};

/** Python's escapes; an unknown one stays as it is written. */
function unquote(literal: string): string {
  return literal
    .slice(1, -1)
    .replace(/\\(?:x([\da-f]{2})|u([\da-f]{4})|([0-7]{1,3})|([\s\S]))/gi, (all, x, u, octal, other) => {
      const code = (x ?? u) as string | undefined;
      if (code !== undefined) return String.fromCharCode(parseInt(code, 16));
      if (octal !== undefined) return String.fromCharCode(parseInt(octal as string, 8));
      return ESCAPES[other as string] ?? all;
    });
}
