const MAX_URL_LENGTH = 2_048;
/** WHATWG URL drops some of these silently and encodes others: what is sent must be what was written. */
const UNSAFE = /[\x00-\x20\x7f]/;

/** Rule: an http or https URL. */
export function urlRule(value: unknown): string | undefined {
  const allowed = `must be an http:// or https:// URL of at most ${MAX_URL_LENGTH} characters, without spaces`;
  if (typeof value !== 'string' || value.length > MAX_URL_LENGTH || UNSAFE.test(value)) return allowed;
  if (!/^https?:\/\/[^/]/i.test(value) || !URL.canParse(value)) return allowed;
  const { username, password, port } = new URL(value);
  if (!isDecodable(username) || !isDecodable(password))
    return 'must have user and password percent-encoded as UTF-8';
  return port === '0' ? 'must not have port 0' : undefined;
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
