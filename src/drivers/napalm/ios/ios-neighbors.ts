import { lldpIdentifier, macAddress, type ArpEntry, type LldpNeighbors } from '../result-shapes.js';

const LONG_NAMES: Readonly<Record<string, string>> = {
  Fa: 'FastEthernet',
  Gi: 'GigabitEthernet',
  Tw: 'TwoGigabitEthernet',
  Fi: 'FiveGigabitEthernet',
  Te: 'TenGigabitEthernet',
  Twe: 'TwentyFiveGigE',
  Fo: 'FortyGigabitEthernet',
  Hu: 'HundredGigE',
  Et: 'Ethernet',
  Se: 'Serial',
  Po: 'Port-channel',
  Vl: 'Vlan',
  Lo: 'Loopback',
  Tu: 'Tunnel',
  Mg: 'Mgmt',
};

/** `Gi1/0/2` as `GigabitEthernet1/0/2`, the name under which `get_interfaces` has it. */
export function longInterfaceName(name: string): string {
  const [, short = '', number = ''] = /^([A-Za-z]+) ?(\d.*)$/.exec(name) ?? [];
  const long = LONG_NAMES[short];
  return long === undefined ? name : `${long}${number}`;
}

/**
 * Reads `show lldp neighbors detail`, whose names are whole, or, where it does not name the local interface (old IOS), the
 * table of `show lldp neighbors`, whose names are cut at 20 characters.
 */
export function iosLldpNeighbors(detail: string, table: string): LldpNeighbors {
  const entries = detail.split(/^-{20,}$/m).filter((block) => /^Chassis id:/m.test(block));
  const isWhole = entries.length > 0 && entries.every((entry) => /^Local Intf: ?\S/m.test(entry));
  return grouped(isWhole ? entries.map(entryOf) : rowsOf(table));
}

interface Neighbor {
  readonly local: string;
  readonly hostname: string;
  readonly port: string;
}

function entryOf(entry: string): Neighbor {
  const value = (name: string): string => new RegExp(`^${name}: ?(.*)$`, 'm').exec(entry)?.[1]?.trim() ?? '';
  return {
    local: value('Local Intf'),
    hostname: value('System Name') || lldpIdentifier(value('Chassis id')),
    port: lldpIdentifier(value('Port id')),
  };
}

function rowsOf(table: string): Neighbor[] {
  const lines = table.split('\n');
  const head = lines.findIndex((line) => /^Device ID\s+Local Intf\s+Hold-time/.test(line));
  if (head < 0) return [];
  const at = (name: string): number => (lines[head] ?? '').indexOf(name);
  return lines
    .slice(head + 1)
    .filter((line) => line.slice(at('Local Intf'), at('Hold-time')).trim() !== '' && !/^Total/.test(line))
    .map((line) => ({
      local: line.slice(at('Local Intf'), at('Hold-time')).trim(),
      hostname: line.slice(0, at('Local Intf')).trim(),
      port: line.slice(at('Port ID')).trim(),
    }));
}

function grouped(neighbors: readonly Neighbor[]): LldpNeighbors {
  const found: LldpNeighbors = {};
  for (const { local, hostname, port } of neighbors) {
    (found[longInterfaceName(local)] ??= []).push({ hostname, port });
  }
  return found;
}

/** Reads `show ip arp`. Unfinished entries have no MAC address and are left out. */
export function iosArpTable(text: string): ArpEntry[] {
  const rows = /^Internet +(\S+) +(-|\d+) +([0-9a-fA-F]{4}(?:\.[0-9a-fA-F]{4}){2}) +\S+ *(\S*)\s*$/gm;
  return [...text.matchAll(rows)].map(([, ip = '', age, mac = '', name = '']) => ({
    interface: name,
    mac: macAddress(mac),
    ip,
    age: age === '-' ? -1 : Number(age),
  }));
}
