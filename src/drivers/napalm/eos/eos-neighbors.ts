import { listAt, numberAt, objectAt, textAt, type JsonObject } from '../json-tree.js';
import { macAddress, type ArpEntry, type LldpNeighbors } from '../result-shapes.js';

/** Reads `show lldp neighbors`. */
export function eosLldpNeighbors(answer: JsonObject): LldpNeighbors {
  const found: LldpNeighbors = {};
  for (const neighbor of listAt(answer, 'lldpNeighbors')) {
    (found[textAt(neighbor, 'port')] ??= []).push({
      hostname: textAt(neighbor, 'neighborDevice'),
      port: textAt(neighbor, 'neighborPort'),
    });
  }
  return found;
}

/** Reads `show arp vrf all`, or its answer without VRFs. A static entry has no age. */
export function eosArpTable(answer: JsonObject): ArpEntry[] {
  const tables = [answer, ...Object.values(objectAt(answer, 'vrfs')).map((vrf) => objectAt(vrf))];
  return tables
    .flatMap((table) => listAt(table, 'ipV4Neighbors'))
    .map((entry) => ({
      interface: textAt(entry, 'interface'),
      mac: macAddress(textAt(entry, 'hwAddress')),
      ip: textAt(entry, 'address'),
      age: numberAt(entry, 'age'),
    }));
}
