import { splitLines } from '../textfsm/python-lines.js';
import { bind, givenText, required, wholeNumber } from './call-arguments.js';
import { SPLITTING_METHODS } from './string-splitting.js';
import { padding, positionOf, sizeOf } from './code-points.js';
import type { MethodTable } from './method-table.js';
import { textOf } from './python-text.js';
import { fails, listOf, PyTuple, typeName, type Arguments, type Value } from './values.js';

const MAX_WIDTH = 1_000_000;
const TAB_SIZE = 8;

export const STRING_METHODS: MethodTable<string> = new Map<string, (self: string, args: Arguments) => Value>([
  ...SPLITTING_METHODS,
  ['upper', (self) => self.toUpperCase()],
  ['lower', (self) => self.toLowerCase()],
  ['casefold', (self) => self.toLowerCase()],
  ['capitalize', capitalize],
  ['title', (self) => self.replace(/\p{L}+/gu, (word) => capitalize(word))],
  [
    'swapcase',
    (self) => [...self].map((c) => (c === c.toUpperCase() ? c.toLowerCase() : c.toUpperCase())).join(''),
  ],
  ['strip', (self, args) => trimmed(self, bind(args, 'chars')[0], 'both')],
  ['lstrip', (self, args) => trimmed(self, bind(args, 'chars')[0], 'start')],
  ['rstrip', (self, args) => trimmed(self, bind(args, 'chars')[0], 'end')],
  ['startswith', (self, args) => affixes(args).some((affix) => self.startsWith(affix))],
  ['endswith', (self, args) => affixes(args).some((affix) => self.endsWith(affix))],
  ['removeprefix', (self, args) => removed(self, args, 'prefix')],
  ['removesuffix', (self, args) => removed(self, args, 'suffix')],
  [
    'replace',
    (self, args) => {
      const [old, by, count] = bind(args, 'old', 'new', 'count');
      return replaced(
        self,
        textOf(required(old, 'old')),
        textOf(required(by, 'new')),
        wholeNumber(count, -1),
      );
    },
  ],
  ['find', (self, args) => positionOf(self, self.indexOf(needle(args)))],
  ['rfind', (self, args) => positionOf(self, self.lastIndexOf(needle(args)))],
  ['index', (self, args) => found(positionOf(self, self.indexOf(needle(args))))],
  ['rindex', (self, args) => found(positionOf(self, self.lastIndexOf(needle(args))))],
  ['count', (self, args) => self.split(needle(args)).length - 1],
  [
    'join',
    (self, args) =>
      listOf(required(bind(args, 'iterable')[0], 'iterable'))
        .map(stringItem)
        .join(self),
  ],
  ['splitlines', (self) => splitLines(self)],
  ['expandtabs', (self, args) => expanded(self, wholeNumber(bind(args, 'tabsize')[0], TAB_SIZE))],
  ['zfill', (self, args) => zeroFilled(self, width(args))],
  ['ljust', (self, args) => self + padding(self, width(args), fillOf(args))],
  ['rjust', (self, args) => padding(self, width(args), fillOf(args)) + self],
  ['center', (self, args) => centered(self, width(args), fillOf(args))],
  ['isdigit', (self) => /^\p{Nd}+$/u.test(self)],
  ['isdecimal', (self) => /^\p{Nd}+$/u.test(self)],
  ['isnumeric', (self) => /^\p{N}+$/u.test(self)],
  ['isalpha', (self) => /^\p{L}+$/u.test(self)],
  ['isalnum', (self) => /^[\p{L}\p{N}]+$/u.test(self)],
  ['isspace', (self) => /^\s+$/.test(self)],
  ['isupper', (self) => self !== self.toLowerCase() && self === self.toUpperCase()],
  ['islower', (self) => self !== self.toUpperCase() && self === self.toLowerCase()],
  ['istitle', (self) => self !== '' && self === self.replace(/\p{L}+/gu, (word) => capitalize(word))],
]);

export function capitalize(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase();
}

/** Python's `strip`: white space, or any of the given letters. */
export function trimmed(text: string, chars: Value | undefined, where: 'both' | 'start' | 'end'): string {
  const letters = chars === undefined || chars === null ? undefined : new Set(textOf(chars));
  const isTrimmed = (letter: string): boolean => (letters ? letters.has(letter) : /\s/.test(letter));
  const all = [...text];
  let [start, end] = [0, all.length];
  if (where !== 'end') while (start < end && isTrimmed(all[start] ?? '')) start++;
  if (where !== 'start') while (end > start && isTrimmed(all[end - 1] ?? '')) end--;
  return all.slice(start, end).join('');
}

/** @param count how many at most; negative replaces all */
export function replaced(text: string, old: string, by: string, count: number): string {
  let left = count < 0 ? Infinity : count;
  return text.replaceAll(old, (all) => (left-- > 0 ? by : all));
}

/** Python's `center`: an odd blank goes to the left when the width is odd as well. */
export function centered(text: string, width: number, fill = ' '): string {
  const missing = Math.max(0, width - sizeOf(text));
  const left = Math.floor(missing / 2) + (missing & width & 1);
  return fill.repeat(left) + text + fill.repeat(missing - left);
}

/** Python's `expandtabs`: blanks up to the next column that `tabSize` divides, from each line's start. */
function expanded(text: string, tabSize: number): string {
  const step = Math.max(0, tabSize);
  if ((text.split('\t').length - 1) * step > MAX_WIDTH) throw fails('The text would be too long');
  let column = 0;
  return text.replace(/\t|[\r\n]|[^\t\r\n]+/g, (piece) => {
    if (piece !== '\t') {
      column = piece === '\n' || piece === '\r' ? 0 : column + sizeOf(piece);
      return piece;
    }
    const blanks = step === 0 ? 0 : step - (column % step);
    column += blanks;
    return ' '.repeat(blanks);
  });
}

function affixes(args: Arguments): string[] {
  const affix = required(bind(args, 'affix')[0], 'affix');
  return affix instanceof PyTuple ? affix.items.map(textOf) : [stringItem(affix)];
}

function removed(text: string, args: Arguments, side: 'prefix' | 'suffix'): string {
  const affix = textOf(required(bind(args, side)[0], side));
  if (affix === '') return text;
  if (side === 'prefix') return text.startsWith(affix) ? text.slice(affix.length) : text;
  return text.endsWith(affix) ? text.slice(0, -affix.length) : text;
}

function needle(args: Arguments): string {
  return stringItem(required(bind(args, 'sub')[0], 'sub'));
}

function found(index: number): number {
  if (index === -1) throw fails('substring not found');
  return index;
}

function stringItem(value: Value): string {
  if (typeof value === 'string') return value;
  throw fails(`expected str, ${typeName(value)} found`);
}

function width(args: Arguments): number {
  const value = wholeNumber(bind(args, 'width', 'fillchar')[0], 0);
  if (value > MAX_WIDTH) throw fails('The width is over 1,000,000');
  return value;
}

function fillOf(args: Arguments): string {
  const fill = givenText(bind(args, 'width', 'fillchar')[1], ' ');
  if (sizeOf(fill) !== 1) throw fails('The fill character must be exactly one character long');
  return fill;
}

function zeroFilled(text: string, size: number): string {
  const sign = /^[-+]/.exec(text)?.[0] ?? '';
  return sign + padding(text, size, '0') + text.slice(sign.length);
}
