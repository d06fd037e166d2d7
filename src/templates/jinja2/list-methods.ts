import { bind, required, wholeNumber } from './call-arguments.js';
import type { MethodTable } from './method-table.js';
import { isEqual, orderOf } from './operators.js';
import { fails, isTrue, listOf, type PyTuple, type Value } from './values.js';

export const LIST_METHODS: MethodTable<Value[]> = new Map([
  [
    'append',
    (self, args) => {
      self.push(required(bind(args, 'object')[0], 'object'));
      return null;
    },
  ],
  [
    'extend',
    (self, args) => {
      for (const item of listOf(required(bind(args, 'iterable')[0], 'iterable'))) self.push(item);
      return null;
    },
  ],
  [
    'insert',
    (self, args) => {
      const [index, object] = bind(args, 'index', 'object');
      self.splice(wholeNumber(index, 0), 0, required(object, 'object'));
      return null;
    },
  ],
  [
    'pop',
    (self, args) => {
      const [removed] = self.splice(wholeNumber(bind(args, 'index')[0], -1), 1);
      if (removed === undefined) throw fails('pop from empty list');
      return removed;
    },
  ],
  [
    'remove',
    (self, args) => {
      self.splice(indexIn(self, required(bind(args, 'value')[0], 'value')), 1);
      return null;
    },
  ],
  ['index', (self, args) => indexIn(self, required(bind(args, 'value')[0], 'value'))],
  ['count', (self, args) => countIn(self, required(bind(args, 'value')[0], 'value'))],
  [
    'reverse',
    (self) => {
      self.reverse();
      return null;
    },
  ],
  [
    'sort',
    (self, args) => {
      const [reverse] = bind(args, 'reverse');
      self.sort((a, b) => (reverse !== undefined && isTrue(reverse) ? orderOf(b, a) : orderOf(a, b)));
      return null;
    },
  ],
  [
    'clear',
    (self) => {
      self.length = 0;
      return null;
    },
  ],
  ['copy', (self) => [...self]],
]);

export const TUPLE_METHODS: MethodTable<PyTuple> = new Map([
  ['index', ({ items }, args) => indexIn(items, required(bind(args, 'value')[0], 'value'))],
  ['count', ({ items }, args) => countIn(items, required(bind(args, 'value')[0], 'value'))],
]);

function indexIn(items: readonly Value[], value: Value): number {
  const index = items.findIndex((item) => isEqual(item, value));
  if (index === -1) throw fails('The value is not in the list');
  return index;
}

function countIn(items: readonly Value[], value: Value): number {
  return items.filter((item) => isEqual(item, value)).length;
}
