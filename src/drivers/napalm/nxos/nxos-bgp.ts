import { iosDuration } from '../ios/ios-bgp.js';
import {
  asNumber,
  ipv6Address,
  NO_PREFIXES,
  type BgpNeighbors,
  type BgpPeer,
  type PrefixCounts,
} from '../result-shapes.js';

/** Reads `show ip bgp summary` and `show ip bgp neighbors`, which tell of the default VRF. */
export function nxosBgpNeighbors(summary: string, neighbors: string): BgpNeighbors {
  const [, routerId = '', ownAs = ''] =
    /BGP router identifier (\S+), local AS number ([\d.]+)/.exec(summary) ?? [];
  if (routerId === '') return {};
  const peers = neighbors
    .split(/^(?=BGP neighbor is )/m)
    .filter((entry) => entry.startsWith('BGP neighbor is '))
    .map((entry) => peerOf(entry, ownAs));
  return { global: { router_id: routerId, peers: Object.fromEntries(peers) } };
}

function peerOf(entry: string, ownAs: string): readonly [address: string, peer: BgpPeer] {
  const value = (pattern: RegExp): string => pattern.exec(entry)?.[1]?.trim() ?? '';
  const state = value(/^\s+BGP state = (.+)$/m);
  const isUp = state.startsWith('Established');
  const [head = '', ...sections] = entry.split(/^\s+For address family: /m);
  const families = sections.map((section) => [familyName(section), isUp ? countsOf(section) : NO_PREFIXES]);
  const peer: BgpPeer = {
    local_as: asNumber(/\blocal AS ([\d.]+)/.exec(head)?.[1] ?? ownAs),
    remote_as: asNumber(value(/\bremote AS ([\d.]+)/)),
    remote_id: value(/\bremote router ID (\S+)/),
    is_up: isUp,
    is_enabled: !/\(Admin\)|administratively shut down/i.test(state),
    description: value(/^\s+Description: (.*)$/m),
    uptime: isUp ? iosDuration(/up for (\S+)/.exec(state)?.[1] ?? '') : -1,
    address_family: Object.fromEntries(families) as Record<string, PrefixCounts>,
  };
  return [ipv6Address(value(/^BGP neighbor is ([^\s,]+),/)), peer];
}

function familyName(section: string): string {
  const name = (section.split('\n', 1)[0] ?? '').trim().toLowerCase();
  return name.replace(/^(ipv[46]) unicast$/, '$1');
}

/** NX-OS counts what it accepted. */
function countsOf(section: string): PrefixCounts {
  const [, accepted] = /^\s+(\d+) accepted (?:paths|prefixes)/m.exec(section) ?? [];
  const [, sent] = /^\s+(\d+) sent (?:paths|prefixes)/m.exec(section) ?? [];
  if (accepted === undefined) return NO_PREFIXES;
  const count = Number(accepted);
  return {
    received_prefixes: count,
    accepted_prefixes: count,
    sent_prefixes: sent === undefined ? -1 : Number(sent),
  };
}
