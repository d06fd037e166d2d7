import ipaddr from 'ipaddr.js';
import { matchesGlob } from './glob.js';

/** A device's host, read once for all subscriptions. */
export interface DeviceHost {
  /** As the job named it, in lower case and without the dot at the end. */
  readonly name: string;
  /** Null for a name: names are not looked up. */
  readonly address: ipaddr.IPv4 | ipaddr.IPv6 | null;
}

/** Says whether a host is one of those that an entry of a filter names. */
export type HostMatcher = (host: DeviceHost) => boolean;

const PATTERN = /^[a-z0-9._:*?-]{1,255}$/;

export function readHost(text: string): DeviceHost {
  const name = withoutDot(text.toLowerCase());
  return { name, address: ipaddr.isValid(name) ? ipaddr.process(name) : null };
}

/**
 * Reads an entry of a host filter: a range of addresses (`10.1.0.0/16`, `2001:db8::/32`) or an address, for jobs whose host
 * is an address in whatever form; else a name or pattern of names (`core-*`, `*.lab.example.com`), compared with the host as
 * the job names it, regardless of case.
 *
 * @returns undefined for what is none of these
 */
export function hostMatcher(entry: string): HostMatcher | undefined {
  const text = withoutDot(entry.toLowerCase());
  const range = readRange(text);
  if (range) return ({ address }) => address !== null && isInside(address, range);
  if (!PATTERN.test(text)) return undefined;
  return /[*?]/.test(text) ? ({ name }) => matchesGlob(name, text) : ({ name }) => name === text;
}

type Range = readonly [ipaddr.IPv4 | ipaddr.IPv6, number];

function readRange(text: string): Range | undefined {
  if (text.includes('/')) {
    const isRange =
      ipaddr.isValidCIDR(text) && (text.includes(':') || ipaddr.IPv4.isValidCIDRFourPartDecimal(text));
    return isRange ? ipaddr.parseCIDR(text) : undefined;
  }
  if (!text.includes(':') && !ipaddr.IPv4.isValidFourPartDecimal(text)) return undefined;
  if (!ipaddr.isValid(text)) return undefined;
  const address = ipaddr.process(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

function isInside(address: ipaddr.IPv4 | ipaddr.IPv6, [base, length]: Range): boolean {
  return address.kind() === base.kind() && address.match(base, length);
}

function withoutDot(name: string): string {
  return name.endsWith('.') ? name.slice(0, -1) : name;
}
