import { itemOf } from '../access.js';
import { textOf } from '../python-text.js';
import { Undefined, type Value } from '../values.js';

/** Reads what `attribute=` of a filter names: `a.b`, with whole numbers as positions. */
export function attributeGetter(
  attribute: Value | undefined,
  isStrict: boolean,
  fallback?: Value,
): (item: Value) => Value {
  if (attribute === undefined || attribute === null) return (item) => item;
  const steps = typeof attribute === 'number' ? [attribute] : stepsOf(textOf(attribute));
  return (item) => {
    let value = item;
    for (const step of steps) {
      value = itemOf(value, step, isStrict);
      if (value instanceof Undefined && fallback !== undefined) value = fallback;
    }
    return value;
  };
}

/** The same for several, with commas between. */
export function attributeGetters(attribute: Value | undefined, isStrict: boolean): (item: Value) => Value[] {
  if (typeof attribute !== 'string') {
    const get = attributeGetter(attribute, isStrict);
    return (item) => [get(item)];
  }
  const getters = attribute.split(',').map((part) => attributeGetter(part, isStrict));
  return (item) => getters.map((get) => get(item));
}

/** Text is compared without its case, as Jinja2 does unless told otherwise. */
export function ignoringCase(value: Value): Value {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

function stepsOf(path: string): (string | number)[] {
  return path.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}
