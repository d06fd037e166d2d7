import { TemplateError } from '../template-error.js';
import { attributeOf, itemOf, sliceOf } from './access.js';
import type { CallArguments, Expression } from './ast.js';
import { FILTERS } from './filters.js';
import type { FilterContext } from './filters/filter.js';
import { calculate, compare, signed } from './operators.js';
import { percentFormat } from './percent-format.js';
import { textOf } from './python-text.js';
import type { Scope } from './scope.js';
import { VALUE_TESTS } from './value-tests.js';
import {
  fails,
  isTrue,
  keyOf,
  listOf,
  PyFloat,
  PyFunction,
  PyTuple,
  typeName,
  Undefined,
  type Arguments,
  type Value,
} from './values.js';

/** Works out what expressions are worth. */
export class ExpressionEvaluator implements FilterContext {
  /** @param isStrict whether what is missing is an error even when it is only printed */
  constructor(readonly isStrict: boolean) {}

  /** @throws TemplateError as Python would raise */
  evaluate(node: Expression, scope: Scope): Value {
    switch (node.kind) {
      case 'literal':
        return node.value;
      case 'float':
        return new PyFloat(node.value);
      case 'name':
        return scope.find(node.name) ?? this.undefinedName(node.name, scope);
      case 'list':
        return node.items.map((item) => this.evaluate(item, scope));
      case 'tuple':
        return new PyTuple(node.items.map((item) => this.evaluate(item, scope)));
      case 'dict':
        return new Map(
          node.entries.map(([key, value]) => [keyOf(this.evaluate(key, scope)), this.evaluate(value, scope)]),
        );
      case 'attribute':
        return attributeOf(this.evaluate(node.of, scope), node.name, this.isStrict);
      case 'item':
        return itemOf(this.evaluate(node.of, scope), this.evaluate(node.key, scope), this.isStrict);
      case 'slice': {
        const bounds = node.bounds.map((bound) => (bound ? this.evaluate(bound, scope) : undefined));
        return sliceOf(this.evaluate(node.of, scope), bounds);
      }
      case 'call':
        return call(this.evaluate(node.of, scope), this.arguments(node.args, scope));
      case 'filter':
        return this.filter(node.name, this.evaluate(node.of, scope), this.arguments(node.args, scope));
      case 'test':
        return this.test(node.name, this.evaluate(node.of, scope), this.arguments(node.args, scope));
      case 'unary': {
        const value = this.evaluate(node.of, scope);
        return node.operator === 'not' ? !isTrue(value) : signed(node.operator, value);
      }
      case 'binary': {
        const left = this.evaluate(node.left, scope);
        const right = this.evaluate(node.right, scope);
        const isFormat = node.operator === '%' && typeof left === 'string';
        return isFormat ? percentFormat(left, right) : calculate(node.operator, left, right);
      }
      case 'logic': {
        const left = this.evaluate(node.left, scope);
        return isTrue(left) === (node.operator === 'or') ? left : this.evaluate(node.right, scope);
      }
      case 'concat':
        return node.parts.map((part) => textOf(this.evaluate(part, scope))).join('');
      case 'compare':
        return this.compareChain(node, scope);
      case 'conditional': {
        if (isTrue(this.evaluate(node.condition, scope))) return this.evaluate(node.then, scope);
        if (node.otherwise) return this.evaluate(node.otherwise, scope);
        return new Undefined('the inline if-expression has no else, and its condition is false', false);
      }
    }
  }

  filter(name: string, value: Value, args: Arguments): Value {
    const filter = FILTERS.get(name);
    if (!filter) throw new TemplateError('TemplateSyntax', `No filter named '${name}'.`);
    return filter(value, args, this);
  }

  test(name: string, value: Value, args: Arguments): boolean {
    if (name === 'filter') return FILTERS.has(textOf(value));
    if (name === 'test') return VALUE_TESTS.has(textOf(value));
    const test = VALUE_TESTS.get(name);
    if (!test) throw new TemplateError('TemplateSyntax', `No test named '${name}'.`);
    return test(value, args, this);
  }

  arguments({ positional, named, spread, spreadNamed }: CallArguments, scope: Scope): Arguments {
    const values = positional.map((value) => this.evaluate(value, scope));
    const names = new Map(named.map(([name, value]) => [name, this.evaluate(value, scope)]));
    if (spread) values.push(...listOf(this.evaluate(spread, scope)));
    if (spreadNamed) {
      const more = this.evaluate(spreadNamed, scope);
      if (!(more instanceof Map)) throw fails('argument after ** must be a mapping');
      for (const [name, value] of more) names.set(String(name), value);
    }
    return { positional: values, named: names };
  }

  private compareChain({ first, rest }: Extract<Expression, { kind: 'compare' }>, scope: Scope): boolean {
    let left = this.evaluate(first, scope);
    for (const { operator, right } of rest) {
      const value = this.evaluate(right, scope);
      if (!compare(operator, left, value)) return false;
      left = value;
    }
    return true;
  }

  /** A name that is set to None is found as null, which `??` takes for missing. */
  private undefinedName(name: string, scope: Scope): Value {
    return scope.find(name) === null ? null : new Undefined(`'${name}' is undefined`, this.isStrict);
  }
}

/** @throws TemplateError when it cannot be called */
export function call(value: Value, args: Arguments): Value {
  if (value instanceof PyFunction) return value.call(args);
  if (value instanceof Undefined) throw value.error();
  throw fails(`'${typeName(value)}' object is not callable`);
}
