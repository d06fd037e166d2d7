import { exponential, fixed, general } from './number-format.js';
import { numeric } from './operators.js';
import { reprOf, textOf } from './python-text.js';
import { fails, PyTuple, typeName, Undefined, type Value } from './values.js';

const DIRECTIVE =
  /%(?:\((?<key>[^)]*)\))?(?<flags>[-+ 0#]*)(?<width>\*|\d+)?(?:\.(?<precision>\*|\d+))?[hlL]?(?<type>[\s\S])?/g;
const MAX_WIDTH = 10_000;

/** Python's `format % values`. @throws TemplateError for too few or too many values, or of the wrong type */
export function percentFormat(format: string, values: Value): string {
  const list = values instanceof PyTuple ? values.items : [values];
  let used = 0;
  let isByName = false;
  const take = (): Value => {
    const value = list[used++];
    if (value === undefined) throw fails('not enough arguments for format string');
    return value;
  };
  const text = format.replace(DIRECTIVE, (_all, ...rest: unknown[]) => {
    const directive = rest.at(-1) as Partial<
      Record<'key' | 'flags' | 'width' | 'precision' | 'type', string>
    >;
    const { flags = '', type = '', key } = directive;
    if (type === '%') return '%';
    const width = directive.width === '*' ? Number(textOf(take())) : Number(directive.width ?? 0);
    const precision =
      directive.precision === '*'
        ? Number(textOf(take()))
        : directive.precision && Number(directive.precision);
    if (key !== undefined) isByName = true;
    const value = key === undefined ? take() : named(values, key);
    if (width > MAX_WIDTH) throw fails('The width is over 10,000');
    const padding = 'srac'.includes(type) ? flags.replaceAll('0', '') : flags;
    return padded(converted(type, value, flags, precision === '' ? undefined : precision), width, padding);
  });
  if (!isByName && used < list.length && !(values instanceof Map))
    throw fails('not all arguments converted during string formatting');
  return text;
}

function named(values: Value, key: string): Value {
  if (!(values instanceof Map)) throw fails('format requires a mapping');
  const value = values.get(key);
  if (value === undefined) throw fails(`There is no value "${key}" for the format`);
  return value;
}

function converted(type: string, value: Value, flags: string, precision: number | undefined): string {
  if (type === 's') return textOf(value).slice(0, precision);
  if (type === 'r' || type === 'a') return reprOf(value).slice(0, precision);
  if (type === 'c') return typeof value === 'number' ? String.fromCodePoint(value) : textOf(value);
  const number = numeric(value)?.value;
  if (value instanceof Undefined) throw value.error();
  if (number === undefined) throw fails(`%${type} format: a number is required, not ${typeName(value)}`);
  const sign = number < 0 ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  return sign + unsigned(type, Math.abs(number), flags, precision);
}

function unsigned(type: string, value: number, flags: string, precision: number | undefined): string {
  const prefix = flags.includes('#');
  const whole = Math.trunc(value);
  if ('diu'.includes(type)) return String(whole).padStart(precision ?? 0, '0');
  if (type === 'x') return (prefix ? '0x' : '') + whole.toString(16);
  if (type === 'X') return (prefix ? '0X' : '') + whole.toString(16).toUpperCase();
  if (type === 'o') return (prefix ? '0o' : '') + whole.toString(8);
  if (type === 'f' || type === 'F') return fixed(value, precision ?? 6);
  if (type === 'e') return exponential(value, precision ?? 6);
  if (type === 'E') return exponential(value, precision ?? 6).toUpperCase();
  if (type === 'g') return general(value, precision ?? 6);
  if (type === 'G') return general(value, precision ?? 6).toUpperCase();
  throw fails(`unsupported format character '${type}'`);
}

function padded(text: string, width: number, flags: string): string {
  if (flags.includes('-')) return text.padEnd(width);
  if (!flags.includes('0')) return text.padStart(width);
  const sign = /^[-+ ]/.exec(text)?.[0] ?? '';
  return sign + text.slice(sign.length).padStart(width - sign.length, '0');
}
