import { formatValue } from './format-spec.js';
import { reprOf, textOf } from './python-text.js';
import { fails, type Arguments, type Value } from './values.js';

/** How a field goes on from a value: to its attribute, or to its item. */
export interface FieldAccess {
  attribute(value: Value, name: string): Value;
  item(value: Value, key: string | number): Value;
}

/** Python's `str.format`. @throws TemplateError for a field that was not given, or a faulty format */
export function braceFormat(format: string, args: Arguments, access: FieldAccess): string {
  let automatic = 0;
  return expand(format);

  function expand(text: string): string {
    return text.replace(/\{\{|\}\}|\{((?:[^{}]|\{[^{}]*\})*)\}|[{}]/g, (all, field?: string) => {
      if (all === '{{' || all === '}}') return all.slice(1);
      if (field === undefined) throw fails(`Single '${all}' encountered in format string`);
      const [, path = '', conversion, spec = ''] = /^([^!:]*)(?:!([rsa]))?(?::([\s\S]*))?$/.exec(field) ?? [];
      const value = valueOf(path);
      const shown =
        conversion === 'r' || conversion === 'a' ? reprOf(value) : conversion === 's' ? textOf(value) : value;
      return formatValue(shown, expand(spec));
    });
  }

  function valueOf(path: string): Value {
    const [first = '', ...steps] = path.match(/^[^.[]*|\.[^.[]+|\[[^\]]*\]/g) ?? [];
    return steps.reduce<Value>((value, step) => {
      if (step.startsWith('.')) return access.attribute(value, step.slice(1));
      const key = step.slice(1, -1);
      return access.item(value, /^\d+$/.test(key) ? Number(key) : key);
    }, firstOf(first));
  }

  function firstOf(name: string): Value {
    const isPosition = name === '' || /^\d+$/.test(name);
    const value = isPosition
      ? args.positional[name === '' ? automatic++ : Number(name)]
      : args.named.get(name);
    if (value === undefined) throw fails(`There is no value "${name}" for the format`);
    return value;
  }
}
