import type { ArithmeticOperator, ComparisonOperator } from './ast.js';
import {
  elementsOf,
  fails,
  isList,
  keyOf,
  PyFloat,
  PyTuple,
  typeName,
  Undefined,
  type Value,
} from './values.js';

/** No text that a template makes of an operator may be longer, in characters. */
const MAX_REPEATED = 10_000_000;

/** Python's arithmetic. @throws TemplateError for types that do not go together */
export function calculate(operator: ArithmeticOperator, left: Value, right: Value): Value {
  const a = numeric(left);
  const b = numeric(right);
  if (a && b) return calculateNumbers(operator, a, b);
  for (const operand of [left, right]) if (operand instanceof Undefined) throw operand.error();
  if (operator === '+') {
    if (typeof left === 'string' && typeof right === 'string') return left + right;
    if (isList(left) && isList(right)) return [...left, ...right];
    if (left instanceof PyTuple && right instanceof PyTuple)
      return new PyTuple([...left.items, ...right.items]);
  }
  if (operator === '*') {
    const repeated =
      typeof left === 'number'
        ? repeat(right, left)
        : typeof right === 'number'
          ? repeat(left, right)
          : undefined;
    if (repeated !== undefined) return repeated;
  }
  throw fails(`unsupported operand type(s) for ${operator}: '${typeName(left)}' and '${typeName(right)}'`);
}

/** Python's `-x` and `+x`. */
export function signed(sign: '-' | '+', value: Value): Value {
  const number = numeric(value);
  if (number) return asValue(sign === '-' ? -number.value : number.value, number.isFloat);
  if (value instanceof Undefined) throw value.error();
  throw fails(`bad operand type for unary ${sign}: '${typeName(value)}'`);
}

export function compare(operator: ComparisonOperator, left: Value, right: Value): boolean {
  if (operator === '==') return isEqual(left, right);
  if (operator === '!=') return !isEqual(left, right);
  if (operator === 'in') return contains(right, left);
  if (operator === 'not in') return !contains(right, left);
  const order = orderOf(left, right, operator);
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0;
  return operator === '>' ? order > 0 : order >= 0;
}

/** Python's `==`. */
export function isEqual(a: Value, b: Value): boolean {
  const [left, right] = [numeric(a), numeric(b)];
  if (left && right) return left.value === right.value;
  if (a instanceof Undefined || b instanceof Undefined) {
    for (const value of [a, b]) if (value instanceof Undefined) value.touch();
    return a instanceof Undefined && b instanceof Undefined;
  }
  if (isList(a) && isList(b)) return areEqual(a, b);
  if (a instanceof PyTuple && b instanceof PyTuple) return areEqual(a.items, b.items);
  if (a instanceof Map && b instanceof Map) {
    if (a.size !== b.size) return false;
    return [...a].every(([key, value]) => b.has(key) && isEqual(value, b.get(key) ?? null));
  }
  return a === b;
}

/**
 * Negative when `a` comes before `b`, 0 when neither does.
 *
 * @throws TemplateError for what Python cannot compare
 */
export function orderOf(a: Value, b: Value, operator = '<'): number {
  const [left, right] = [numeric(a), numeric(b)];
  if (left && right) return left.value - right.value;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  if (isList(a) && isList(b)) return orderOfItems(a, b, operator);
  if (a instanceof PyTuple && b instanceof PyTuple) return orderOfItems(a.items, b.items, operator);
  for (const value of [a, b]) if (value instanceof Undefined) throw value.error();
  throw fails(`'${operator}' not supported between instances of '${typeName(a)}' and '${typeName(b)}'`);
}

/** Python's `in`. */
function contains(container: Value, item: Value): boolean {
  if (typeof container === 'string') {
    if (typeof item === 'string') return container.includes(item);
    if (item instanceof Undefined) throw item.error();
    throw fails(`'in <string>' requires string as left operand, not ${typeName(item)}`);
  }
  if (container instanceof Map) return container.has(keyOf(item));
  for (const element of elementsOf(container)) if (isEqual(element, item)) return true;
  return false;
}

/** A number that a value is: bools are 0 and 1. Undefined when it is none. */
export function numeric(value: Value): { value: number; isFloat: boolean } | undefined {
  if (typeof value === 'number') return { value, isFloat: false };
  if (typeof value === 'boolean') return { value: value ? 1 : 0, isFloat: false };
  return value instanceof PyFloat ? { value: value.value, isFloat: true } : undefined;
}

/** @throws TemplateError for a whole number that JavaScript would not hold exactly */
export function asValue(value: number, isFloat: boolean): Value {
  if (isFloat) return new PyFloat(value);
  if (!Number.isSafeInteger(value)) throw fails('Whole numbers over 2^53 are not supported');
  return value === 0 ? 0 : value;
}

function calculateNumbers(
  operator: ArithmeticOperator,
  { value: a, isFloat: isFloatA }: { value: number; isFloat: boolean },
  { value: b, isFloat: isFloatB }: { value: number; isFloat: boolean },
): Value {
  const isFloat = isFloatA || isFloatB;
  if (b === 0 && (operator === '/' || operator === '//' || operator === '%')) throw fails('division by zero');
  if (operator === '+') return asValue(a + b, isFloat);
  if (operator === '-') return asValue(a - b, isFloat);
  if (operator === '*') return asValue(a * b, isFloat);
  if (operator === '/') return new PyFloat(a / b);
  if (operator === '//') return asValue(Math.floor(a / b), isFloat);
  if (operator === '%') return asValue(a - b * Math.floor(a / b), isFloat);
  if (a === 0 && b < 0) throw fails('0.0 cannot be raised to a negative power');
  return asValue(a ** b, isFloat || b < 0);
}

function repeat(value: Value, times: number): Value | undefined {
  const count = Math.max(0, times);
  if (typeof value === 'string') {
    if (value.length * count > MAX_REPEATED) throw fails('The text would be too long');
    return value.repeat(count);
  }
  const items = isList(value) ? value : value instanceof PyTuple ? value.items : undefined;
  if (!items) return undefined;
  if (items.length * count > MAX_REPEATED) throw fails('The list would be too long');
  const repeated = Array.from({ length: count }, () => items).flat();
  return isList(value) ? repeated : new PyTuple(repeated);
}

function areEqual(a: readonly Value[], b: readonly Value[]): boolean {
  return a.length === b.length && a.every((item, index) => isEqual(item, b[index] ?? null));
}

function orderOfItems(a: readonly Value[], b: readonly Value[], operator: string): number {
  for (const [index, item] of a.entries()) {
    if (index >= b.length) break;
    const other = b[index] ?? null;
    if (!isEqual(item, other)) return orderOf(item, other, operator);
  }
  return a.length - b.length;
}
