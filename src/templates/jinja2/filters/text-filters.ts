import { firstOf, sizeOf } from '../code-points.js';
import { splitLines } from '../../textfsm/python-lines.js';
import { bind, givenText, required, wholeNumber } from '../call-arguments.js';
import { percentFormat } from '../percent-format.js';
import { textOf } from '../python-text.js';
import { capitalize, centered, replaced, trimmed } from '../string-methods.js';
import { wrapped } from '../text-wrap.js';
import { fails, isTrue, PyTuple, type Arguments, type Value } from '../values.js';
import type { FilterTable } from './filter.js';

/** `truncate` leaves a text alone that is longer by no more than this: Jinja2's policy `truncate.leeway`. */
const LEEWAY = 5;
const DEFAULT_WRAP = 79;
const DEFAULT_LENGTH = 255;
const DEFAULT_CENTER = 80;
const MAX_WIDTH = 1_000_000;

/** Filters that make a text of a text. */
export const TEXT_FILTERS: FilterTable = [
  ['upper', (value) => textOf(value).toUpperCase()],
  ['lower', (value) => textOf(value).toLowerCase()],
  ['capitalize', (value) => capitalize(textOf(value))],
  [
    'title',
    (value) =>
      textOf(value)
        .split(/([-\s({[<]+)/)
        .map(capitalize)
        .join(''),
  ],
  ['string', (value) => textOf(value)],
  ['safe', (value) => textOf(value)],
  ['trim', (value, args) => trimmed(textOf(value), bind(args, 'chars')[0], 'both')],
  [
    'replace',
    (value, args) => {
      const [old, by, count] = bind(args, 'old', 'new', 'count');
      const most = wholeNumber(count, -1);
      return replaced(textOf(value), textOf(required(old, 'old')), textOf(required(by, 'new')), most);
    },
  ],
  ['indent', (value, args) => indented(textOf(value), args)],
  ['truncate', (value, args) => truncated(textOf(value), args)],
  ['center', (value, args) => centered(textOf(value), widthOf(bind(args, 'width')[0], DEFAULT_CENTER))],
  ['wordcount', (value) => textOf(value).match(/[\p{L}\p{N}_]+/gu)?.length ?? 0],
  [
    'wordwrap',
    (value, args) => {
      const [width, breakLong, separator] = bind(
        args,
        'width',
        'break_long_words',
        'wrapstring',
        'break_on_hyphens',
      ).slice(0, 3);
      const doesBreak = breakLong === undefined || isTrue(breakLong);
      return splitLines(textOf(value))
        .map((line) =>
          wrapped(line, wholeNumber(width, DEFAULT_WRAP), doesBreak).join(givenText(separator, '\n')),
        )
        .join(givenText(separator, '\n'));
    },
  ],
  ['format', (value, args) => percentFormat(textOf(value), formatValues(args))],
];

function formatValues({ positional, named }: Arguments): Value {
  if (positional.length > 0 && named.size > 0) throw fails('format takes positions or names, not both');
  return named.size > 0 ? new Map(named) : new PyTuple(positional);
}

function indented(text: string, args: Arguments): string {
  const [width, first, blank] = bind(args, 'width', 'first', 'blank');
  const indention = typeof width === 'string' ? width : ' '.repeat(widthOf(width, 4));
  const lines = splitLines(`${text}\n`);
  const all = blank !== undefined && isTrue(blank);
  const [head = '', ...rest] = lines;
  const body = [head, ...rest.map((line) => (line !== '' || all ? indention + line : line))].join('\n');
  return first !== undefined && isTrue(first) ? indention + body : body;
}

function truncated(text: string, args: Arguments): string {
  const [length, killWords, ending, leeway] = bind(args, 'length', 'killwords', 'end', 'leeway');
  const most = wholeNumber(length, DEFAULT_LENGTH);
  const end = givenText(ending, '...');
  if (sizeOf(text) <= most + wholeNumber(leeway, LEEWAY)) return text;
  const cut = firstOf(text, Math.max(0, most - sizeOf(end)));
  if (killWords !== undefined && isTrue(killWords)) return cut + end;
  const lastBlank = cut.lastIndexOf(' ');
  return (lastBlank === -1 ? cut : cut.slice(0, lastBlank)) + end;
}

function widthOf(value: Value | undefined, fallback: number): number {
  const width = wholeNumber(value, fallback);
  if (width > MAX_WIDTH) throw fails('The width is over 1,000,000');
  return Math.max(0, width);
}
