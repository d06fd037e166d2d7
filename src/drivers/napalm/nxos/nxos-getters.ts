import { orElse, type Getter } from '../device-reader.js';
import type { GetterName } from '../getters.js';
import type { Config } from '../result-shapes.js';
import { nxosBgpSummary, withSummary } from './nxos-bgp-summary.js';
import { nxosBgpNeighbors } from './nxos-bgp.js';
import { nxosFacts } from './nxos-facts.js';
import { nxosInterfaces, nxosInterfacesIp } from './nxos-interfaces.js';
import { nxosArpTable, nxosLldpNeighbors } from './nxos-neighbors.js';

/** What NX-OS prints above the configuration itself: the command, and when it was asked. */
const CONFIG_HEAD =
  /^(?:!(?:Command|Time|Running configuration last done at|Startup config saved at)\b.*|\s*)\n/;

/** The getters on the command line of NX-OS. */
export const NXOS_GETTERS: Readonly<Record<GetterName, Getter>> = {
  get_facts: async (device) =>
    nxosFacts(
      await device.text('show version'),
      await orElse(device.text('show hostname'), ''),
      await device.text('show interface'),
    ),
  get_interfaces: async (device) => nxosInterfaces(await device.text('show interface')),
  get_interfaces_ip: async (device) =>
    nxosInterfacesIp(
      await device.text('show ip interface vrf all'),
      await orElse(device.text('show ipv6 interface vrf all'), ''),
    ),
  get_lldp_neighbors: async (device) =>
    nxosLldpNeighbors(await orElse(device.text('show lldp neighbors detail'), '')),
  get_bgp_neighbors: async (device) => {
    const summary = await orElse(device.text('show ip bgp summary'), '');
    if (summary === '') return {};
    return withSummary(
      nxosBgpNeighbors(summary, await device.text('show ip bgp neighbors')),
      nxosBgpSummary(await orElse(device.text('show bgp all summary vrf all'), '')),
    );
  },
  get_arp_table: async (device) => nxosArpTable(await device.text('show ip arp vrf all')),
  get_config: async (device): Promise<Config> => ({
    running: withoutNxosHead(await device.text('show running-config')),
    startup: withoutNxosHead(await orElse(device.text('show startup-config'), '')),
    candidate: '',
  }),
};

/** The configuration without the lines that change with every question. */
export function withoutNxosHead(config: string): string {
  let text = config;
  while (CONFIG_HEAD.test(text)) text = text.replace(CONFIG_HEAD, '');
  return text;
}
