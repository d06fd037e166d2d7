import { bind, required, wholeNumber } from './call-arguments.js';
import { textOf } from './python-text.js';
import { fails, PyTuple, type Arguments, type Value } from './values.js';

/** Python's `split`, `rsplit`, `partition`, `rpartition`. */
export const SPLITTING_METHODS: readonly (readonly [string, (self: string, args: Arguments) => Value])[] = [
  ['split', (self, args) => split(self, args, 'left')],
  ['rsplit', (self, args) => split(self, args, 'right')],
  ['partition', (self, args) => partition(self, args, 'left')],
  ['rpartition', (self, args) => partition(self, args, 'right')],
];

function split(text: string, args: Arguments, from: 'left' | 'right'): string[] {
  const [separator, maximum] = bind(args, 'sep', 'maxsplit');
  const most = wholeNumber(maximum, -1);
  if (separator === undefined || separator === null) return splitBlanks(text, most, from);
  const by = textOf(separator);
  if (by === '') throw fails('empty separator');
  const parts = text.split(by);
  if (most < 0 || parts.length <= most + 1) return parts;
  if (from === 'left') return [...parts.slice(0, most), parts.slice(most).join(by)];
  const rest = parts.length - most;
  return [parts.slice(0, rest).join(by), ...parts.slice(rest)];
}

function splitBlanks(text: string, most: number, from: 'left' | 'right'): string[] {
  const words = [...text.matchAll(/\S+/g)];
  if (most < 0 || words.length <= most + 1) return words.map(([word]) => word);
  if (from === 'left') {
    const rest = words[most];
    return [...words.slice(0, most).map(([word]) => word), text.slice(rest?.index).trimEnd()];
  }
  const firstKept = words[words.length - most];
  return [text.slice(0, firstKept?.index).trim(), ...words.slice(words.length - most).map(([word]) => word)];
}

function partition(text: string, args: Arguments, from: 'left' | 'right'): PyTuple {
  const separator = textOf(required(bind(args, 'sep')[0], 'sep'));
  if (separator === '') throw fails('empty separator');
  const index = from === 'left' ? text.indexOf(separator) : text.lastIndexOf(separator);
  if (index === -1) return new PyTuple(from === 'left' ? [text, '', ''] : ['', '', text]);
  return new PyTuple([text.slice(0, index), separator, text.slice(index + separator.length)]);
}
