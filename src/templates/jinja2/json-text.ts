import { floatText } from './python-text.js';
import { fails, isList, PyFloat, PyTuple, typeName, Undefined, type Value } from './values.js';

/** Python's `json.dumps` with sorted keys. @param indent blanks of one level; undefined writes one line */
export function jsonText(value: Value, indent: number | undefined): string {
  return write(value, '');

  function write(item: Value, margin: string): string {
    if (item === null || typeof item === 'boolean' || typeof item === 'number') return String(item);
    if (typeof item === 'string') return jsonString(item);
    if (item instanceof PyFloat) return floatText(item.value);
    if (isList(item)) return group('[', ']', item, margin, write);
    if (item instanceof PyTuple) return group('[', ']', item.items, margin, write);
    if (item instanceof Undefined) throw item.error();
    if (!(item instanceof Map)) throw fails(`Object of type ${typeName(item)} is not JSON serializable`);
    const entries = [...item].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
    return group(
      '{',
      '}',
      entries,
      margin,
      ([key, inner], deeper) => `${jsonString(String(key))}: ${write(inner, deeper)}`,
    );
  }

  function group<T>(
    open: string,
    close: string,
    items: readonly T[],
    margin: string,
    each: (item: T, margin: string) => string,
  ): string {
    if (items.length === 0) return open + close;
    if (indent === undefined) return open + items.map((item) => each(item, '')).join(', ') + close;
    const deeper = margin + ' '.repeat(Math.min(indent, 100));
    return `${open}\n${items.map((item) => deeper + each(item, deeper)).join(',\n')}\n${margin}${close}`;
  }
}

/** Python writes ASCII only. */
function jsonString(text: string): string {
  return JSON.stringify(text).replace(
    /[\x7f-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
