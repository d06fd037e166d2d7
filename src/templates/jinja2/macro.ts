import type { MacroDefinition } from './ast.js';
import { fails, PyTuple, Undefined, type Arguments, type Value } from './values.js';

/**
 * The names that a macro's body knows from its call.
 *
 * @param fallback works out a parameter's default when it was not given
 * @throws TemplateError for arguments that the macro does not take
 */
export function macroNames(
  { name, parameters, mentions }: MacroDefinition,
  { positional, named }: Arguments,
  isStrict: boolean,
  fallback: (parameter: number) => Value | undefined,
  set: (name: string, value: Value) => void,
): void {
  const left = new Map(named);
  for (const [index, parameter] of parameters.entries()) {
    const given = index < positional.length ? (positional[index] ?? null) : left.get(parameter.name);
    left.delete(parameter.name);
    const missing = new Undefined(`parameter '${parameter.name}' was not provided`, isStrict);
    set(
      parameter.name,
      given === undefined ? (fallback(index) ?? (parameter.fallback ? null : missing)) : given,
    );
  }
  const caller = left.get('caller');
  if (mentions.has('caller')) {
    left.delete('caller');
    set('caller', caller ?? new Undefined('No caller defined', isStrict));
  } else if (caller !== undefined)
    throw fails(`macro '${name}' was invoked with two values for the special caller argument`);
  const more = positional.slice(parameters.length);
  if (mentions.has('varargs')) set('varargs', new PyTuple(more));
  else if (more.length > 0)
    throw fails(`macro '${name}' takes not more than ${parameters.length} argument(s)`);
  if (mentions.has('kwargs')) set('kwargs', new Map(left));
  else if (left.size > 0)
    throw fails(`macro '${name}' takes no keyword argument '${[...left.keys()].join("', '")}'`);
}
