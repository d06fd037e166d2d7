import { fileURLToPath } from 'node:url';

/** Folder of NetPulse's own code, built or not. */
const OWN_CODE = new URL('..', import.meta.url).href;

/**
 * What went wrong in a plugin, in one line: the error's kind and first words, and where in the plugin it happened.
 *
 * @param file what is named as the place when the error does not know it: Node's syntax errors do not
 */
export function faultOf(error: unknown, file?: string): string {
  if (!(error instanceof Error)) return `it threw ${String(error)}`;
  const kind = error.name === 'Error' ? '' : `${error.name}: `;
  const place = placeOf(error) ?? file;
  return `${kind}${firstParagraph(error.message)}${place === undefined ? '' : ` (${place})`}`;
}

/** Nest's messages go on with pages of advice. */
function firstParagraph(message: string): string {
  return (message.split('\n\n')[0] ?? '').replace(/\s*\n\s*/g, ' ').trim();
}

/** The innermost place in the stack that is neither NetPulse's nor Nest's. */
function placeOf({ stack = '', message }: Error): string | undefined {
  const places = stack.replace(message, '').match(/file:\/\/[^\s)]+:\d+/g) ?? [];
  const own = places.find(
    (place) => !place.startsWith(OWN_CODE) && !place.includes('/node_modules/@nestjs/'),
  );
  const [, url, position] = /^(file:.*?)((?::\d+)+)$/.exec(own ?? '') ?? [];
  return url === undefined ? undefined : `${fileURLToPath(url)}${position ?? ''}`;
}
