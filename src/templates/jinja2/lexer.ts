import { TemplateError } from '../template-error.js';
import { lexExpression } from './expression-lexer.js';

export type TokenKind =
  | 'data'
  | 'begin'
  | 'end'
  | 'name'
  | 'string'
  | 'integer'
  | 'float'
  | 'operator'
  | 'eof';

export interface Token {
  readonly kind: TokenKind;
  /** For `begin` and `end`: `{{` and `}}`, `{%` and `%}`, whatever signs they had. */
  readonly text: string;
  readonly line: number;
}

/** Jinja2's own options of the same names. */
export interface WhitespaceOptions {
  readonly trimBlocks: boolean;
  readonly lstripBlocks: boolean;
  readonly keepTrailingNewline: boolean;
}

/**
 * Cuts a template into tokens, with the white space that Jinja2's signs and options leave.
 *
 * @throws TemplateError for what never ends or is no token
 */
export function lex(source: string, options: WhitespaceOptions): Token[] {
  const text = source.replace(/\r\n?/g, '\n');
  const lexer = new Lexer(options.keepTrailingNewline ? text : text.replace(/\n$/, ''), options);
  return lexer.run();
}

const RAW = /\{%([-+]?)\s*raw\s*(?:-%\}\s*|%\})/y;
const TAG = /\{[{%#]([-+]?)/y;

class Lexer {
  private readonly tokens: Token[] = [];
  private position = 0;
  private line = 1;
  private countedTo = 0;
  /** Whether what came before ended a line: only then is white space at the start of a piece an indentation. */
  private isLineStart = true;

  constructor(
    private readonly text: string,
    private readonly options: WhitespaceOptions,
  ) {}

  run(): Token[] {
    while (this.position < this.text.length) {
      const start = this.nextTag();
      if (start === -1) {
        this.push('data', this.text.slice(this.position));
        break;
      }
      this.readTag(start);
    }
    this.position = this.text.length;
    this.push('eof', '');
    return this.tokens;
  }

  private nextTag(): number {
    const found = /\{[{%#]/g;
    found.lastIndex = this.position;
    return found.exec(this.text)?.index ?? -1;
  }

  private readTag(start: number): void {
    const sign = this.matchAt(TAG, start)?.[1] ?? '';
    const mark = this.text.slice(start, start + 2);
    this.pushData(start, sign, mark !== '{{');
    const raw = this.matchAt(RAW, start);
    if (raw) return this.readRaw(start, start + raw[0].length);
    this.position = start;
    if (mark === '{#') return this.readComment();
    this.readExpression(mark, start + 2 + sign.length);
  }

  /** @param canStrip whether `lstrip_blocks` is for such a tag */
  private pushData(end: number, sign: string, canStrip: boolean): void {
    const data = this.text.slice(this.position, end);
    const kept =
      sign === '-' ? data.trimEnd() : sign === '' && canStrip ? this.withoutIndentation(data) : data;
    if (kept !== '') this.push('data', kept);
  }

  private withoutIndentation(data: string): string {
    if (!this.options.lstripBlocks) return data;
    const lineStart = data.lastIndexOf('\n') + 1;
    const isIndentation = (lineStart > 0 || this.isLineStart) && /^\s+$/.test(data.slice(lineStart));
    return isIndentation ? data.slice(0, lineStart) : data;
  }

  private readRaw(start: number, bodyStart: number): void {
    this.isLineStart = this.text[bodyStart - 1] === '\n';
    const end = /\{%([-+]?)\s*endraw\s*(?:\+%\}|-%\}\s*|%\})/g;
    end.lastIndex = bodyStart;
    const match = end.exec(this.text);
    if (!match) throw this.unended(start, 'raw');
    this.position = bodyStart;
    this.pushData(match.index, match[1] ?? '', true);
    this.advance(this.afterBlock(match.index + match[0].length, match[0]));
  }

  private readComment(): void {
    const start = this.position;
    const end = this.text.indexOf('#}', start + 2);
    if (end === -1) throw this.unended(start, 'comment');
    this.advance(this.afterEnd(end, this.text[end - 1] ?? '', '#}', true));
  }

  private readExpression(mark: string, start: number): void {
    const close = mark === '{{' ? '}}' : '%}';
    this.push('begin', mark);
    const { tokens, end, sign } = lexExpression(this.text, start, close, this.lineOf(start));
    this.tokens.push(...tokens);
    this.position = end;
    this.push('end', close);
    this.advance(this.afterEnd(end, sign, close, close === '%}'));
  }

  /** Where a piece that ends at a closing mark goes on, and what of the white space behind it is taken. */
  private afterEnd(mark: number, sign: string, close: string, isBlock: boolean): number {
    return this.afterBlock(mark + close.length, `${sign}${close}`, isBlock);
  }

  private afterBlock(end: number, tag: string, isBlock = true): number {
    if (/-[%}#]\}\s*$/.test(tag)) return this.skipBlanks(end);
    const takesNewline = isBlock && this.options.trimBlocks && !/\+[%#]\}$/.test(tag);
    return takesNewline && this.text[end] === '\n' ? end + 1 : end;
  }

  private skipBlanks(position: number): number {
    const blanks = /\s*/y;
    blanks.lastIndex = position;
    blanks.exec(this.text);
    return blanks.lastIndex;
  }

  private advance(position: number): void {
    this.position = position;
    this.isLineStart = this.text[position - 1] === '\n';
  }

  private matchAt(pattern: RegExp, position: number): RegExpExecArray | null {
    pattern.lastIndex = position;
    return pattern.exec(this.text);
  }

  private push(kind: TokenKind, text: string): void {
    this.tokens.push({ kind, text, line: this.lineOf(this.position) });
  }

  private lineOf(position: number): number {
    for (; this.countedTo < position; this.countedTo++) if (this.text[this.countedTo] === '\n') this.line++;
    return this.line;
  }

  private unended(position: number, what: string): TemplateError {
    const line = this.lineOf(position);
    return new TemplateError('TemplateSyntax', `The ${what} that begins here has no end`, line);
  }
}
