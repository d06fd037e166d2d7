/** What a device sent as JSON: every step is looked at before it is taken. */
export type JsonObject = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object at the end of a path of keys; empty where there is none. */
export function objectAt(value: unknown, ...path: readonly string[]): JsonObject {
  let at = value;
  for (const key of path) at = isObject(at) ? at[key] : undefined;
  return isObject(at) ? at : {};
}

/** The objects of a list. */
export function listAt(value: unknown, key: string): readonly JsonObject[] {
  const list = isObject(value) ? value[key] : undefined;
  return Array.isArray(list) ? list.filter(isObject) : [];
}

export function textAt(value: JsonObject, key: string): string {
  const text = value[key];
  return typeof text === 'string' || typeof text === 'number' ? String(text) : '';
}

/** A number, also when it was sent as text; -1 where there is none. */
export function numberAt(value: JsonObject, key: string): number {
  const text = textAt(value, key);
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : -1;
}
