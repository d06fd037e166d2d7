import type { ArithmeticOperator, CallArguments, Comparison, ComparisonOperator, Expression } from './ast.js';
import { NO_CALL_ARGUMENTS, parseCallArguments } from './call-arguments-parser.js';
import type { TokenStream } from './token-stream.js';

const COMPARISONS = ['==', '!=', '<', '<=', '>', '>='];
const CONSTANTS: Readonly<Record<string, boolean | null>> = {
  true: true,
  True: true,
  false: false,
  False: false,
  none: null,
  None: null,
};

/** Reads expressions with the precedence of Jinja2 3.1's parser. */
export class ExpressionParser {
  constructor(private readonly tokens: TokenStream) {}

  /** An expression, or several with commas between: a tuple. */
  tuple(canBeConditional = true): Expression {
    const items: Expression[] = [];
    let isTuple = false;
    for (;;) {
      if (items.length > 0 && this.isTupleEnd()) break;
      items.push(canBeConditional ? this.expression() : this.or());
      if (!this.tokens.skip('operator', ',')) break;
      isTuple = true;
    }
    const [only] = items;
    return isTuple || !only ? { kind: 'tuple', items } : only;
  }

  expression(): Expression {
    let then = this.or();
    while (this.tokens.skip('name', 'if')) {
      const condition = this.or();
      const otherwise = this.tokens.skip('name', 'else') ? this.expression() : null;
      then = { kind: 'conditional', condition, then, otherwise };
    }
    return then;
  }

  or(): Expression {
    let left = this.and();
    while (this.tokens.skip('name', 'or')) left = { kind: 'logic', operator: 'or', left, right: this.and() };
    return left;
  }

  /** The filters behind `{% filter %}` or a block set: their names and arguments. */
  filterCall(): { name: string; args: CallArguments } {
    return { name: this.dottedName(), args: this.optionalArguments() };
  }

  postfix(start: Expression): Expression {
    let of = start;
    for (;;) {
      if (this.tokens.skip('operator', '.')) of = this.attribute(of);
      else if (this.tokens.skip('operator', '[')) of = this.subscript(of);
      else if (this.tokens.is('operator', '(')) of = { kind: 'call', of, args: this.callArguments() };
      else return of;
    }
  }

  primary(): Expression {
    const token = this.tokens.next();
    if (token.kind === 'name') {
      const constant = CONSTANTS[token.text];
      return constant === undefined
        ? { kind: 'name', name: token.text }
        : { kind: 'literal', value: constant };
    }
    if (token.kind === 'integer') return { kind: 'literal', value: Number(token.text.replaceAll('_', '')) };
    if (token.kind === 'float') return { kind: 'float', value: Number(token.text.replaceAll('_', '')) };
    if (token.kind === 'string') {
      let value = token.text;
      while (this.tokens.is('string')) value += this.tokens.next().text;
      return { kind: 'literal', value };
    }
    if (token.kind === 'operator' && token.text === '(') return this.parenthesized();
    if (token.kind === 'operator' && token.text === '[') return this.list();
    if (token.kind === 'operator' && token.text === '{') return this.dict();
    throw this.tokens.fault(`Expected an expression instead of "${token.text}"`);
  }

  private and(): Expression {
    let left = this.not();
    while (this.tokens.skip('name', 'and'))
      left = { kind: 'logic', operator: 'and', left, right: this.not() };
    return left;
  }

  private not(): Expression {
    if (this.tokens.skip('name', 'not')) return { kind: 'unary', operator: 'not', of: this.not() };
    return this.comparison();
  }

  private comparison(): Expression {
    const first = this.sum();
    const rest: Comparison[] = [];
    for (let operator = this.comparisonOperator(); operator; operator = this.comparisonOperator())
      rest.push({ operator, right: this.sum() });
    return rest.length > 0 ? { kind: 'compare', first, rest } : first;
  }

  private comparisonOperator(): ComparisonOperator | undefined {
    if (this.tokens.is('operator', ...COMPARISONS)) return this.tokens.next().text as ComparisonOperator;
    if (this.tokens.skip('name', 'in')) return 'in';
    const next = this.tokens.at(1);
    if (!this.tokens.is('name', 'not') || next.kind !== 'name' || next.text !== 'in') return undefined;
    this.tokens.next();
    this.tokens.next();
    return 'not in';
  }

  private sum(): Expression {
    return this.binary(['+', '-'], () => this.concat());
  }

  private concat(): Expression {
    const first = this.product();
    const parts = [first];
    while (this.tokens.skip('operator', '~')) parts.push(this.product());
    return parts.length > 1 ? { kind: 'concat', parts } : first;
  }

  private product(): Expression {
    return this.binary(['*', '/', '//', '%'], () => this.power());
  }

  private power(): Expression {
    return this.binary(['**'], () => this.unary(true));
  }

  private binary(operators: readonly ArithmeticOperator[], operand: () => Expression): Expression {
    let left = operand();
    while (this.tokens.is('operator', ...operators)) {
      const operator = this.tokens.next().text as ArithmeticOperator;
      left = { kind: 'binary', operator, left, right: operand() };
    }
    return left;
  }

  /** A sign binds closer than a filter, which binds closer than any operator. */
  private unary(withFilters: boolean): Expression {
    const sign = this.tokens.is('operator', '-', '+') ? (this.tokens.next().text as '-' | '+') : undefined;
    const of: Expression = sign
      ? { kind: 'unary', operator: sign, of: this.unary(false) }
      : this.postfix(this.primary());
    return withFilters ? this.filtersAndTests(this.postfix(of)) : of;
  }

  private filtersAndTests(start: Expression): Expression {
    let of = start;
    for (;;) {
      if (this.tokens.skip('operator', '|')) of = { kind: 'filter', of, ...this.filterCall() };
      else if (this.tokens.skip('name', 'is')) of = this.test(of);
      else if (this.tokens.is('operator', '(')) of = { kind: 'call', of, args: this.callArguments() };
      else return of;
    }
  }

  private test(of: Expression): Expression {
    const isNegated = this.tokens.skip('name', 'not');
    const name = this.dottedName();
    const test: Expression = { kind: 'test', of, name, args: this.testArguments() };
    return isNegated ? { kind: 'unary', operator: 'not', of: test } : test;
  }

  /** `is divisibleby 3` takes its argument without parentheses. */
  private testArguments(): CallArguments {
    if (this.tokens.is('operator', '(')) return this.callArguments();
    const isOperand =
      this.tokens.is('name') &&
      !this.tokens.is('name', 'else', 'or', 'and', 'is', 'if', 'in', 'not', 'recursive');
    const isLiteral = this.tokens.is('string') || this.tokens.is('integer') || this.tokens.is('float');
    if (!isOperand && !isLiteral && !this.tokens.is('operator', '[', '{')) return NO_CALL_ARGUMENTS;
    return { ...NO_CALL_ARGUMENTS, positional: [this.postfix(this.primary())] };
  }

  private dottedName(): string {
    let name = this.tokens.expect('name').text;
    while (this.tokens.skip('operator', '.')) name += `.${this.tokens.expect('name').text}`;
    return name;
  }

  private optionalArguments(): CallArguments {
    return this.tokens.is('operator', '(') ? this.callArguments() : NO_CALL_ARGUMENTS;
  }

  private callArguments(): CallArguments {
    return parseCallArguments(this.tokens, () => this.expression());
  }

  private attribute(of: Expression): Expression {
    if (this.tokens.is('integer')) {
      return { kind: 'item', of, key: { kind: 'literal', value: Number(this.tokens.next().text) } };
    }
    return { kind: 'attribute', of, name: this.tokens.expect('name').text };
  }

  private subscript(of: Expression): Expression {
    const bounds: (Expression | null)[] = [];
    let bound: Expression | null = null;
    while (!this.tokens.is('operator', ']')) {
      if (this.tokens.skip('operator', ':')) {
        bounds.push(bound);
        bound = null;
      } else bound = this.tuple();
    }
    this.tokens.expect('operator', ']');
    if (bounds.length > 0) return { kind: 'slice', of, bounds: [...bounds, bound] };
    if (!bound) throw this.tokens.fault('Expected a key in the brackets');
    return { kind: 'item', of, key: bound };
  }

  private parenthesized(): Expression {
    if (this.tokens.skip('operator', ')')) return { kind: 'tuple', items: [] };
    const inner = this.tuple();
    this.tokens.expect('operator', ')');
    return inner;
  }

  private list(): Expression {
    const items: Expression[] = [];
    while (!this.tokens.is('operator', ']')) {
      items.push(this.expression());
      if (!this.tokens.skip('operator', ',')) break;
    }
    this.tokens.expect('operator', ']');
    return { kind: 'list', items };
  }

  private dict(): Expression {
    const entries: [Expression, Expression][] = [];
    while (!this.tokens.is('operator', '}')) {
      const key = this.expression();
      this.tokens.expect('operator', ':');
      entries.push([key, this.expression()]);
      if (!this.tokens.skip('operator', ',')) break;
    }
    this.tokens.expect('operator', '}');
    return { kind: 'dict', entries };
  }

  private isTupleEnd(): boolean {
    return this.tokens.is('end') || this.tokens.is('operator', ')', ']') || this.tokens.is('name', 'in');
  }
}
