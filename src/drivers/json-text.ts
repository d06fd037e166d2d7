/** A device's JSON has so many values that reading it would hold up everything else. */
export class JsonTooLargeError extends Error {
  readonly code = 'JSON_TOO_LARGE';
  constructor() {
    super(`its JSON has more than ${MOST_VALUES} values`);
  }
}

/** Reading takes up to a microsecond a value. 10 MB of what switches tell have 600,000; 10 MB of `{}` would have 3,000,000. */
const MOST_VALUES = 1_000_000;

/**
 * Reads JSON that a device sent.
 *
 * @throws SyntaxError when it is none
 * @throws JsonTooLargeError
 */
export function parseDeviceJson(text: string): unknown {
  if (hasTooManyValues(text)) throw new JsonTooLargeError();
  return JSON.parse(text);
}

/** Every value but the first is the first in a bracket, or stands behind a comma. */
function hasTooManyValues(text: string): boolean {
  // Each takes two characters at least.
  if (text.length < MOST_VALUES) return false;
  let values = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) index = stringEnd(text, index);
    else if (code === COMMA || code === BRACKET || code === BRACE) values += 1;
  }
  return values > MOST_VALUES;
}

const [QUOTE, COMMA, BRACKET, BRACE, BACKSLASH] = [0x22, 0x2c, 0x5b, 0x7b, 0x5c];

/** The index of the quote that ends the string, or of the text's end. */
function stringEnd(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) return index;
    if (code === BACKSLASH) index += 1;
  }
  return text.length;
}
