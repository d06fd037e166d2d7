import { bind, required } from './call-arguments.js';
import { DictView } from './dict-view.js';
import type { MethodTable } from './method-table.js';
import { fails, keyOf, listOf, PyTuple, type PyDict, type Value } from './values.js';

export const DICT_METHODS: MethodTable<PyDict> = new Map([
  ['keys', (self) => new DictView('dict_keys', () => self.keys())],
  ['values', (self) => new DictView('dict_values', () => self.values())],
  ['items', (self) => new DictView('dict_items', () => itemsOf(self))],
  [
    'get',
    (self, args) => {
      const [key, fallback = null] = bind(args, 'key', 'default');
      return self.get(keyOf(required(key, 'key'))) ?? (has(self, key) ? null : fallback);
    },
  ],
  [
    'pop',
    (self, args) => {
      const [key, fallback] = bind(args, 'key', 'default');
      const found = self.get(keyOf(required(key, 'key'))) ?? (has(self, key) ? null : fallback);
      if (found === undefined) throw fails('There is no such key');
      self.delete(keyOf(required(key, 'key')));
      return found;
    },
  ],
  [
    'setdefault',
    (self, args) => {
      const [key, fallback = null] = bind(args, 'key', 'default');
      const name = keyOf(required(key, 'key'));
      if (!self.has(name)) self.set(name, fallback);
      return self.get(name) ?? null;
    },
  ],
  [
    'update',
    (self, args) => {
      for (const source of args.positional)
        for (const [key, value] of pairsOf(source)) self.set(keyOf(key), value);
      for (const [key, value] of args.named) self.set(key, value);
      return null;
    },
  ],
  ['copy', (self) => new Map(self)],
  [
    'clear',
    (self) => {
      self.clear();
      return null;
    },
  ],
]);

/** The pairs of a dict, or of a list of pairs. */
export function pairsOf(value: Value): (readonly [Value, Value])[] {
  if (value instanceof Map) return [...value];
  return listOf(value).map((pair) => {
    const [key, item, ...rest] = listOf(pair);
    if (key === undefined || item === undefined || rest.length > 0) throw fails('A dict is made of pairs');
    return [key, item];
  });
}

function has(self: PyDict, key: Value | undefined): boolean {
  return key !== undefined && self.has(keyOf(key));
}

function itemsOf(self: PyDict): Iterable<Value> {
  return [...self].map(([key, value]) => new PyTuple([key, value]));
}
