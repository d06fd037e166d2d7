import { firstOf, sizeOf } from './code-points.js';
import { exponential, fixed, general, grouped } from './number-format.js';
import { numeric } from './operators.js';
import { floatText, textOf } from './python-text.js';
import { fails, PyFloat, typeName, Undefined, type Value } from './values.js';

const SPEC =
  /^(?:(?<fill>[\s\S])?(?<align>[<>=^]))?(?<sign>[-+ ])?(?<alternate>#)?(?<zero>0)?(?<width>\d+)?(?<grouping>[,_])?(?:\.(?<precision>\d+))?(?<type>[bcdeEfFgGnosxX%])?$/;
const MAX_WIDTH = 10_000;

/** Python's `format(value, spec)`. @throws TemplateError for a spec that is none, or is for other types */
export function formatValue(value: Value, spec: string): string {
  if (spec === '') return textOf(value);
  const { groups } = SPEC.exec(spec) ?? {};
  if (!groups) throw fails(`Invalid format specifier '${spec}'`);
  if (value instanceof Undefined) throw value.error();
  const { type, width: widthText = '0', zero, fill = zero ?? ' ' } = groups;
  const number = type === 's' || typeof value === 'string' ? undefined : numeric(value);
  const width = Number(widthText);
  if (width > MAX_WIDTH) throw fails('The width is over 10,000');
  if (!number) {
    if (type !== undefined && type !== 's')
      throw fails(`Unknown format code '${type}' for object of type '${typeName(value)}'`);
    const whole = textOf(value);
    const text = groups.precision === undefined ? whole : firstOf(whole, Number(groups.precision));
    return aligned('', text, width, fill, groups.align ?? '<');
  }
  const sign = number.value < 0 ? '-' : groups.sign === '+' ? '+' : groups.sign === ' ' ? ' ' : '';
  const digits = digitsOf(Math.abs(number.value), value instanceof PyFloat, groups);
  return aligned(sign, digits, width, fill, groups.align ?? (zero === undefined ? '>' : '='));
}

function digitsOf(
  value: number,
  isFloat: boolean,
  groups: Readonly<Record<string, string | undefined>>,
): string {
  const { type, grouping, alternate } = groups;
  const precision = groups.precision === undefined ? undefined : Number(groups.precision);
  const withGroups = (text: string): string => (grouping === undefined ? text : grouped(text, grouping));
  const prefix = alternate === undefined ? '' : `0${type ?? ''}`;
  if (type === 'f' || type === 'F') return withGroups(fixed(value, precision ?? 6));
  if (type === '%') return `${fixed(value * 100, precision ?? 6)}%`;
  if (type === 'e') return exponential(value, precision ?? 6);
  if (type === 'E') return exponential(value, precision ?? 6).toUpperCase();
  if (type === 'g' || type === 'n') return withGroups(general(value, precision ?? 6));
  if (type === 'G') return general(value, precision ?? 6).toUpperCase();
  if (isFloat) {
    if (type !== undefined) throw fails(`Unknown format code '${type}' for object of type 'float'`);
    return withGroups(precision === undefined ? floatText(value) : general(value, precision));
  }
  if (type === 'x') return prefix + value.toString(16);
  if (type === 'X') return prefix + value.toString(16).toUpperCase();
  if (type === 'o') return prefix + value.toString(8);
  if (type === 'b') return prefix + value.toString(2);
  if (type === 'c') return String.fromCodePoint(value);
  return withGroups(String(value));
}

function aligned(sign: string, text: string, width: number, fill: string, align: string): string {
  const missing = width - sign.length - sizeOf(text);
  if (missing <= 0) return sign + text;
  if (align === '=') return sign + fill.repeat(missing) + text;
  if (align === '<') return sign + text + fill.repeat(missing);
  if (align === '>') return fill.repeat(missing) + sign + text;
  const before = Math.floor(missing / 2);
  return fill.repeat(before) + sign + text + fill.repeat(missing - before);
}
