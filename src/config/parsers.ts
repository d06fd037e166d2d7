import ipaddr from 'ipaddr.js';

/** Turns the text of an environment variable into a value; a fault is returned as what would be allowed. */
export type Parser<T> = (text: string) => { ok: true; value: T } | { ok: false; allowed: string };

/** A range of addresses in CIDR notation, parsed. */
export type Cidr = readonly [address: ipaddr.IPv4 | ipaddr.IPv6, prefixLength: number];

export const text: Parser<string> = (value) => ({ ok: true, value });

export function integer(min: number, max: number): Parser<number> {
  return (value) => {
    const number = /^-?\d+$/.test(value) ? Number(value) : NaN;
    if (number >= min && number <= max) return { ok: true, value: number };
    return { ok: false, allowed: `a whole number from ${min} to ${max}` };
  };
}

export function oneOf<const T extends string>(...words: T[]): Parser<T> {
  return (value) => {
    const word = words.find((candidate) => candidate === value);
    return word ? { ok: true, value: word } : { ok: false, allowed: `one of ${words.join(', ')}` };
  };
}

export const onOff: Parser<boolean> = (value) => {
  if (['true', '1', 'on', 'yes'].includes(value.toLowerCase())) return { ok: true, value: true };
  if (['false', '0', 'off', 'no'].includes(value.toLowerCase())) return { ok: true, value: false };
  return { ok: false, allowed: 'true or false' };
};

export const list: Parser<readonly string[]> = (value) => ({
  ok: true,
  value: value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
});

export const cidrs: Parser<readonly Cidr[]> = (value) => {
  const items = value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
  const parsed = items.map(parseCidr);
  if (parsed.includes(undefined)) {
    return { ok: false, allowed: 'comma separated CIDR ranges, such as 10.1.0.0/16,fd00::/8,192.0.2.7' };
  }
  return { ok: true, value: parsed.filter((cidr) => cidr !== undefined) };
};

/** The same, kept as text. */
export const addressRanges: Parser<readonly string[]> = (value) => {
  const parsed = cidrs(value);
  return parsed.ok ? list(value) : parsed;
};

function parseCidr(item: string): Cidr | undefined {
  if (ipaddr.isValidCIDR(item)) return ipaddr.parseCIDR(item);
  if (ipaddr.IPv4.isValidFourPartDecimal(item)) return [ipaddr.IPv4.parse(item), 32];
  if (ipaddr.IPv6.isValid(item)) return [ipaddr.IPv6.parse(item), 128];
  return undefined;
}

export function optional<T>(parser: Parser<T>): Parser<T | null> {
  return (value) => (value === '' ? { ok: true, value: null } : parser(value));
}

export const redisUrl: Parser<string> = (value) => {
  const allowed = 'redis://[user:password@]host[:port][/db] or the same with rediss://';
  if (!URL.canParse(value)) return { ok: false, allowed };
  const url = new URL(value);
  const isRedis =
    ['redis:', 'rediss:'].includes(url.protocol) && url.hostname !== '' && /^\/?\d*$/.test(url.pathname);
  return isRedis ? { ok: true, value } : { ok: false, allowed };
};

/** Where something listens. */
export interface HostAndPort {
  readonly host: string;
  readonly port: number;
}

/** Comma separated; IPv6 addresses in brackets. */
export function hostsAndPorts(defaultPort: number): Parser<readonly HostAndPort[]> {
  return (value) => {
    const parsed = list(value);
    const items = parsed.ok ? parsed.value.map((item) => hostAndPort(item, defaultPort)) : [];
    const known = items.filter((item) => item !== undefined);
    if (known.length === items.length) return { ok: true, value: known };
    return { ok: false, allowed: 'comma separated host:port, such as 10.0.0.1:6379,[fd00::1]:6379' };
  };
}

function hostAndPort(item: string, defaultPort: number): HostAndPort | undefined {
  const url = `tcp://${item}`;
  if (!/^[^\s@/?#]+$/.test(item) || !URL.canParse(url)) return undefined;
  const { hostname, port } = new URL(url);
  if (hostname === '') return undefined;
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? defaultPort : Number(port),
  };
}

export const httpProxy: Parser<string> = (value) => {
  const allowed = 'http://[user:password@]host:port';
  if (!URL.canParse(value)) return { ok: false, allowed };
  const url = new URL(value);
  const isBare = url.pathname === '/' && url.search === '' && url.hash === '';
  return url.protocol === 'http:' && url.hostname !== '' && isBare
    ? { ok: true, value }
    : { ok: false, allowed };
};

export const httpOrigin: Parser<string> = (value) => {
  const allowed = 'http(s)://host[:port], without a path';
  if (!URL.canParse(value)) return { ok: false, allowed };
  const url = new URL(value);
  const isBare = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
  const isHttp = url.protocol === 'http:' || url.protocol === 'https:';
  return isHttp && isBare ? { ok: true, value: url.origin } : { ok: false, allowed };
};

/** https, or http on this machine. */
export const secureUrl: Parser<string> = (value) => {
  const allowed = 'https://host[:port][/path], or http:// on loopback';
  if (!URL.canParse(value)) return { ok: false, allowed };
  const { protocol, hostname, search, hash, username } = new URL(value);
  const isLocal = ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);
  const isSecure = protocol === 'https:' || (protocol === 'http:' && isLocal);
  return isSecure && search === '' && hash === '' && username === ''
    ? { ok: true, value }
    : { ok: false, allowed };
};

/** Comma separated; `*` is none. */
export const httpOrigins: Parser<readonly string[]> = (value) => {
  const items = list(value);
  const origins = (items.ok ? items.value : []).map(httpOrigin);
  const values = origins.flatMap((origin) => (origin.ok ? [origin.value] : []));
  if (values.length === origins.length) return { ok: true, value: values };
  return { ok: false, allowed: 'comma separated http(s)://host[:port], without paths' };
};

/** What may stand in an HTTP header. */
export const printable: Parser<string> = (value) =>
  /^[\x21-\x7e]+$/.test(value)
    ? { ok: true, value }
    : { ok: false, allowed: 'printable ASCII characters without spaces' };

/** Segments of letters, digits, `_`, `-` and `.`; slashes around are left out. */
export const vaultPath: Parser<string> = (value) => {
  const path = value.replace(/^\/+|\/+$/g, '');
  const isPath = path.split('/').every((segment) => /^[\w.-]+$/.test(segment) && !/^\.+$/.test(segment));
  return isPath ? { ok: true, value: path } : { ok: false, allowed: 'a path such as team/kv' };
};

const ENCRYPTION_KEY_BYTES = 32;

export const encryptionKey: Parser<Buffer> = (value) => {
  const bytes = Buffer.from(value, 'base64');
  if (bytes.length === ENCRYPTION_KEY_BYTES) return { ok: true, value: bytes };
  return { ok: false, allowed: '32 bytes in base64, as `openssl rand -base64 32` makes them' };
};

const API_KEY_MIN_LENGTH = 16;

export const apiKey: Parser<string> = (value) => {
  if (value.length >= API_KEY_MIN_LENGTH && /^[\x21-\x7e]+$/.test(value)) return { ok: true, value };
  return { ok: false, allowed: `${API_KEY_MIN_LENGTH} or more printable ASCII characters without spaces` };
};

export const jsonObject: Parser<object> = (value) => {
  const allowed = 'a JSON object';
  try {
    const parsed: unknown = JSON.parse(value);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
      return { ok: true, value: parsed };
    return { ok: false, allowed };
  } catch {
    return { ok: false, allowed };
  }
};
