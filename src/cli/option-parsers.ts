import { InvalidArgumentError } from 'commander';

const MS_BY_UNIT: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000 };
const MAX_PORT = 65_535;

/** Reads `0` to `65535`. */
export function port(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= MAX_PORT) return Number(text);
  throw new InvalidArgumentError(`It must be a port: 0 (any free one) to ${MAX_PORT}.`);
}

/** Reads `1` to `65535`. */
export function devicePort(text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text) && Number(text) <= MAX_PORT) return Number(text);
  throw new InvalidArgumentError(`It must be a port: 1 to ${MAX_PORT}.`);
}

/** Reads `500ms`, `1.5s`, `2m`, or seconds without a unit; in milliseconds. */
export function duration(text: string): number {
  const [, amount, unit = 's'] = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(text) ?? [];
  const ms = Number(amount) * (MS_BY_UNIT[unit] ?? NaN);
  // Node's timers hold no more than 2^31 - 1 ms.
  if (ms < 2 ** 31) return ms;
  throw new InvalidArgumentError('It must be a duration such as 500ms, 2s or 1m.');
}

const MS_BY_LONG_UNIT: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Reads a moment to come: `90d`, `12h` or `30m` from now, or ISO 8601. */
export function moment(text: string): Date {
  const [, amount, unit = ''] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  const isIso = /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d))?$/.test(text);
  const at = isIso ? Date.parse(text) : Date.now() + Number(amount) * (MS_BY_LONG_UNIT[unit] ?? NaN);
  if (!Number.isNaN(at)) return new Date(at);
  throw new InvalidArgumentError('It must be 90d, 12h, 30m, or a moment such as 2027-01-31T12:00:00Z.');
}

/** Reads one HTTP status code or several, separated by commas. */
export function statusCodes(text: string): number[] {
  const codes = text.split(',').map((code) => code.trim());
  if (codes.every((code) => /^[2-5]\d\d$/.test(code))) return codes.map(Number);
  throw new InvalidArgumentError('It must be a status code from 200 to 599, or several such as 500,500,200.');
}

/** Reads a count: `0` or a whole number. */
export function count(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number, such as 600.');
}

/** Reads a number from 1 on. */
export function atLeastOne(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 1 on.');
}

/** Gathers the values of an option that may be given more than once. */
export function repeated(value: string, before: string[] = []): string[] {
  return [...before, value];
}
