import ipaddr from 'ipaddr.js';
import { matchesGlob } from '../matching/glob.js';
import { hostMatcher, readHost, type HostMatcher } from '../matching/host-matcher.js';

/** What an entry may be, for messages. */
export const NETWORK_RULE =
  'a range such as 10.1.0.0/16, an address, or a host name, whose * stays within a label';

const NAME = /^(?=.*[a-z])[a-z0-9_*?-]+(\.[a-z0-9_*?-]+)*$/;

/**
 * The devices that a key may use: ranges and addresses for hosts that are addresses, names for hosts that are names. A name
 * is never looked up to see whether its address is in a range: whoever owns the name could have it point elsewhere a moment
 * later. And a `*` in a name matches no dot, so that `core-*` does not let `core-1.somebody-else.example` in.
 */
export class DeviceNetworks {
  /** No device at all. */
  static readonly NONE = new DeviceNetworks([], []);

  private constructor(
    readonly entries: readonly string[],
    private readonly matchers: readonly HostMatcher[],
  ) {}

  /** @returns undefined when an entry is none of {@link NETWORK_RULE} */
  static read(entries: readonly string[]): DeviceNetworks | undefined {
    const matchers = entries.map(matcherOf).filter((matcher) => matcher !== undefined);
    return matchers.length === entries.length ? new DeviceNetworks(entries, matchers) : undefined;
  }

  /** @param host as a job names it */
  allows(host: string): boolean {
    const device = readHost(host);
    return this.matchers.some((matches) => matches(device));
  }
}

function matcherOf(entry: string): HostMatcher | undefined {
  const text = entry.toLowerCase().replace(/\.$/, '');
  if (isAddresses(text)) return hostMatcher(text);
  // What reads as an address in an older notation is no name; `10.*` would also match a name that begins so.
  if (!NAME.test(text) || readHost(text).address !== null) return undefined;
  const labels = text.split('.');
  return ({ name, address }) => address === null && matchesLabels(name.split('.'), labels);
}

function isAddresses(text: string): boolean {
  if (text.includes('/')) return hostMatcher(text) !== undefined;
  return text.includes(':') ? ipaddr.IPv6.isValid(text) : ipaddr.IPv4.isValidFourPartDecimal(text);
}

function matchesLabels(names: readonly string[], patterns: readonly string[]): boolean {
  return (
    names.length === patterns.length && names.every((name, index) => matchesGlob(name, patterns[index] ?? ''))
  );
}
