import fc from 'fast-check';
import type { ApiDocument, Schema } from './api-operation.js';

/** A field that may be left out is there once in so many times. */
const ABSENT_WEIGHT = 5;
const MOST_FURTHER_ITEMS = 3;
const DEEP = JSON.parse('['.repeat(60) + ']'.repeat(60)) as unknown;

/** Nowhere but on this machine, where nobody listens. */
const NOWHERE = { host: '127.0.0.1', port: 1 };
const LOGIN = { device_type: 'cisco_ios', username: 'admin', password: 'pwd123' };

/** What text may be in JSON, and rarely is. */
export const ODD_TEXT: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    '\ud800',
    '__proto__',
    'constructor',
    '../..',
    '%00',
    '{{ 7 * 7 }}',
    '🦊',
  ),
  fc.constantFrom('x'.repeat(70_000), 'é'.repeat(300)),
);

export const ODD_VALUE: fc.Arbitrary<unknown> = fc.oneof(
  ODD_TEXT,
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    [],
    {},
    [null],
    [[]],
    DEEP,
    { constructor: 'x' },
    { length: 3 },
  ),
  fc.constantFrom(0, -0, -1, 0.5, 1e308, -1e308, 2 ** 31, 2 ** 53, Number.MIN_VALUE),
);

/** Fields that decide where the service connects to, or whose free form would never fit by chance. */
const OWN: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  driver: fc.constantFrom('netmiko', 'netmiko', 'netmiko', 'paramiko', 'pyeapi', 'nothing'),
  connection_args: fc.oneof(
    { weight: 6, arbitrary: fc.constant({ ...LOGIN, ...NOWHERE }) },
    {
      weight: 2,
      arbitrary: fc.dictionary(fc.string({ maxLength: 8 }), ODD_VALUE, { maxKeys: 2 }).map(atHome),
    },
  ),
  command: fc.oneof(fc.constantFrom('show version', ['show version', 'show clock'], []), ODD_TEXT),
  url: fc.constantFrom(
    'http://127.0.0.1:1/',
    'https://127.0.0.1:1/a?b=c',
    'http://127.0.0.1:1',
    'ftp://127.0.0.1',
    '',
  ),
};

function atHome(args: object): object {
  return { ...LOGIN, ...args, ...NOWHERE };
}

/** Makes values that a document's schemas allow. */
export class RequestValues {
  constructor(private readonly document: ApiDocument) {}

  allowedBy(schema: Schema): fc.Arbitrary<unknown> {
    const { $ref, nullable, allOf, oneOf, enum: values } = schema;
    if (nullable) {
      const value = this.allowedBy({ ...schema, nullable: false });
      return fc.oneof({ weight: 4, arbitrary: value }, { weight: 1, arbitrary: fc.constant(null) });
    }
    if ($ref !== undefined) return this.allowedBy(this.document.components.schemas[nameOf($ref)] ?? {});
    if (allOf?.[0]) return this.allowedBy(allOf[0]);
    if (oneOf) return fc.oneof(...oneOf.map((part) => this.allowedBy(part)));
    if (values) return fc.constantFrom(...values);
    switch (schema.type) {
      case 'string':
        return text(schema);
      case 'number':
      case 'integer':
        return number(schema);
      case 'boolean':
        return fc.boolean();
      case 'array':
        return this.list(schema);
      case 'object':
        return this.object(schema);
      case undefined:
        return ODD_VALUE;
    }
  }

  private list({ items = {}, minItems = 0, maxItems = Infinity }: Schema): fc.Arbitrary<unknown> {
    const maxLength = Math.min(maxItems, minItems + MOST_FURTHER_ITEMS);
    return fc.array(this.allowedBy(items), { minLength: minItems, maxLength });
  }

  private object({ properties = {}, required = [], additionalProperties }: Schema): fc.Arbitrary<object> {
    const fields = Object.entries(properties).map(([name, schema]) => {
      const value = OWN[name] ?? this.allowedBy(schema);
      const entry = value.map((made): [string, unknown][] => [[name, made]]);
      if (required.includes(name)) return entry;
      return fc.oneof(
        { weight: ABSENT_WEIGHT, arbitrary: fc.constant<[string, unknown][]>([]) },
        { weight: 1, arbitrary: entry },
      );
    });
    const known = fc.tuple(...fields).map((entries) => Object.fromEntries(entries.flat()) as object);
    if (additionalProperties === undefined || additionalProperties === false) return known;
    const further = additionalProperties === true ? ODD_VALUE : this.allowedBy(additionalProperties);
    return fc
      .tuple(fc.dictionary(fc.string({ maxLength: 8 }), further, { maxKeys: 2 }), known)
      .map(([more, fixed]) => ({ ...more, ...fixed }));
  }
}

/** Replaces, leaves out or adds one field somewhere in a value; what connects stays where it is. */
export function spoiled(value: unknown): fc.Arbitrary<unknown> {
  const places = placesIn(value);
  return fc
    .tuple(fc.constantFrom(...places), fc.constantFrom('replace', 'leave out', 'add'), ODD_VALUE)
    .map(([place, how, odd]) => changed(value, place, how, odd));
}

type Path = readonly (string | number)[];

function placesIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const isFixed = path.at(-1) === 'connection_args';
  if (isFixed || path.length > 4) return [path];
  const parts = Object.entries(value).flatMap(([name, part]) => placesIn(part, [...path, name]));
  return [path, ...parts];
}

function changed(value: unknown, [name, ...rest]: Path, how: string, odd: unknown): unknown {
  if (name === undefined) {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return how === 'add' && isObject ? { ...value, surprise: odd } : odd;
  }
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<
    string | number,
    unknown
  >;
  if (rest.length === 0 && how === 'leave out' && !Array.isArray(copy)) {
    return Object.fromEntries(Object.entries(copy).filter(([key]) => key !== name));
  }
  copy[name] = changed(copy[name], rest, how, odd);
  return copy;
}

function text({ format, minLength = 0, maxLength = 40 }: Schema): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.uuid();
  if (format === 'date-time') {
    const [min, max] = [new Date('2020-01-01'), new Date('2040-01-01')];
    return fc.date({ min, max, noInvalidDate: true }).map((date) => date.toISOString());
  }
  return fc.string({ unit: 'grapheme', minLength, maxLength: Math.max(minLength, Math.min(maxLength, 40)) });
}

function number({ type, minimum = -1_000, maximum = 1_000_000 }: Schema): fc.Arbitrary<number> {
  const whole = fc.integer({ min: Math.ceil(minimum), max: Math.floor(maximum) });
  const bounds = fc.constantFrom(minimum, maximum);
  if (type === 'integer') return fc.oneof(whole, bounds);
  return fc.oneof(whole, bounds, fc.double({ min: minimum, max: maximum, noNaN: true }));
}

function nameOf(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1);
}
