import type { JsonObject } from '../json-tree.js';
import { macAddress, type ArpEntry, type LldpNeighbors } from '../result-shapes.js';
import { elements, leaf } from './junos-tree.js';

/** Reads `show lldp neighbors`. */
export function junosLldpNeighbors(answer: JsonObject): LldpNeighbors {
  const found: LldpNeighbors = {};
  for (const neighbor of elements(answer, 'lldp-neighbor-information')) {
    const local = leaf(neighbor, 'lldp-local-port-id') || leaf(neighbor, 'lldp-local-interface');
    (found[local] ??= []).push({
      hostname: leaf(neighbor, 'lldp-remote-system-name') || leaf(neighbor, 'lldp-remote-chassis-id'),
      port: leaf(neighbor, 'lldp-remote-port-id') || leaf(neighbor, 'lldp-remote-port-description'),
    });
  }
  return found;
}

/** Reads `show arp no-resolve expiration-time`. */
export function junosArpTable(answer: JsonObject): ArpEntry[] {
  return elements(answer, 'arp-table-entry').map((entry) => {
    const left = leaf(entry, 'time-to-expire');
    return {
      interface: leaf(entry, 'interface-name'),
      mac: macAddress(leaf(entry, 'mac-address')),
      ip: leaf(entry, 'ip-address'),
      age: /^\d+$/.test(left) ? Number(left) : -1,
    };
  });
}
