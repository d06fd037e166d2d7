import { bind, wholeNumber } from '../call-arguments.js';
import { fixed } from '../number-format.js';
import { asValue, numeric } from '../operators.js';
import { textOf } from '../python-text.js';
import { fails, isTrue, PyFloat, typeName, Undefined, type Arguments, type Value } from '../values.js';
import type { FilterTable } from './filter.js';

const DECIMAL_UNITS = ['kB', 'MB', 'GB', 'TB', 'PB', 'EB', 'ZB', 'YB'];
const BINARY_UNITS = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB', 'ZiB', 'YiB'];

/** Filters that make numbers, or calculate with one. */
export const NUMBER_FILTERS: FilterTable = [
  ['int', (value, args) => toInt(value, args)],
  [
    'float',
    (value, args) => {
      const [fallback = new PyFloat(0)] = bind(args, 'default');
      const number = toFloat(value);
      return number === undefined ? fallback : new PyFloat(number);
    },
  ],
  [
    'abs',
    (value) => {
      const number = numberOf(value);
      return asValue(Math.abs(number.value), number.isFloat);
    },
  ],
  ['round', (value, args) => rounded(value, args)],
  ['filesizeformat', (value, args) => fileSize(numberOf(value).value, bind(args, 'binary')[0] ?? false)],
];

function numberOf(value: Value): { value: number; isFloat: boolean } {
  const number = numeric(value);
  if (number) return number;
  if (value instanceof Undefined) throw value.error();
  throw fails(`a number is required, not ${typeName(value)}`);
}

function toInt(value: Value, args: Arguments): Value {
  const [fallback = 0, base] = bind(args, 'default', 'base');
  if (value instanceof Undefined) throw value.error();
  const text = typeof value === 'string' ? parseWhole(value, wholeNumber(base, 10)) : undefined;
  const number = text ?? toFloat(value);
  return number === undefined || !Number.isFinite(number) ? fallback : asValue(Math.trunc(number), false);
}

const PREFIXES: Readonly<Record<string, number>> = { '0b': 2, '0o': 8, '0x': 16 };

/** Python's `int(text, base)`; undefined for what is no such number. */
function parseWhole(text: string, base: number): number | undefined {
  const [, sign = '', prefix = '', digits = ''] =
    /^\s*([-+]?)(0[box])?([\da-z]+(?:_[\da-z]+)*)\s*$/.exec(text.toLowerCase()) ?? [];
  const ofPrefix = PREFIXES[prefix];
  if (ofPrefix !== undefined && base !== 0 && base !== ofPrefix) return undefined;
  const radix = base === 0 ? (ofPrefix ?? 10) : base;
  const plain = digits.replaceAll('_', '');
  if (plain === '' || radix < 2 || radix > 36) return undefined;
  if ([...plain].some((digit) => Number.isNaN(parseInt(digit, radix)))) return undefined;
  return parseInt(plain, radix) * (sign === '-' ? -1 : 1);
}

function toFloat(value: Value): number | undefined {
  if (value instanceof Undefined) throw value.error();
  if (typeof value !== 'string') return numeric(value)?.value;
  const text = value.trim().replace(/(?<=\d)_(?=\d)/g, '');
  if (/^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(text)) return Number(text);
  const [, sign, word] = /^([-+]?)(inf|infinity|nan)$/i.exec(text) ?? [];
  if (word === undefined) return undefined;
  return word.toLowerCase() === 'nan' ? NaN : sign === '-' ? -Infinity : Infinity;
}

function rounded(value: Value, args: Arguments): Value {
  const [precision, method] = bind(args, 'precision', 'method');
  const number = numberOf(value);
  const places = wholeNumber(precision, 0);
  const how = method === undefined ? 'common' : textOf(method);
  if (!['common', 'ceil', 'floor'].includes(how)) throw fails('method must be common, ceil or floor');
  if (how !== 'common') {
    const by = 10 ** places;
    const whole = how === 'ceil' ? Math.ceil(number.value * by) : Math.floor(number.value * by);
    return new PyFloat(whole / by);
  }
  if (!number.isFloat && places >= 0) return number.value;
  if (places >= 0) return new PyFloat(Number(fixed(number.value, places)));
  const unit = 10 ** -places;
  return asValue(Number(fixed(number.value / unit, 0)) * unit, number.isFloat);
}

function fileSize(bytes: number, binary: Value): string {
  const [base, units] = isTrue(binary) ? [1024, BINARY_UNITS] : [1000, DECIMAL_UNITS];
  if (bytes === 1) return '1 Byte';
  if (bytes < base) return `${Math.trunc(bytes)} Bytes`;
  let unit = base;
  for (const [index, name] of units.entries()) {
    unit *= base;
    if (bytes < unit || index === units.length - 1) return `${fixed((base * bytes) / unit, 1)} ${name}`;
  }
  return '';
}
