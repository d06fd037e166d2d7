import { DICT_METHODS } from './dict-methods.js';
import { LIST_METHODS, TUPLE_METHODS } from './list-methods.js';
import type { MethodTable } from './method-table.js';
import { STRING_METHODS } from './string-methods.js';
import { isList, PyFunction, PyTuple, type Value } from './values.js';

/** A method of Python's own types, bound to its value; undefined when there is none. */
export function methodOf(value: Value, name: string): PyFunction | undefined {
  if (typeof value === 'string') return bound(STRING_METHODS, value, name);
  if (isList(value)) return bound(LIST_METHODS, value as Value[], name);
  if (value instanceof PyTuple) return bound(TUPLE_METHODS, value, name);
  return value instanceof Map ? bound(DICT_METHODS, value, name) : undefined;
}

function bound<T>(table: MethodTable<T>, self: T, name: string): PyFunction | undefined {
  const method = table.get(name);
  return method && new PyFunction(name, (args) => method(self, args));
}
