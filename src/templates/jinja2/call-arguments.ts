import { numeric } from './operators.js';
import { textOf } from './python-text.js';
import { fails, typeName, type Arguments, type Value } from './values.js';

/**
 * The arguments of a call in the order of the parameters; undefined where none was given.
 *
 * @throws TemplateError for too many, unknown or repeated ones
 */
export function bind<const N extends readonly string[]>(
  { positional, named }: Arguments,
  ...parameters: N
): { [K in keyof N]: Value | undefined } {
  if (positional.length > parameters.length)
    throw fails(`takes at most ${parameters.length} arguments, got ${positional.length}`);
  for (const name of named.keys()) {
    const index = parameters.indexOf(name);
    if (index === -1) throw fails(`got an unexpected keyword argument '${name}'`);
    if (index < positional.length) throw fails(`got multiple values for argument '${name}'`);
  }
  return parameters.map(
    (name, index) => positional[index] ?? valueAt(positional, index) ?? named.get(name),
  ) as {
    [K in keyof N]: Value | undefined;
  };
}

/** None is a value, and given. */
function valueAt(positional: readonly Value[], index: number): Value | undefined {
  return index < positional.length ? null : undefined;
}

/** @throws TemplateError when it was not given */
export function required(value: Value | undefined, name: string): Value {
  if (value === undefined) throw fails(`missing argument '${name}'`);
  return value;
}

/** @throws TemplateError when it is no whole number */
export function wholeNumber(value: Value | undefined, fallback: number): number {
  if (value === undefined || value === null) return fallback;
  const number = numeric(value);
  if (number && Number.isInteger(number.value)) return number.value;
  throw fails(`'${typeName(value)}' object cannot be interpreted as an integer`);
}

/** A text that was given, or the fallback. */
export function givenText(value: Value | undefined, fallback: string): string {
  return value === undefined || value === null ? fallback : textOf(value);
}
