/** The getters that this driver has, by NAPALM's names. */
export const GETTER_NAMES = [
  'get_facts',
  'get_interfaces',
  'get_interfaces_ip',
  'get_lldp_neighbors',
  'get_bgp_neighbors',
  'get_arp_table',
  'get_config',
] as const;

export type GetterName = (typeof GETTER_NAMES)[number];

export function isGetterName(name: string): name is GetterName {
  return (GETTER_NAMES as readonly string[]).includes(name);
}
