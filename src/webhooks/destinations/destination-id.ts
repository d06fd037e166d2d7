const PLAIN = /^[A-Za-z0-9.-]$/;
/** Stands for the "://" at its first place and for ":" at every other. */
const COLON = '~';

/**
 * An origin (scheme, hosts, ports) as one segment of a path: `https://hooks.example.com:8443` is
 * `https~hooks.example.com~8443`. Other characters than letters, digits, "." and "-" are `_` and two hex digits a byte.
 */
export function destinationId(origin: string): string {
  const [scheme = '', ...rest] = origin.split('://');
  return `${encode(scheme)}${COLON}${encode(rest.join('://'))}`;
}

/** The origin that an id stands for; undefined for what {@link destinationId} did not make. */
export function originOf(id: string): string | undefined {
  const separator = id.indexOf(COLON);
  if (separator < 1) return undefined;
  const origin = `${decode(id.slice(0, separator))}://${decode(id.slice(separator + 1))}`;
  return destinationId(origin) === id ? origin : undefined;
}

function encode(text: string): string {
  return [...Buffer.from(text).toString('latin1')].map(encodeByte).join('');
}

function encodeByte(byte: string): string {
  if (byte === ':') return COLON;
  return PLAIN.test(byte) ? byte : `_${byte.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

function decode(text: string): string {
  const bytes = text
    .replaceAll(COLON, ':')
    .replaceAll(/_([0-9a-f]{2})/g, (_match, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
