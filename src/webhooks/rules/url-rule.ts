import { parseDestination } from '../destination.js';

const MAX_URL_LENGTH = 2_048;
/** WHATWG URL drops some of these silently and encodes others: what is sent must be what was written. */
const UNSAFE = /[\x00-\x20\x7f]/;

/** Rule: a URL of a server. Which schemes may be used is the caller's to say. */
export function urlRule(value: unknown): string | undefined {
  const allowed = `must be a URL such as https://host/path of at most ${MAX_URL_LENGTH} characters, without spaces, with user and password percent-encoded`;
  if (typeof value !== 'string' || value.length > MAX_URL_LENGTH || UNSAFE.test(value)) return allowed;
  return parseDestination(value) ? undefined : allowed;
}
