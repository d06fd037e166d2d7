import { floatText } from './python-text.js';

/** Enough decimals to see whether a float lies exactly between two others. */
const TIE_DIGITS = 40;
const MAX_DECIMALS = 100;

/** A float with a fixed number of decimals, as Python writes it: what lies exactly between two goes to the even one. */
export function fixed(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return floatText(value);
  const places = Math.min(decimals, MAX_DECIMALS);
  if (Math.abs(value) >= 1e21) return BigInt(value).toString() + (places > 0 ? `.${'0'.repeat(places)}` : '');
  const exact = Math.abs(value).toFixed(Math.min(places + TIE_DIGITS, MAX_DECIMALS));
  const cut = exact.indexOf('.') + 1 + places;
  const isTie = /^50*$/.test(exact.slice(cut));
  if (!isTie) return value.toFixed(places);
  const lower = exact.slice(0, cut).replace(/\.$/, '');
  const isEven = '02468'.includes(lower.at(-1) ?? '0');
  const sign = value < 0 ? '-' : '';
  if (isEven) return sign + lower;
  const up = Math.abs(value) + 10 ** -places / 4;
  return sign + up.toFixed(places);
}

/** Python's exponent has two digits at least. */
export function exponential(value: number, decimals: number): string {
  return value.toExponential(Math.min(decimals, MAX_DECIMALS)).replace(/e([+-])(\d)$/, 'e$10$2');
}

/** Python's `g`: so many digits that count, without zeros at the end. */
export function general(value: number, precision: number, keepsZeros = false): string {
  const digits = Math.max(precision, 1);
  if (value === 0) return '0';
  const exponent = Number(value.toExponential(digits - 1).split('e')[1]);
  const isFixed = exponent >= -4 && exponent < digits;
  const text = isFixed ? value.toFixed(digits - 1 - exponent) : exponential(value, digits - 1);
  return keepsZeros || !text.includes('.') ? text : text.replace(/\.?0+(?=$|e)/, '');
}

/** Commas between groups of three digits. */
export function grouped(digits: string, separator: string): string {
  const [whole = '', ...rest] = digits.split('.');
  return [whole.replace(/\B(?=(\d{3})+$)/g, separator), ...rest].join('.');
}
