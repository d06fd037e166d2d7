import { macAddress, type ArpEntry, type LldpNeighbors } from '../result-shapes.js';

/** Reads `show lldp neighbors detail`. The local interface has the name under which `get_interfaces` has it. */
export function nxosLldpNeighbors(detail: string): LldpNeighbors {
  const found: LldpNeighbors = {};
  for (const entry of detail.split(/^(?=Chassis id:)/m)) {
    if (!entry.startsWith('Chassis id:')) continue;
    const value = (name: string): string =>
      new RegExp(`^${name}: ?(.*)$`, 'm').exec(entry)?.[1]?.trim() ?? '';
    const name = value('System Name');
    // NX-OS writes null for what the neighbour does not tell.
    const hostname = name === '' || name === 'null' ? value('Chassis id') : name;
    (found[longName(value('Local Port id'))] ??= []).push({ hostname, port: value('Port id') });
  }
  return found;
}

/** Reads `show ip arp vrf all`. Unfinished entries have no MAC address and are left out. Ages are in seconds. */
export function nxosArpTable(text: string): ArpEntry[] {
  const rows = /^(\d+(?:\.\d+){3}) +(\S+) +([0-9a-fA-F]{4}(?:\.[0-9a-fA-F]{4}){2}) +(\S+)/gm;
  return [...text.matchAll(rows)].map(([, ip = '', age = '', mac = '', name = '']) => ({
    interface: name,
    mac: macAddress(mac),
    ip,
    age: secondsOf(age),
  }));
}

function longName(name: string): string {
  return name.replace(/^Eth(?=\d)/, 'Ethernet').replace(/^Po(?=\d)/, 'port-channel');
}

/** `00:18:18`; -1 for `-`, which does not age. */
function secondsOf(text: string): number {
  const [, hours, minutes, seconds] = /^(\d+):(\d+):(\d+)$/.exec(text) ?? [];
  return hours === undefined ? -1 : Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
}
