import { bind, wholeNumber } from '../call-arguments.js';
import { pairsOf } from '../dict-methods.js';
import { jsonText } from '../json-text.js';
import { reprOf, textOf } from '../python-text.js';
import { isList, PyTuple, type Value } from '../values.js';
import type { FilterTable } from './filter.js';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  "'": '&#39;',
  '"': '&#34;',
};

/** Filters that write a value in another format. */
export const ENCODING_FILTERS: FilterTable = [
  ['escape', (value) => escaped(value)],
  ['e', (value) => escaped(value)],
  ['forceescape', (value) => escaped(value)],
  [
    'striptags',
    (value) =>
      textOf(value)
        .replace(/<!--[\s\S]*?-->|<[^<>]*>/g, '')
        .trim()
        .replace(/\s+/g, ' '),
  ],
  ['urlencode', (value) => urlEncoded(value)],
  [
    'tojson',
    (value, args) => {
      const [indent] = bind(args, 'indent');
      const text = jsonText(value, indent === undefined ? undefined : wholeNumber(indent, 0));
      return text.replace(/[<>&']/g, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`);
    },
  ],
  ['pprint', (value) => reprOf(withSortedKeys(value))],
];

function escaped(value: Value): string {
  return textOf(value).replace(/[&<>'"]/g, (letter) => ENTITIES[letter] ?? letter);
}

function urlEncoded(value: Value): string {
  if (!(value instanceof Map) && !isList(value)) return percentEncoded(textOf(value), '/');
  return pairsOf(value)
    .map((pair) => pair.map((part) => percentEncoded(textOf(part), ' ').replaceAll(' ', '+')).join('='))
    .join('&');
}

/** Python's `quote`. */
function percentEncoded(text: string, safe: string): string {
  return [...text]
    .map((letter) =>
      /[\w.~-]/.test(letter) || letter === safe
        ? letter
        : [...Buffer.from(letter)]
            .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
            .join(''),
    )
    .join('');
}

function withSortedKeys(value: Value): Value {
  if (isList(value)) return value.map(withSortedKeys);
  if (value instanceof PyTuple) return new PyTuple(value.items.map(withSortedKeys));
  if (!(value instanceof Map)) return value;
  const entries = [...value].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  return new Map(entries.map(([key, item]) => [key, withSortedKeys(item)]));
}
