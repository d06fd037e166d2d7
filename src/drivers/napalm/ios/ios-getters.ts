import { orElse, type Getter } from '../device-reader.js';
import type { GetterName } from '../getters.js';
import type { Config } from '../result-shapes.js';
import { iosBgpNeighbors } from './ios-bgp.js';
import { iosFacts } from './ios-facts.js';
import { iosInterfaces, iosInterfacesIp } from './ios-interfaces.js';
import { iosArpTable, iosLldpNeighbors } from './ios-neighbors.js';

/** What IOS prints above the configuration itself. */
const CONFIG_HEAD = /^(?:Building configuration.*|Current configuration.*|Using \d+.*|\s*)\n/;

/** Comments that say when the configuration was changed or saved: two backups of the same one would differ by them. */
const CHANGING_LINES = /^! (?:Last configuration change at|NVRAM config last updated at) .*(?:\n|$)/gm;

/** The getters on the command line of Cisco IOS and IOS XE. */
export const IOS_GETTERS: Readonly<Record<GetterName, Getter>> = {
  get_facts: async (device) =>
    iosFacts(
      await device.text('show version'),
      await orElse(device.text('show hosts'), ''),
      await device.text('show ip interface brief'),
    ),
  get_interfaces: async (device) => iosInterfaces(await device.text('show interfaces')),
  get_interfaces_ip: async (device) =>
    iosInterfacesIp(
      await device.text('show ip interface'),
      await orElse(device.text('show ipv6 interface'), ''),
    ),
  get_lldp_neighbors: async (device) =>
    iosLldpNeighbors(
      await orElse(device.text('show lldp neighbors detail'), ''),
      await orElse(device.text('show lldp neighbors'), ''),
    ),
  get_bgp_neighbors: async (device) => {
    const summary = await orElse(device.text('show bgp all summary'), '');
    return iosBgpNeighbors(summary, summary === '' ? '' : await device.text('show bgp all neighbors'));
  },
  get_arp_table: async (device) => iosArpTable(await device.text('show ip arp')),
  get_config: async (device): Promise<Config> => ({
    running: withoutHead(await device.text('show running-config')),
    startup: withoutHead(await orElse(device.text('show startup-config'), '')),
    candidate: '',
  }),
};

export function withoutHead(config: string): string {
  let text = config.replace(CHANGING_LINES, '');
  while (CONFIG_HEAD.test(text)) text = text.replace(CONFIG_HEAD, '');
  return text;
}
