import type { Expression, MacroDefinition, Parameter, Statement, Target, Template } from './ast.js';
import { ExpressionParser } from './expression-parser.js';
import { lex, type WhitespaceOptions } from './lexer.js';
import { parseSingleTarget, parseTarget } from './target-parser.js';
import { TokenStream } from './token-stream.js';

/** @throws TemplateError naming the line that is wrong */
export function parseTemplate(source: string, options: WhitespaceOptions): Template {
  return new TemplateParser(new TokenStream(lex(source, options))).template();
}

/** Reads statements as Jinja2 3.1's parser does, with its extensions `do` and `loopcontrols`. */
class TemplateParser {
  private readonly expressions: ExpressionParser;
  private readonly blocks = new Map<string, readonly Statement[]>();
  private loops = 0;

  constructor(private readonly tokens: TokenStream) {
    this.expressions = new ExpressionParser(tokens);
  }

  template(): Template {
    const body = this.body([]);
    if (!this.tokens.is('eof')) throw this.tokens.fault('Nothing is open that could end here');
    return { body, blocks: this.blocks };
  }

  /** Up to a tag that is one of `ends`, of which the name has been taken then. */
  private body(ends: readonly string[]): Statement[] {
    const statements: Statement[] = [];
    while (!this.tokens.is('eof')) {
      const { kind, text, line } = this.tokens.next();
      if (kind === 'data') statements.push({ kind: 'data', text, line });
      else if (text === '{{') {
        statements.push({ kind: 'output', expression: this.expressions.tuple(), line });
        this.tokens.expect('end');
      } else if (this.tokens.is('name', ...ends) && ends.length > 0) return statements;
      else statements.push({ ...this.statement(), line });
    }
    if (ends.length > 0) throw this.tokens.fault(`Expected "{% ${ends.join(' %}" or "{% ')} %}"`);
    return statements;
  }

  private statement(): Statement {
    const { text, line } = this.tokens.expect('name');
    const reader = this.readers[text];
    if (!reader) throw this.tokens.fault(`There is no tag "${text}" that could stand here`);
    const statement = reader();
    this.tokens.expect('end');
    return { ...statement, line };
  }

  private readonly readers: Readonly<Record<string, () => Statement>> = {
    for: () => this.for(),
    if: () => this.if(),
    set: () => this.set(),
    with: () => this.with(),
    macro: () => this.macro(),
    call: () => this.call(),
    filter: () => this.filter(),
    block: () => this.block(),
    include: () => this.include(),
    import: () => this.import(),
    from: () => this.from(),
    extends: () => at({ kind: 'extends', template: this.expressions.expression() }),
    do: () => at({ kind: 'do', expression: this.expressions.tuple() }),
    break: () => this.loopControl('break'),
    continue: () => this.loopControl('continue'),
  };

  private for(): Statement {
    const target = parseTarget(this.tokens);
    this.tokens.expect('name', 'in');
    const over = this.expressions.tuple(false);
    const condition = this.tokens.skip('name', 'if') ? this.expressions.expression() : null;
    const isRecursive = this.tokens.skip('name', 'recursive');
    this.tokens.expect('end');
    this.loops++;
    const body = this.body(['else', 'endfor']);
    this.loops--;
    const otherwise = this.otherwise('endfor');
    return at({ kind: 'for', target, over, condition, isRecursive, body, otherwise });
  }

  private if(): Statement {
    const branches: { condition: Expression; body: Statement[] }[] = [];
    do {
      const condition = this.expressions.tuple();
      this.tokens.expect('end');
      branches.push({ condition, body: this.body(['elif', 'else', 'endif']) });
    } while (this.tokens.skip('name', 'elif'));
    return at({ kind: 'if', branches, otherwise: this.otherwise('endif') });
  }

  private otherwise(end: string): Statement[] {
    if (!this.tokens.skip('name', 'else')) {
      this.tokens.expect('name', end);
      return [];
    }
    this.tokens.expect('end');
    const body = this.body([end]);
    this.tokens.expect('name', end);
    return body;
  }

  private set(): Statement {
    const target = parseTarget(this.tokens);
    if (this.tokens.skip('operator', '='))
      return at({ kind: 'set', target, value: this.expressions.tuple() });
    const filters = [];
    while (this.tokens.skip('operator', '|')) filters.push(this.expressions.filterCall());
    return at({ kind: 'set-block', target, filters, body: this.bodyTo('endset') });
  }

  private with(): Statement {
    const values: [Target, Expression][] = [];
    while (!this.tokens.is('end')) {
      const target = parseSingleTarget(this.tokens);
      this.tokens.expect('operator', '=');
      values.push([target, this.expressions.expression()]);
      if (!this.tokens.skip('operator', ',')) break;
    }
    return at({ kind: 'with', values, body: this.bodyTo('endwith') });
  }

  private macro(): Statement {
    const name = this.tokens.expect('name').text;
    return at({ kind: 'macro', macro: this.macroBody(name, this.parameters(), 'endmacro') });
  }

  private call(): Statement {
    const parameters = this.tokens.is('operator', '(') ? this.parameters() : [];
    const call = this.expressions.postfix(this.expressions.primary());
    if (call.kind !== 'call') throw this.tokens.fault('Expected a call');
    return at({ kind: 'call', call, caller: this.macroBody('caller', parameters, 'endcall') });
  }

  private macroBody(name: string, parameters: readonly Parameter[], end: string): MacroDefinition {
    const start = this.tokens.position;
    const loops = this.loops;
    this.loops = 0;
    const body = this.bodyTo(end);
    this.loops = loops;
    return { name, parameters, body, mentions: this.tokens.namesSince(start) };
  }

  private parameters(): Parameter[] {
    this.tokens.expect('operator', '(');
    const parameters: Parameter[] = [];
    while (!this.tokens.is('operator', ')')) {
      const { text: name } = this.tokens.expect('name');
      const fallback = this.tokens.skip('operator', '=') ? this.expressions.expression() : null;
      if (fallback === null && parameters.some((parameter) => parameter.fallback !== null))
        throw this.tokens.fault('A parameter without default stands behind one that has one');
      parameters.push({ name, fallback });
      if (!this.tokens.skip('operator', ',')) break;
    }
    this.tokens.expect('operator', ')');
    return parameters;
  }

  private filter(): Statement {
    const filters = [this.expressions.filterCall()];
    while (this.tokens.skip('operator', '|')) filters.push(this.expressions.filterCall());
    return at({ kind: 'filter', filters, body: this.bodyTo('endfilter') });
  }

  private block(): Statement {
    const { text: name } = this.tokens.expect('name');
    if (this.blocks.has(name)) throw this.tokens.fault(`There are two blocks "${name}"`);
    this.blocks.set(name, []);
    while (this.tokens.skip('name', 'scoped', 'required'));
    this.blocks.set(name, this.bodyTo('endblock'));
    this.tokens.skip('name', name);
    return at({ kind: 'block', name });
  }

  private include(): Statement {
    const template = this.expressions.expression();
    const ignoreMissing = this.tokens.skip('name', 'ignore');
    if (ignoreMissing) this.tokens.expect('name', 'missing');
    return at({ kind: 'include', template, ignoreMissing, withContext: this.withContext(true) });
  }

  private import(): Statement {
    const template = this.expressions.expression();
    this.tokens.expect('name', 'as');
    const as = this.tokens.expect('name').text;
    return at({ kind: 'import', template, as, withContext: this.withContext(false) });
  }

  private from(): Statement {
    const template = this.expressions.expression();
    this.tokens.expect('name', 'import');
    const names: [string, string][] = [];
    while (this.tokens.is('name') && !this.isContextClause()) {
      const name = this.tokens.next().text;
      names.push([name, this.tokens.skip('name', 'as') ? this.tokens.expect('name').text : name]);
      if (!this.tokens.skip('operator', ',')) break;
    }
    return at({ kind: 'from', template, names, withContext: this.withContext(false) });
  }

  private withContext(usually: boolean): boolean {
    if (!this.isContextClause()) return usually;
    const isWith = this.tokens.next().text === 'with';
    this.tokens.expect('name', 'context');
    return isWith;
  }

  private isContextClause(): boolean {
    return this.tokens.is('name', 'with', 'without') && this.tokens.at(1).text === 'context';
  }

  private loopControl(kind: 'break' | 'continue'): Statement {
    if (this.loops === 0) throw this.tokens.fault(`"${kind}" stands outside of a loop`);
    return at({ kind });
  }

  private bodyTo(end: string): Statement[] {
    this.tokens.expect('end');
    const body = this.body([end]);
    this.tokens.expect('name', end);
    return body;
  }
}

/** The line is set where the tag began. */
function at<T>(statement: T): T & { readonly line: number } {
  return { ...statement, line: 0 };
}
