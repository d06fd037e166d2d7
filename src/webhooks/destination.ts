import { rememberLatest } from './remember-latest.js';

/** One of the servers that a URL names. */
export interface DestinationHost {
  /** A name or a literal address, as WHATWG URL normalises it; IPv6 without brackets. */
  readonly hostname: string;
  /** Null: the scheme's own default. */
  readonly port: number | null;
}

/** A webhook's URL, taken apart. Credentials stand apart from what may be shown. */
export interface Destination {
  /** Without the colon, in lower case. */
  readonly scheme: string;
  readonly auth: readonly [user: string, password: string] | null;
  /** One for HTTP; brokers may name several, separated by commas. */
  readonly hosts: readonly DestinationHost[];
  /** Scheme, hosts and ports: what may be shown in logs. */
  readonly origin: string;
  /** The path as it stands in the URL, with its slash; may be empty. */
  readonly path: string;
  /** The URL without user, password and fragment. */
  readonly href: string;
}

const HTTP = /^https?:\/\/[^/]/i;
const OTHER =
  /^(?<scheme>[a-z][a-z0-9+.-]{0,31}):\/\/(?:(?<userinfo>[^/?#@]*)@)?(?<hosts>[^/?#@]+)(?<path>\/[^?#]*)?$/i;
const MAX_HOSTS = 16;
const MAX_PORT = 65_535;

/**
 * Reads a URL. HTTP ones are left to WHATWG URL; all others are brokers' and read here, since WHATWG URL knows no lists of
 * hosts and, beyond the web's own schemes, leaves an address such as `0x7f.1` as it is written, for the resolver to
 * understand. Other schemes have no query: what a caller needs besides stands in its options.
 *
 * @returns undefined for what is no URL of a server
 */
export const parseDestination = rememberLatest((text): Destination | undefined =>
  HTTP.test(text) ? parseHttp(text) : parseOther(text),
);

/** An HTTP URL that {@link parseDestination} has read before, as node:http wants it. */
export const httpUrl = rememberLatest((text): Readonly<URL> => new URL(text));

/** A host and port as they stand in a URL. */
export function hostText({ hostname, port }: DestinationHost): string {
  const host = hostname.includes(':') ? `[${hostname}]` : hostname;
  return port === null ? host : `${host}:${port}`;
}

function parseHttp(text: string): Destination | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.port === '0') return undefined;
  const auth = readUserinfo(url.username, url.password);
  if (auth === undefined) return undefined;
  url.username = '';
  url.password = '';
  url.hash = '';
  return {
    scheme: url.protocol.slice(0, -1),
    auth,
    hosts: [{ hostname: withoutBrackets(url.hostname), port: url.port === '' ? null : Number(url.port) }],
    origin: url.origin,
    path: url.pathname,
    href: url.href,
  };
}

function parseOther(text: string): Destination | undefined {
  const parts = OTHER.exec(text)?.groups;
  if (!parts) return undefined;
  const scheme = (parts.scheme ?? '').toLowerCase();
  if (scheme === 'http' || scheme === 'https') return undefined;
  const [username = '', ...password] = (parts.userinfo ?? '').split(':');
  const auth = readUserinfo(username, password.join(':'));
  const hosts = (parts.hosts ?? '').split(',').map(parseHost);
  if (auth === undefined || hosts.length > MAX_HOSTS || !hosts.every((host) => host !== undefined))
    return undefined;
  const origin = `${scheme}://${hosts.map(hostText).join(',')}`;
  const path = parts.path ?? '';
  return isDecodable(path) ? { scheme, auth, hosts, origin, path, href: origin + path } : undefined;
}

function parseHost(text: string): DestinationHost | undefined {
  const [, host = '', portText] = /^(\[[^\]]*\]|[^:]*)(?::(\d{1,5}))?$/.exec(text) ?? [];
  if (host === '' || !URL.canParse(`http://${host}/`)) return undefined;
  const url = new URL(`http://${host}/`);
  if (url.pathname !== '/' || url.port !== '') return undefined;
  const port = portText === undefined ? null : Number(portText);
  if (port !== null && (port === 0 || port > MAX_PORT)) return undefined;
  return { hostname: withoutBrackets(url.hostname), port };
}

/** Null when there is none, undefined when it cannot be decoded. */
function readUserinfo(username: string, password: string): Destination['auth'] | undefined {
  if (username === '' && password === '') return null;
  if (!isDecodable(username) || !isDecodable(password)) return undefined;
  return [decodeURIComponent(username), decodeURIComponent(password)];
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

function withoutBrackets(hostname: string): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}
