import { orElse, type Getter } from '../device-reader.js';
import type { GetterName } from '../getters.js';
import type { Config } from '../result-shapes.js';
import { eosBgpNeighbors } from './eos-bgp.js';
import { eosFacts, eosInterfaces, eosInterfacesIp } from './eos-interfaces.js';
import { eosArpTable, eosLldpNeighbors } from './eos-neighbors.js';

/** The getters on Arista EOS: the same JSON over eAPI and, by `| json`, on the command line. */
export const EOS_GETTERS: Readonly<Record<GetterName, Getter>> = {
  get_facts: async (device) =>
    eosFacts(
      await device.json('show version'),
      await orElse(device.json('show hostname'), {}),
      await device.json('show interfaces'),
      Date.now(),
    ),
  get_interfaces: async (device) => eosInterfaces(await device.json('show interfaces')),
  get_interfaces_ip: async (device) =>
    eosInterfacesIp(
      await device.json('show ip interface'),
      await orElse(device.json('show ipv6 interface'), {}),
    ),
  get_lldp_neighbors: async (device) =>
    eosLldpNeighbors(await orElse(device.json('show lldp neighbors'), {})),
  get_bgp_neighbors: async (device) => {
    const summary = await orElse(device.json('show ip bgp summary vrf all'), {});
    return eosBgpNeighbors(
      summary,
      await orElse(device.json('show ip bgp neighbors vrf all'), {}),
      await orElse(device.json('show ipv6 bgp summary vrf all'), {}),
      await orElse(device.json('show ipv6 bgp peers vrf all'), {}),
    );
  },
  get_arp_table: async (device) => eosArpTable(await device.json('show arp vrf all')),
  get_config: async (device): Promise<Config> => ({
    running: await device.text('show running-config'),
    startup: await orElse(device.text('show startup-config'), ''),
    candidate: '',
  }),
};
