import { isList, PyFloat, PyObject, PyTuple, Undefined, type Value } from './values.js';

/** Python's `str`: how a value is printed. */
export function textOf(value: Value): string {
  if (typeof value === 'string') return value;
  if (value instanceof Undefined) {
    value.touch();
    return '';
  }
  return reprOf(value);
}

/** Python's `repr`: how a value is printed inside a list. */
export function reprOf(value: Value): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return quoted(value);
  if (isList(value)) return `[${value.map(reprOf).join(', ')}]`;
  if (value instanceof PyFloat) return floatText(value.value);
  if (value instanceof PyTuple) return tupleText(value);
  if (value instanceof Map)
    return `{${[...value].map(([key, item]) => `${reprOf(key)}: ${reprOf(item)}`).join(', ')}}`;
  if (value instanceof PyObject) return value.text();
  return 'Undefined';
}

/** The shortest text that is this float again, in the notation that Python takes. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0.0';
  const [mantissa = '', exponentText = '0'] = value.toExponential().split('e');
  const exponent = Number(exponentText);
  if (value !== 0 && (exponent < -4 || exponent >= 16)) {
    const digits = String(Math.abs(exponent)).padStart(2, '0');
    return `${mantissa}e${exponent < 0 ? '-' : '+'}${digits}`;
  }
  const fixed = String(value).includes('e')
    ? value.toFixed(-exponent + mantissa.replace(/^-?\d\.?/, '').length)
    : String(value);
  return fixed.includes('.') ? fixed : `${fixed}.0`;
}

function tupleText({ items }: PyTuple): string {
  return items.length === 1 ? `(${items.map(reprOf).join('')},)` : `(${items.map(reprOf).join(', ')})`;
}

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(/[\\\x00-\x1f\x7f-\xa0\xad]/g, (letter) => NAMED[letter] ?? hex(letter));
  return `${quote}${escaped.replaceAll(quote, `\\${quote}`)}${quote}`;
}

function hex(letter: string): string {
  return `\\x${letter.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
