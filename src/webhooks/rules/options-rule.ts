const MAX_JSON_LENGTH = 65_536;

/** Rule: null, or an object, whose fields are judged by the caller's own rules. */
export function optionsRule(value: unknown): string | undefined {
  if (value === null) return undefined;
  if (typeof value !== 'object' || Array.isArray(value)) return 'must be an object';
  return JSON.stringify(value).length > MAX_JSON_LENGTH
    ? `must be at most ${MAX_JSON_LENGTH} characters of JSON`
    : undefined;
}
