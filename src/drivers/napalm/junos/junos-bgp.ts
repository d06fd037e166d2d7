import { listAt, type JsonObject } from '../json-tree.js';
import {
  asNumber,
  NO_PREFIXES,
  type BgpNeighbors,
  type BgpPeer,
  type PrefixCounts,
} from '../result-shapes.js';
import { elements, leaf, secondsOf } from './junos-tree.js';

/** Reads `show bgp neighbor` and, for the times, `show bgp summary`. */
export function junosBgpNeighbors(neighbors: JsonObject, summary: JsonObject): BgpNeighbors {
  const times = new Map(
    elements(summary, 'bgp-peer').map((peer) => [addressOf(peer), secondsOf(peer, 'elapsed-time')]),
  );
  const found: BgpNeighbors = {};
  for (const peer of elements(neighbors, 'bgp-peer')) {
    const instance = leaf(peer, 'peer-cfg-rti') || instanceOfTable(peer);
    const name = instance === '' || instance === 'master' ? 'global' : instance;
    const group = (found[name] ??= { router_id: '', peers: {} });
    group.router_id ||= leaf(peer, 'local-id');
    group.peers[addressOf(peer)] = peerOf(peer, times.get(addressOf(peer)) ?? -1);
  }
  return found;
}

/** Old Junos names the instance in the tables of a peer that is up only: `frontend.inet.0`. */
function instanceOfTable(peer: JsonObject): string {
  const names = listAt(peer, 'bgp-rib').map((rib) => /^(.+)\.inet6?\.0$/.exec(leaf(rib, 'name'))?.[1]);
  return names.find((name) => name !== undefined) ?? '';
}

/** `10.2.1.253+179`: the port follows. */
function addressOf(peer: JsonObject): string {
  return leaf(peer, 'peer-address').replace(/\+.*$/, '');
}

function peerOf(peer: JsonObject, elapsedSeconds: number): BgpPeer {
  const isUp = leaf(peer, 'peer-state') === 'Established';
  const options = elements(peer, 'bgp-options-extended').map((item) => String(item.data));
  return {
    local_as: asNumber(leaf(peer, 'local-as')),
    remote_as: asNumber(leaf(peer, 'peer-as')),
    remote_id: leaf(peer, 'peer-id'),
    is_up: isUp,
    is_enabled: !options.some((option) => /\bShutdown\b/.test(option)),
    description: leaf(peer, 'description'),
    uptime: isUp ? elapsedSeconds : -1,
    address_family: { ipv4: NO_PREFIXES, ipv6: NO_PREFIXES, ...familiesOf(peer) },
  };
}

/** A table's name ends in its family: `inet.0`, `frontend.inet6.0`. */
function familiesOf(peer: JsonObject): Record<string, PrefixCounts> {
  const families: Record<string, PrefixCounts> = {};
  for (const rib of listAt(peer, 'bgp-rib')) {
    const [, family] = /(?:^|\.)(inet6?)\.0$/.exec(leaf(rib, 'name')) ?? [];
    if (family === undefined) continue;
    families[family === 'inet' ? 'ipv4' : 'ipv6'] = {
      received_prefixes: count(leaf(rib, 'received-prefix-count')),
      accepted_prefixes: count(leaf(rib, 'accepted-prefix-count')),
      sent_prefixes: count(leaf(rib, 'advertised-prefix-count')),
    };
  }
  return families;
}

function count(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : -1;
}
