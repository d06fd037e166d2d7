const MAX_LENGTH = 1_024;
const CONTROL = /[\x00-\x1f\x7f]/;

/** Rule: null, or `[user, password]` for basic authentication (RFC 7617). */
export function authRule(value: unknown): string | undefined {
  if (value === null) return undefined;
  const allowed = `must be [user, password]: two strings of at most ${MAX_LENGTH} characters, without control characters`;
  if (!Array.isArray(value) || value.length !== 2) return allowed;
  const isRight = value.every(
    (part) => typeof part === 'string' && part.length <= MAX_LENGTH && !CONTROL.test(part),
  );
  if (!isRight) return allowed;
  return String(value[0]).includes(':')
    ? 'must have a user without ":", where the password begins'
    : undefined;
}
