/** RFC 9110, 5.6.2: what header and cookie names are made of. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** RFC 9110, 5.5, without obs-text: bytes beyond ASCII mean something else to every receiver. */
const FIELD_VALUE = /^[\t\x20-\x7e]*$/;
/** RFC 6265, 4.1.1: cookie-octet, with or without quotes around. */
const COOKIE_VALUE =
  /^(?:"[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*"|[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*)$/;

const MAX_ENTRIES = 64;
const MAX_NAME_LENGTH = 256;
const MAX_VALUE_LENGTH = 8_192;
/** Servers refuse bigger header sections (nginx and Node take 16 KiB, Apache 8 KiB a line). */
const MAX_TOTAL_LENGTH = 16_384;

/** Connection-level and framing headers (RFC 9110, 7.6.1): from a user they would split or smuggle requests. */
const REFUSED_HEADERS = [
  'host',
  'content-length',
  'transfer-encoding',
  'connection',
  'te',
  'upgrade',
  'trailer',
  'keep-alive',
  'http2-settings',
  'expect',
];
const REFUSED_PREFIX = 'proxy-';

/** Rule: null, or an object of header names and values that are safe to send. */
export function headersRule(value: unknown): string | undefined {
  if (value === null) return undefined;
  const fault = entriesFault(value, FIELD_VALUE, 'printable ASCII characters, spaces and tabs');
  if (fault) return fault;
  const names = Object.keys(value as object).map((name) => name.toLowerCase());
  if (new Set(names).size < names.length)
    return 'must name each header once; upper and lower case are the same name';
  const isRefused = names.some((name) => REFUSED_HEADERS.includes(name) || name.startsWith(REFUSED_PREFIX));
  return isRefused
    ? `must not set ${REFUSED_HEADERS.join(', ')} or ${REFUSED_PREFIX}*: NetPulse sets them`
    : undefined;
}

/** Rule: null, or an object of cookie names and values (RFC 6265). */
export function cookiesRule(value: unknown): string | undefined {
  if (value === null) return undefined;
  const allowed =
    'printable ASCII characters without spaces, quotes, commas, semicolons and backslashes (RFC 6265)';
  return entriesFault(value, COOKIE_VALUE, allowed);
}

function entriesFault(value: unknown, valuePattern: RegExp, allowed: string): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return 'must be an object of names and string values';
  }
  const entries = Object.entries(value);
  if (entries.length > MAX_ENTRIES) return `must have at most ${MAX_ENTRIES} entries`;
  let total = 0;
  for (const [name, text] of entries) {
    if (name.length > MAX_NAME_LENGTH || !TOKEN.test(name)) {
      return `must have names of 1 to ${MAX_NAME_LENGTH} letters, digits and !#$%&'*+-.^_\`|~`;
    }
    if (typeof text !== 'string') return 'must have string values only';
    if (text.length > MAX_VALUE_LENGTH || !valuePattern.test(text)) {
      return `must have values of at most ${MAX_VALUE_LENGTH} ${allowed}`;
    }
    total += name.length + text.length;
  }
  return total > MAX_TOTAL_LENGTH ? `must be at most ${MAX_TOTAL_LENGTH} characters in all` : undefined;
}
