import { bind, required } from './call-arguments.js';
import { braceFormat, type FieldAccess } from './brace-format.js';
import { characterAt } from './code-points.js';
import { numeric } from './operators.js';
import { reprOf } from './python-text.js';
import { methodOf } from './methods.js';
import {
  fails,
  isList,
  keyOf,
  PyFloat,
  PyFunction,
  PyObject,
  PyTuple,
  typeName,
  Undefined,
  type Arguments,
  type Value,
} from './values.js';

/**
 * `value.name`: an attribute, else an item. Gives Undefined where neither is there.
 *
 * @throws TemplateError when the value itself is undefined
 */
export function attributeOf(value: Value, name: string, isStrict: boolean): Value {
  if (value instanceof Undefined) throw value.error();
  const own = ownAttribute(value, name);
  const found = own === undefined ? item(value, name) : own;
  return found === undefined ? missing(value, name, isStrict) : found;
}

/** `value[key]`: an item, else an attribute. Gives Undefined where neither is there. */
export function itemOf(value: Value, key: Value, isStrict: boolean): Value {
  if (value instanceof Undefined) throw value.error();
  const found = item(value, key);
  const own = found === undefined && typeof key === 'string' ? ownAttribute(value, key) : found;
  return own === undefined ? missing(value, key, isStrict) : own;
}

/** An attribute of Python's own, such as a method; undefined when there is none. */
export function ownAttribute(value: Value, name: string): Value | undefined {
  if (value instanceof PyObject) return value.attribute(name);
  if (value instanceof PyTuple && value.names.includes(name)) return value.items[value.names.indexOf(name)];
  if (typeof value === 'string' && name === 'format')
    return new PyFunction(name, (args) => braceFormat(value, args, FIELD_ACCESS));
  if (typeof value === 'string' && name === 'format_map')
    return new PyFunction(name, (args) => braceFormat(value, namedBy(args), FIELD_ACCESS));
  return methodOf(value, name);
}

/** `value[from:to:step]`. */
export function sliceOf(value: Value, bounds: readonly (Value | undefined)[]): Value {
  const [from, to, step = 1] = bounds.map((bound) => whole(bound));
  if (step === 0) throw fails('slice step cannot be zero');
  if (typeof value === 'string') return sliced([...value], from, to, step).join('');
  if (isList(value)) return sliced(value, from, to, step);
  if (value instanceof PyTuple) return new PyTuple(sliced(value.items, from, to, step));
  if (value instanceof Undefined) throw value.error();
  const elements = value instanceof PyObject ? value.elements() : undefined;
  if (!elements) throw fails(`'${typeName(value)}' object is not subscriptable`);
  return sliced([...elements], from, to, step);
}

/** The values of `format_map`'s one mapping. */
function namedBy(args: Arguments): Arguments {
  const mapping = required(bind(args, 'mapping')[0], 'mapping');
  if (!(mapping instanceof Map)) throw fails(`'${typeName(mapping)}' object is not a mapping`);
  return { positional: [], named: new Map([...mapping].map(([name, value]) => [String(name), value])) };
}

const FIELD_ACCESS: FieldAccess = {
  attribute: (value, name) => attributeOf(value, name, true),
  item: (value, key) => itemOf(value, key, true),
};

function item(value: Value, key: Value): Value | undefined {
  if (value instanceof Map) return value.get(keyOf(key));
  const index = key instanceof PyFloat ? undefined : numeric(key)?.value;
  if (index === undefined) return undefined;
  if (typeof value === 'string') return characterAt(value, index);
  const items = isList(value) ? value : value instanceof PyTuple ? value.items : undefined;
  if (items) return items.at(index);
  const elements = value instanceof PyObject && value.type === 'range' ? value.elements() : undefined;
  return elements && [...elements].at(index);
}

function missing(value: Value, key: Value, isStrict: boolean): Undefined {
  const name = reprOf(key);
  const owner = value === null ? 'None' : `${typeName(value)} object`;
  const kind = typeof key === 'string' ? 'attribute' : 'element';
  return new Undefined(`'${owner}' has no ${kind} ${name}`, isStrict);
}

function whole(bound: Value | undefined): number | undefined {
  if (bound === undefined || bound === null) return undefined;
  if (typeof bound === 'number' || typeof bound === 'boolean') return Number(bound);
  if (bound instanceof Undefined) throw bound.error();
  throw fails('slice indices must be integers or None');
}

function sliced<T>(items: readonly T[], from: number | undefined, to: number | undefined, step: number): T[] {
  const { length } = items;
  const clamp = (bound: number, low: number, high: number): number =>
    Math.min(Math.max(bound < 0 ? bound + length : bound, low), high);
  const taken: T[] = [];
  if (step > 0) {
    const end = clamp(to ?? length, 0, length);
    for (let at = clamp(from ?? 0, 0, length); at < end; at += step) taken.push(...items.slice(at, at + 1));
    return taken;
  }
  const end = to === undefined ? -1 : clamp(to, -1, length - 1);
  for (let at = from === undefined ? length - 1 : clamp(from, -1, length - 1); at > end; at += step)
    taken.push(...items.slice(at, at + 1));
  return taken;
}
