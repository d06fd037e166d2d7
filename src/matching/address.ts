import ipaddr from 'ipaddr.js';

export type IPAddress = ipaddr.IPv4 | ipaddr.IPv6;

/** Reads the text of a literal address, with or without a zone (`fe80::1%eth0`); undefined when it is none. */
export function parseAddress(text: string): IPAddress | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  const [address = ''] = text.split('%');
  return ipaddr.IPv6.isValid(address) ? ipaddr.IPv6.parse(address) : undefined;
}

/** The literal address in a URL's `hostname`, which WHATWG URL has normalised already; undefined for a name. */
export function literalAddress(hostname: string): IPAddress | undefined {
  return parseAddress(hostname.startsWith('[') ? hostname.slice(1, -1) : hostname);
}

interface Embedding {
  readonly prefix: ipaddr.IPv6;
  readonly prefixLength: number;
  /** Where the four bytes begin. */
  readonly offset: number;
  /** Whether the embedded address alone is what is reached, so that it alone is judged. */
  readonly isSubstitute: boolean;
}

function embedding(prefix: string, prefixLength: number, offset: number, isSubstitute = false): Embedding {
  return { prefix: ipaddr.IPv6.parse(prefix), prefixLength, offset, isSubstitute };
}

/** IPv6 forms that carry an IPv4 address, which a kernel or a translator may dial in their stead. */
const EMBEDDINGS: readonly Embedding[] = [
  // RFC 4291, 2.5.5.2: IPv4-mapped. The kernel dials the IPv4 address.
  embedding('::ffff:0:0', 96, 12, true),
  // RFC 6052: NAT64's well-known prefix.
  embedding('64:ff9b::', 96, 12, true),
  // RFC 4291, 2.5.5.1: IPv4-compatible, deprecated.
  embedding('::', 96, 12),
  // RFC 2765: IPv4-translated.
  embedding('::ffff:0:0:0', 96, 12),
  // RFC 8215: local-use NAT64, with the /96 layout.
  embedding('64:ff9b:1::', 48, 12),
  // RFC 3056: 6to4.
  embedding('2002::', 16, 2),
];

const ISATAP_INTERFACE_IDS = ['00005efe', '02005efe'];

/**
 * The addresses by which `address` has to be judged: itself and every IPv4 address in it, or the IPv4 address alone
 * where the IPv6 form is only another way to write it.
 */
export function facesOf(address: IPAddress): readonly IPAddress[] {
  if (address instanceof ipaddr.IPv4) return [address];
  if (isUnspecifiedOrLoopback(address)) return [address];
  const bytes = address.toByteArray();
  for (const { prefix, prefixLength, offset, isSubstitute } of EMBEDDINGS) {
    if (!address.match(prefix, prefixLength)) continue;
    const embedded = new ipaddr.IPv4(bytes.slice(offset, offset + 4));
    return isSubstitute ? [embedded] : [address, embedded];
  }
  const interfaceId = Buffer.from(bytes.slice(8, 12)).toString('hex');
  if (ISATAP_INTERFACE_IDS.includes(interfaceId)) return [address, new ipaddr.IPv4(bytes.slice(12, 16))];
  return [address];
}

/** `::` and `::1` look like IPv4-compatible addresses and are none (RFC 4291, 2.5.2 and 2.5.3). */
function isUnspecifiedOrLoopback(address: ipaddr.IPv6): boolean {
  return address.range() === 'unspecified' || address.range() === 'loopback';
}

/** A CIDR range, with an IPv4-mapped one written as the IPv4 range that it means. */
export function normalizeRange([address, prefixLength]: readonly [IPAddress, number]): readonly [
  IPAddress,
  number,
] {
  const isMapped = address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() && prefixLength >= 96;
  return isMapped ? [address.toIPv4Address(), prefixLength - 96] : [address, prefixLength];
}

/** Whether the address lies in the range; false for the other family. */
export function isWithin(address: IPAddress, [network, prefixLength]: readonly [IPAddress, number]): boolean {
  if (address instanceof ipaddr.IPv4)
    return network instanceof ipaddr.IPv4 && address.match(network, prefixLength);
  return network instanceof ipaddr.IPv6 && address.match(network, prefixLength);
}
