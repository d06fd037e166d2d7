import { bind, givenText, required, wholeNumber } from '../call-arguments.js';
import { DictView } from '../dict-view.js';
import { calculate, isEqual, orderOf } from '../operators.js';
import { textOf } from '../python-text.js';
import {
  elementsOf,
  fails,
  isTrue,
  listOf,
  PyTuple,
  typeName,
  Undefined,
  type Arguments,
  type Value,
} from '../values.js';
import { attributeGetter, attributeGetters, ignoringCase } from './attribute-getter.js';
import type { FilterContext, FilterTable } from './filter.js';

/** Filters over the elements of something. */
export const SEQUENCE_FILTERS: FilterTable = [
  ['length', lengthOf],
  ['count', lengthOf],
  ['list', (value) => listOf(value)],
  ['first', (value, _args, { isStrict }) => endOf(listOf(value), 0, isStrict)],
  ['last', (value, _args, { isStrict }) => endOf(listOf(value), -1, isStrict)],
  ['random', (value, _args, { isStrict }) => randomOf(listOf(value), isStrict)],
  [
    'reverse',
    (value) => (typeof value === 'string' ? [...value].reverse().join('') : listOf(value).reverse()),
  ],
  [
    'join',
    (value, args, { isStrict }) => {
      const [separator, attribute] = bind(args, 'd', 'attribute');
      const get = attributeGetter(attribute, isStrict);
      return listOf(value)
        .map((item) => textOf(get(item)))
        .join(givenText(separator, ''));
    },
  ],
  [
    'sum',
    (value, args, { isStrict }) => {
      const [attribute, start = 0] = bind(args, 'attribute', 'start');
      const get = attributeGetter(attribute, isStrict);
      return listOf(value).reduce<Value>((sum, item) => calculate('+', sum, get(item)), start);
    },
  ],
  ['min', (value, args, context) => extreme(value, args, context, -1)],
  ['max', (value, args, context) => extreme(value, args, context, 1)],
  ['unique', (value, args, context) => unique(value, args, context)],
  ['sort', (value, args, context) => sorted(value, args, context)],
  ['dictsort', (value, args) => dictSorted(value, args)],
  ['items', (value) => itemsOf(value)],
  ['batch', (value, args) => batched(listOf(value), args)],
  ['slice', (value, args) => slicedInto(listOf(value), args)],
  ['groupby', (value, args, context) => grouped(value, args, context)],
];

function lengthOf(value: Value): number {
  if (value instanceof Map) return value.size;
  if (value === null || typeof value === 'number' || typeof value === 'boolean')
    throw fails(`object of type '${typeName(value)}' has no len()`);
  return typeof value === 'string' ? [...value].length : listOf(value).length;
}

function endOf(items: readonly Value[], index: number, isStrict: boolean): Value {
  return items.at(index) ?? nothingIfEmpty(items, isStrict);
}

function randomOf(items: readonly Value[], isStrict: boolean): Value {
  return items[Math.floor(Math.random() * items.length)] ?? nothingIfEmpty(items, isStrict);
}

/** An element may be None. */
function nothingIfEmpty(items: readonly Value[], isStrict: boolean): Value {
  return items.length > 0 ? null : new Undefined('The sequence was empty', isStrict);
}

function caseKey(caseSensitive: Value | undefined): (value: Value) => Value {
  return caseSensitive !== undefined && isTrue(caseSensitive) ? (value) => value : ignoringCase;
}

function extreme(value: Value, args: Arguments, { isStrict }: FilterContext, direction: 1 | -1): Value {
  const [caseSensitive, attribute] = bind(args, 'case_sensitive', 'attribute');
  const [get, key] = [attributeGetter(attribute, isStrict), caseKey(caseSensitive)];
  const items = listOf(value);
  const [first] = items;
  if (first === undefined) return new Undefined('No aggregated item, sequence was empty', isStrict);
  return items.reduce(
    (best, item) => (orderOf(key(get(item)), key(get(best))) * direction > 0 ? item : best),
    first,
  );
}

function unique(value: Value, args: Arguments, { isStrict }: FilterContext): Value[] {
  const [caseSensitive, attribute] = bind(args, 'case_sensitive', 'attribute');
  const [get, key] = [attributeGetter(attribute, isStrict), caseKey(caseSensitive)];
  const seen = new Set<unknown>();
  const others: Value[] = [];
  return listOf(value).filter((item) => {
    const mark = key(get(item));
    if (typeof mark === 'string' || typeof mark === 'number') return !seen.has(mark) && seen.add(mark);
    return !others.some((other) => isEqual(other, mark)) && others.push(mark);
  });
}

function sorted(value: Value, args: Arguments, { isStrict }: FilterContext): Value[] {
  const [reverse, caseSensitive, attribute] = bind(args, 'reverse', 'case_sensitive', 'attribute');
  const [get, key] = [attributeGetters(attribute, isStrict), caseKey(caseSensitive)];
  const direction = reverse !== undefined && isTrue(reverse) ? -1 : 1;
  const marked = listOf(value).map((item) => ({ item, mark: get(item).map(key) }));
  return marked.sort((a, b) => orderOf(a.mark, b.mark) * direction).map(({ item }) => item);
}

function dictSorted(value: Value, args: Arguments): Value[] {
  const [caseSensitive, by, reverse] = bind(args, 'case_sensitive', 'by', 'reverse');
  if (!(value instanceof Map)) throw fails('dictsort takes a dict');
  const name = givenText(by, 'key');
  if (name !== 'key' && name !== 'value') throw fails('You can only sort by either "key" or "value"');
  const key = caseKey(caseSensitive);
  const direction = reverse !== undefined && isTrue(reverse) ? -1 : 1;
  const marked = [...value].map(([field, item]) => ({
    field,
    item,
    mark: key(name === 'key' ? field : item),
  }));
  return marked
    .sort((a, b) => orderOf(a.mark, b.mark) * direction)
    .map(({ field, item }) => new PyTuple([field, item]));
}

function itemsOf(value: Value): Value {
  if (value instanceof Undefined) return [];
  if (!(value instanceof Map)) throw fails('Can only get item pairs from a mapping.');
  return new DictView('dict_items', () => [...value].map(([key, item]) => new PyTuple([key, item])));
}

function batched(items: readonly Value[], args: Arguments): Value[] {
  const [lineCount, fill] = bind(args, 'linecount', 'fill_with');
  const size = wholeNumber(required(lineCount, 'linecount'), 0);
  if (size < 1) throw fails('linecount must be 1 or more');
  const batches: Value[][] = [];
  for (let at = 0; at < items.length; at += size) batches.push(items.slice(at, at + size));
  const last = batches.at(-1);
  if (fill !== undefined && fill !== null) while (last && last.length < size) last.push(fill);
  return batches;
}

function slicedInto(items: readonly Value[], args: Arguments): Value[] {
  const [count, fill] = bind(args, 'slices', 'fill_with');
  const slices = wholeNumber(required(count, 'slices'), 0);
  if (slices < 1) throw fails('slices must be 1 or more');
  const perSlice = Math.floor(items.length / slices);
  const longer = items.length % slices;
  let start = 0;
  return Array.from({ length: slices }, (_, index) => {
    const size = perSlice + (index < longer ? 1 : 0);
    const slice = items.slice(start, start + size);
    start += size;
    return fill !== undefined && fill !== null && index >= longer ? [...slice, fill] : slice;
  });
}

function grouped(value: Value, args: Arguments, { isStrict }: FilterContext): Value[] {
  const [attribute, fallback, caseSensitive] = bind(args, 'attribute', 'default', 'case_sensitive');
  const get = attributeGetter(required(attribute, 'attribute'), isStrict, fallback);
  const key = caseKey(caseSensitive);
  const marked = [...elementsOf(value)].map((item) => ({ item, mark: key(get(item)) }));
  marked.sort((a, b) => orderOf(a.mark, b.mark));
  const groups: { mark: Value; items: Value[] }[] = [];
  for (const { item, mark } of marked) {
    const last = groups.at(-1);
    if (last && isEqual(last.mark, mark)) last.items.push(item);
    else groups.push({ mark, items: [item] });
  }
  return groups.map(({ items }) => new PyTuple([get(items[0] ?? null), items], ['grouper', 'list']));
}
