import { TemplateError } from '../template-error.js';
import type { Token, TokenKind } from './lexer.js';

/** Tokens, read one after the other. */
export class TokenStream {
  private index = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  get current(): Token {
    return this.at(0);
  }

  get position(): number {
    return this.index;
  }

  /** The token `offset` behind the current one. */
  at(offset: number): Token {
    const token = this.tokens[this.index + offset] ?? this.tokens.at(-1);
    if (!token) throw new TemplateError('TemplateSyntax', 'The template ends too early');
    return token;
  }

  next(): Token {
    const token = this.current;
    this.index++;
    return token;
  }

  is(kind: TokenKind, ...texts: readonly string[]): boolean {
    const token = this.current;
    return token.kind === kind && (texts.length === 0 || texts.includes(token.text));
  }

  /** Takes the current token when it is such a one. */
  skip(kind: TokenKind, ...texts: readonly string[]): boolean {
    const isIt = this.is(kind, ...texts);
    if (isIt) this.index++;
    return isIt;
  }

  expect(kind: TokenKind, ...texts: readonly string[]): Token {
    if (this.is(kind, ...texts)) return this.next();
    throw this.fault(
      `Expected ${texts.length > 0 ? texts.map((text) => `"${text}"`).join(' or ') : `a ${kind}`}`,
    );
  }

  /** The names between a position and here. */
  namesSince(position: number): Set<string> {
    const names = this.tokens.slice(position, this.index).filter(({ kind }) => kind === 'name');
    return new Set(names.map(({ text }) => text));
  }

  fault(message: string): TemplateError {
    const { kind, text, line } = this.current;
    const found = kind === 'eof' ? 'the end of the template' : `"${text.slice(0, 40)}"`;
    return new TemplateError('TemplateSyntax', `${message}, found ${found}`, line);
  }
}
