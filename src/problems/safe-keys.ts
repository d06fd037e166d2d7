import { invalid } from './problem.js';

/**
 * Names that every object has from birth. class-transformer leaves such keys out or, with `constructor`, throws;
 * class-validator takes the class whose rules apply from `constructor`. JSON may have any of them.
 */
const INHERITED: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));
/** Behind such a key while it is judged: no field is called so. */
const MARK = '\u0000';
/** What judges and copies a body is recursive. No request of ours is half as deep. */
const MAX_DEPTH = 64;

const originals = new WeakMap<object, unknown>();

/**
 * Parsed JSON in which keys such as `constructor` and `__proto__` are ordinary ones, so that rules see them; itself when
 * there are none, which is always but in attacks.
 *
 * @throws Problem 422 for what is nested too deeply
 */
export function withSafeKeys(value: unknown): unknown {
  return hasInheritedName(value) ? copyOf(value) : value;
}

/** What {@link withSafeKeys} was given, for a part of what it returned. */
export function asItCame(part: unknown): unknown {
  return isObject(part) && originals.has(part) ? originals.get(part) : part;
}

/** The key as it came. */
export function unmarked(key: string): string {
  const name = key.slice(0, -MARK.length);
  return key.endsWith(MARK) && INHERITED.has(name) ? name : key;
}

function hasInheritedName(value: unknown): boolean {
  let isFound = false;
  let level: readonly object[] = isObject(value) ? [value] : [];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) {
      throw invalid([{ field: 'body', message: `must be nested at most ${MAX_DEPTH} levels deep` }]);
    }
    const next: object[] = [];
    for (const object of level) {
      const isList = Array.isArray(object);
      const parts: unknown[] = isList ? object : Object.values(object);
      for (const part of parts) if (isObject(part)) next.push(part);
      isFound ||= !isList && Object.keys(object).some((key) => INHERITED.has(key));
    }
    level = next;
  }
  return isFound;
}

function copyOf(value: unknown): unknown {
  if (!isObject(value)) return value;
  const copy = Array.isArray(value)
    ? value.map(copyOf)
    : Object.fromEntries(
        Object.entries(value).map(([key, part]) => [INHERITED.has(key) ? key + MARK : key, copyOf(part)]),
      );
  originals.set(copy, value);
  return copy;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
