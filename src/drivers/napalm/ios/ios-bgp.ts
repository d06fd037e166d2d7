import {
  asNumber,
  ipv6Address,
  NO_PREFIXES,
  type BgpNeighbors,
  type BgpPeer,
  type PrefixCounts,
} from '../result-shapes.js';

const SECONDS_IN: Readonly<Record<string, number>> = { y: 31_536_000, w: 604_800, d: 86_400, h: 3_600 };

/** Reads `show bgp all summary` and `show bgp all neighbors`. */
export function iosBgpNeighbors(summary: string, neighbors: string): BgpNeighbors {
  const [, routerId = '', ownAs = ''] =
    /BGP router identifier (\S+), local AS number (\S+)/.exec(summary) ?? [];
  if (routerId === '') return {};
  const shut = shutPeers(summary);
  const found: BgpNeighbors = { global: { router_id: routerId, peers: {} } };
  for (const { family, entry } of entriesOf(neighbors)) {
    const { vrf, address, peer } = peerOf(entry, ownAs, shut);
    const instance = (found[vrf] ??= { router_id: routerId, peers: {} });
    const known = (instance.peers[address] ??= peer);
    for (const [name, counts] of familiesOf(entry, family)) {
      known.address_family[name] = known.is_up ? counts : NO_PREFIXES;
    }
  }
  return found;
}

/** A row of the summary is broken behind a long address. */
function shutPeers(summary: string): Set<string> {
  return new Set(
    [...summary.matchAll(/^\*?(\S+)\s+4\s.*Idle \(Admin\)/gm)].map(([, address = '']) => address),
  );
}

function entriesOf(text: string): { family: string; entry: string }[] {
  let family = '';
  return text.split(/^(?=(?:For address family: |BGP neighbor is ))/m).flatMap((entry) => {
    if (entry.startsWith('BGP neighbor is ')) return [{ family, entry }];
    family = /^For address family: (.+)$/m.exec(entry)?.[1] ?? family;
    return [];
  });
}

function peerOf(
  entry: string,
  ownAs: string,
  shut: ReadonlySet<string>,
): { vrf: string; address: string; peer: BgpPeer } {
  const value = (pattern: RegExp): string => pattern.exec(entry)?.[1]?.trim() ?? '';
  const address = value(/^BGP neighbor is \*?([^\s,]+),/);
  const isUp = /^\s+BGP state = Established/m.test(entry);
  return {
    vrf: value(/^BGP neighbor is [^\n]*\bvrf ([^\s,]+)/) || 'global',
    address: ipv6Address(address),
    peer: {
      local_as: asNumber(value(/^BGP neighbor is [^\n]*\blocal AS ([\d.]+)/) || ownAs),
      remote_as: asNumber(value(/\bremote AS ([\d.]+)/)),
      remote_id: value(/\bremote router ID (\S+)/),
      is_up: isUp,
      is_enabled: !shut.has(address) && !/^\s+Administratively shut down/m.test(entry),
      description: value(/^\s+Description: (.*)$/m),
      uptime: isUp ? iosDuration(value(/BGP state = Established, up for (\S+)/)) : -1,
      address_family: {},
    },
  };
}

/** IOS counts what it accepted; what a filter kept out is not in `Prefixes Current`. */
function familiesOf(entry: string, outer: string): [name: string, counts: PrefixCounts][] {
  const [head = '', ...sections] = entry.split(/^ For address family: /m);
  if (sections.length === 0 && outer !== '') return [[familyName(outer), countsOf(head)]];
  return sections.map((section) => [familyName(section.split('\n', 1)[0] ?? ''), countsOf(section)]);
}

function familyName(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/^(ipv[46]) unicast$/, '$1');
}

function countsOf(section: string): PrefixCounts {
  const [, sent, received] = /Prefixes Current:\s+(\d+)\s+(\d+)/.exec(section) ?? [];
  if (sent === undefined || received === undefined) return NO_PREFIXES;
  const accepted = Number(received);
  return { received_prefixes: accepted, accepted_prefixes: accepted, sent_prefixes: Number(sent) };
}

/** `00:20:06`, `1d05h`, `7w3d`, `1y10w` in seconds, as IOS and NX-OS write them; -1 for `never`. */
export function iosDuration(text: string): number {
  const [, hours, minutes, seconds] = /^(\d+):(\d+):(\d+)$/.exec(text) ?? [];
  if (hours !== undefined) return Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
  const parts = [...text.matchAll(/(\d+)([ywdh])/g)];
  if (parts.length === 0) return -1;
  return parts.reduce((sum, [, count, unit = 'h']) => sum + Number(count) * (SECONDS_IN[unit] ?? 0), 0);
}
