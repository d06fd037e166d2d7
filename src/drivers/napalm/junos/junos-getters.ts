import { orElse, type Getter } from '../device-reader.js';
import type { GetterName } from '../getters.js';
import type { Config } from '../result-shapes.js';
import { junosBgpNeighbors } from './junos-bgp.js';
import { junosFacts } from './junos-facts.js';
import { junosInterfaces, junosInterfacesIp } from './junos-interfaces.js';
import { junosArpTable, junosLldpNeighbors } from './junos-neighbors.js';

/** The getters on Junos, by `| display json` (Junos 14.2 and later). */
export const JUNOS_GETTERS: Readonly<Record<GetterName, Getter>> = {
  get_facts: async (device) =>
    junosFacts(
      await device.json('show version'),
      await orElse(device.json('show chassis hardware'), {}),
      await orElse(device.json('show system uptime'), {}),
      Object.keys(junosInterfaces(await device.json('show interfaces'))),
    ),
  get_interfaces: async (device) => junosInterfaces(await device.json('show interfaces')),
  get_interfaces_ip: async (device) => junosInterfacesIp(await device.json('show interfaces')),
  get_lldp_neighbors: async (device) =>
    junosLldpNeighbors(await orElse(device.json('show lldp neighbors'), {})),
  get_bgp_neighbors: async (device) =>
    junosBgpNeighbors(
      await orElse(device.json('show bgp neighbor'), {}),
      await orElse(device.json('show bgp summary'), {}),
    ),
  get_arp_table: async (device) => junosArpTable(await device.json('show arp no-resolve expiration-time')),
  get_config: async (device): Promise<Config> => ({
    running: await device.text('show configuration'),
    startup: '',
    candidate: '',
  }),
};
