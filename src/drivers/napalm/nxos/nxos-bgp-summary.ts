import { iosDuration } from '../ios/ios-bgp.js';
import { asNumber, ipv6Address, type BgpNeighbors, type BgpPeer } from '../result-shapes.js';

const SECTION = /^BGP summary information for VRF (\S+), address family (.+)$/m;
/** A long address stands on a line of its own. The table of EVPN's routes, which has a letter for the 4, is none. */
const ROW = /^(\S+)\s+4\s+([\d.]+)(?:\s+\S+){5}\s+(\S+)\s+(\S.*?)\s*$/gm;

/** Reads `show bgp all summary vrf all`, which tells of every VRF, and of each peer less than the details do. */
export function nxosBgpSummary(text: string): BgpNeighbors {
  const found: BgpNeighbors = {};
  for (const section of text.split(/^(?=BGP summary information for VRF )/m)) {
    const [, vrf = '', family = ''] = SECTION.exec(section) ?? [];
    const [, routerId = '', ownAs = ''] =
      /^BGP router identifier (\S+), local AS number ([\d.]+)/m.exec(section) ?? [];
    if (routerId === '') continue;
    const { peers } = (found[vrf === 'default' ? 'global' : vrf] ??= { router_id: routerId, peers: {} });
    for (const [, address = '', remoteAs = '', upFor = '', state = ''] of section.matchAll(ROW)) {
      const peer = (peers[ipv6Address(address)] ??= peerOf(ownAs, remoteAs, upFor, state));
      peer.address_family[familyName(family)] = {
        received_prefixes: /^\d+$/.test(state) ? Number(state) : -1,
        accepted_prefixes: -1,
        sent_prefixes: -1,
      };
    }
  }
  return found;
}

/** `details` with what only the summary tells of. */
export function withSummary(details: BgpNeighbors, summary: BgpNeighbors): BgpNeighbors {
  const vrfs = Object.entries(summary).map(([vrf, instance]) => [
    vrf,
    { ...instance, ...details[vrf], peers: { ...instance.peers, ...details[vrf]?.peers } },
  ]);
  return { ...details, ...(Object.fromEntries(vrfs) as BgpNeighbors) };
}

function peerOf(ownAs: string, remoteAs: string, upFor: string, state: string): BgpPeer {
  const isUp = /^\d+$/.test(state);
  return {
    local_as: asNumber(ownAs),
    remote_as: asNumber(remoteAs),
    // That of a peer that has not told its own.
    remote_id: '0.0.0.0',
    is_up: isUp,
    is_enabled: !/\(Admin\)/.test(state),
    description: '',
    uptime: isUp ? iosDuration(upFor) : -1,
    address_family: {},
  };
}

function familyName(family: string): string {
  return family
    .trim()
    .toLowerCase()
    .replace(/^(ipv[46]) unicast$/, '$1');
}
