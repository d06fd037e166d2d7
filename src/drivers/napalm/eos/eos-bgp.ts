import { listAt, numberAt, objectAt, textAt, type JsonObject } from '../json-tree.js';
import { asNumber, type BgpNeighbors, type BgpPeer, type PrefixCounts } from '../result-shapes.js';

/**
 * Reads `show ip bgp summary vrf all` and `show ip bgp neighbors vrf all`, and the same of IPv6 (`show ipv6 bgp peers vrf
 * all`). A peer of either stands in the lists of both; it is taken once.
 */
export function eosBgpNeighbors(
  ipv4Summary: JsonObject,
  ipv4Peers: JsonObject,
  ipv6Summary: JsonObject,
  ipv6Peers: JsonObject,
): BgpNeighbors {
  const found: BgpNeighbors = {};
  for (const answer of [ipv4Summary, ipv6Summary]) {
    for (const [vrf, value] of Object.entries(objectAt(answer, 'vrfs'))) {
      const routerId = textAt(objectAt(value), 'routerId');
      if (routerId !== '') found[instanceName(vrf)] ??= { router_id: routerId, peers: {} };
    }
  }
  for (const answer of [ipv4Peers, ipv6Peers]) {
    for (const [vrf, value] of Object.entries(objectAt(answer, 'vrfs'))) {
      for (const peer of listAt(value, 'peerList')) {
        const address = textAt(peer, 'peerAddress');
        const instance = (found[instanceName(vrf)] ??= {
          router_id: textAt(peer, 'localRouterId'),
          peers: {},
        });
        const inIpv4 = objectAt(ipv4Summary, 'vrfs', vrf, 'peers', address);
        const inIpv6 = objectAt(ipv6Summary, 'vrfs', vrf, 'peers', address);
        instance.peers[address] ??= peerOf(peer, inIpv4, inIpv6);
      }
    }
  }
  return found;
}

function instanceName(vrf: string): string {
  return vrf === 'default' ? 'global' : vrf;
}

function peerOf(peer: JsonObject, inIpv4: JsonObject, inIpv6: JsonObject): BgpPeer {
  const isUp = textAt(peer, 'state') === 'Established';
  return {
    local_as: asNumber(textAt(peer, 'localAsn')),
    remote_as: asNumber(textAt(peer, 'asn')),
    remote_id: textAt(peer, 'routerId'),
    is_up: isUp,
    is_enabled: !/admin/i.test(textAt(peer, 'idleReason')),
    description: textAt(peer, 'description'),
    uptime: isUp ? numberAt(peer, 'establishedTime') : -1,
    address_family: {
      ipv4: counts(numberAt(peer, 'prefixesReceived'), numberAt(peer, 'prefixesSent'), inIpv4),
      ipv6: counts(numberAt(peer, 'v6PrefixesReceived'), numberAt(peer, 'v6PrefixesSent'), inIpv6),
    },
  };
}

/** Old EOS does not tell how many it accepted: then it is what it received. */
function counts(received: number, sent: number, summary: JsonObject): PrefixCounts {
  const accepted = numberAt(summary, 'prefixAccepted');
  return {
    received_prefixes: received,
    accepted_prefixes: accepted < 0 ? received : accepted,
    sent_prefixes: sent,
  };
}
