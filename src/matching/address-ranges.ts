import ipaddr from 'ipaddr.js';
import { isWithin, type IPAddress } from './address.js';

/** Why an address is special; the word that a user reads. */
export type RangeName =
  | 'cloud metadata'
  | 'link-local'
  | 'multicast'
  | 'unspecified'
  | 'broadcast or class E'
  | 'loopback'
  | 'reserved';

type NamedRange = readonly [name: RangeName, cidr: string];

/**
 * Where cloud providers answer with credentials or user data, and who says so. Link-local ones are listed too, so that a
 * refusal says what the address is. Those outside link-local are why `range() !== 'unicast'` is no guard. Hetzner,
 * DigitalOcean, Vultr, IBM, Huawei and OVH document the first one alone.
 */
export const CLOUD_METADATA: readonly NamedRange[] = [
  // AWS ("Access instance metadata"), Azure, GCP, Oracle, OpenStack (nova, "Metadata service") and most others.
  ['cloud metadata', '169.254.169.254/32'],
  // AWS: credentials of ECS tasks, and of EKS pods ("EKS Pod Identity Agent", also in the AWS SDKs' allow-list).
  ['cloud metadata', '169.254.170.2/32'],
  ['cloud metadata', '169.254.170.23/32'],
  // Tencent (its metadata.tencentyun.com; also in Datadog's agent), and the address that this name had before.
  ['cloud metadata', '169.254.0.23/32'],
  ['cloud metadata', '100.88.222.5/32'],
  // Scaleway (API reference, "User data"), which names the IPv6 one below as well.
  ['cloud metadata', '169.254.42.42/32'],
  // Azure's WireServer ("What is IP address 168.63.129.16?"): looks like ordinary public unicast.
  ['cloud metadata', '168.63.129.16/32'],
  // Equinix Metal, once Packet: metadata.packet.net "should always resolve to" it (a Kubernetes installer for it). Public too.
  ['cloud metadata', '192.80.8.124/32'],
  // Alibaba (cloud-init, "AliYun"), inside the shared address space of RFC 6598.
  ['cloud metadata', '100.100.100.200/32'],
  // Oracle Cloud Classic (in many public guards' lists).
  ['cloud metadata', '192.0.0.192/32'],
  // AWS Nitro's local services over IPv6: metadata ::254, EKS ::23, DNS ::253, NTP ::123.
  ['cloud metadata', 'fd00:ec2::/32'],
  // GCP, IPv6-only instances (in many public guards' lists).
  ['cloud metadata', 'fd20:ce::254/128'],
  // Over IPv6, unique local addresses, which are otherwise allowed: Oracle (its SDKs), Scaleway, Alibaba (cloud-init's
  // DataSourceAliYun), Akamai/Linode ("Use the Metadata service API": ::1).
  ['cloud metadata', 'fd00:c1::a9fe:a9fe/128'],
  ['cloud metadata', 'fd00:42::42/128'],
  ['cloud metadata', 'fd00:100::100:200/128'],
  ['cloud metadata', 'fd00:a9fe:a9fe::/48'],
  // OpenStack since Victoria (nova, "Metadata service").
  ['cloud metadata', 'fe80::a9fe:a9fe/128'],
];

/** Refused whatever the settings say. */
const ALWAYS_REFUSED: readonly NamedRange[] = [
  ...CLOUD_METADATA,
  ['link-local', '169.254.0.0/16'],
  ['link-local', 'fe80::/10'],
  ['multicast', '224.0.0.0/4'],
  ['multicast', 'ff00::/8'],
  // RFC 1122: "this network". Linux dials 0.0.0.0 as loopback.
  ['unspecified', '0.0.0.0/8'],
  ['unspecified', '::/128'],
  ['broadcast or class E', '240.0.0.0/4'],
];

const LOOPBACK: readonly NamedRange[] = [
  ['loopback', '127.0.0.0/8'],
  ['loopback', '::1/128'],
];

/** The IANA special-purpose registries (RFC 6890 and later): nothing that receives webhooks lives there by right. */
const RESERVED: readonly NamedRange[] = [
  ['reserved', '192.0.0.0/24'],
  ['reserved', '192.0.2.0/24'],
  ['reserved', '192.88.99.0/24'],
  ['reserved', '198.18.0.0/15'],
  ['reserved', '198.51.100.0/24'],
  ['reserved', '203.0.113.0/24'],
  // IETF protocol assignments; Teredo, whose hosts hide behind obfuscated IPv4, is in it.
  ['reserved', '2001::/23'],
  ['reserved', '2001:db8::/32'],
  ['reserved', '3fff::/20'],
];

const GLOBAL_UNICAST = ipaddr.IPv6.parse('2000::');
const UNIQUE_LOCAL = ipaddr.IPv6.parse('fc00::');

type ParsedRange = readonly [name: RangeName, range: readonly [IPAddress, number]];

function parse(ranges: readonly NamedRange[]): readonly ParsedRange[] {
  return ranges.map(([name, cidr]) => [name, ipaddr.parseCIDR(cidr)]);
}

function find(ranges: readonly ParsedRange[], address: IPAddress): RangeName | undefined {
  return ranges.find(([, range]) => isWithin(address, range))?.[0];
}

const PARSED_ALWAYS = parse(ALWAYS_REFUSED);
const PARSED_CONDITIONAL = parse([...LOOPBACK, ...RESERVED]);

/** The range of `address` that no setting opens, if it is in one. */
export function alwaysRefusedRange(address: IPAddress): RangeName | undefined {
  return find(PARSED_ALWAYS, address);
}

/** The range of `address` that is refused unless a setting opens it, if it is in one. */
export function conditionalRange(address: IPAddress): RangeName | undefined {
  const name = find(PARSED_CONDITIONAL, address);
  if (name || address instanceof ipaddr.IPv4) return name;
  const isKnownUnicast = address.match(GLOBAL_UNICAST, 3) || address.match(UNIQUE_LOCAL, 7);
  return isKnownUnicast ? undefined : 'reserved';
}
