import { bind, required } from './call-arguments.js';
import type { FilterContext } from './filters/filter.js';
import { compare, isEqual, numeric } from './operators.js';
import type { ComparisonOperator } from './ast.js';
import { textOf } from './python-text.js';
import {
  fails,
  isList,
  PyFloat,
  PyFunction,
  PyObject,
  PyTuple,
  typeName,
  Undefined,
  type Arguments,
  type Value,
} from './values.js';

export type ValueTest = (value: Value, args: Arguments, context: FilterContext) => boolean;

const COMPARISONS: readonly (readonly [ComparisonOperator, readonly string[]])[] = [
  ['==', ['eq', 'equalto', '==']],
  ['!=', ['ne', '!=']],
  ['>', ['gt', 'greaterthan', '>']],
  ['>=', ['ge', '>=']],
  ['<', ['lt', 'lessthan', '<']],
  ['<=', ['le', '<=']],
  ['in', ['in']],
];

/** What may stand behind `is`. `filter` and `test` are known to who knows the tables. */
export const VALUE_TESTS: ReadonlyMap<string, ValueTest> = new Map<string, ValueTest>([
  ['defined', (value) => !(value instanceof Undefined)],
  ['undefined', (value) => value instanceof Undefined],
  ['none', (value) => value === null],
  ['boolean', (value) => typeof value === 'boolean'],
  ['true', (value) => value === true],
  ['false', (value) => value === false],
  ['integer', (value) => typeof value === 'number'],
  ['float', (value) => value instanceof PyFloat],
  ['number', (value) => numeric(value) !== undefined],
  ['string', (value) => typeof value === 'string'],
  ['mapping', (value) => value instanceof Map],
  ['sequence', (value) => isContainer(value)],
  [
    'iterable',
    (value) => isContainer(value) || (value instanceof PyObject && value.elements() !== undefined),
  ],
  ['callable', (value) => value instanceof PyFunction],
  ['escaped', () => false],
  ['odd', (value) => remainder(value, 2) === 1],
  ['even', (value) => remainder(value, 2) === 0],
  ['divisibleby', (value, args) => remainder(value, whole(required(bind(args, 'num')[0], 'num'))) === 0],
  [
    'lower',
    (value) => textOf(value) !== textOf(value).toUpperCase() && textOf(value) === textOf(value).toLowerCase(),
  ],
  [
    'upper',
    (value) => textOf(value) !== textOf(value).toLowerCase() && textOf(value) === textOf(value).toUpperCase(),
  ],
  [
    'sameas',
    (value, args) => {
      const other = required(bind(args, 'other')[0], 'other');
      return (
        typeName(value) === typeName(other) && (value === other || (isPlain(value) && isEqual(value, other)))
      );
    },
  ],
  ...COMPARISONS.flatMap(([operator, names]) =>
    names.map((name): [string, ValueTest] => [
      name,
      (value, args) => compare(operator, value, required(bind(args, 'other')[0], 'other')),
    ]),
  ),
]);

function isContainer(value: Value): boolean {
  const hasLength = value instanceof PyObject && value.elements() !== undefined;
  return (
    typeof value === 'string' ||
    isList(value) ||
    value instanceof PyTuple ||
    value instanceof Map ||
    hasLength
  );
}

function isPlain(value: Value): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function whole(value: Value): number {
  const number = numeric(value)?.value;
  if (number !== undefined) return number;
  if (value instanceof Undefined) throw value.error();
  throw fails(`a number is required, not ${typeName(value)}`);
}

/** Python's `%`: of the divisor's sign. */
function remainder(value: Value, by: number): number {
  if (by === 0) throw fails('division by zero');
  const number = whole(value);
  return number - by * Math.floor(number / by);
}
