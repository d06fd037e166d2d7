/** What ntc-templates calls the platforms that have another name with netmiko: its index has no rows under theirs. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  aruba_osswitch: 'hp_procurve',
  cisco_xe: 'cisco_ios',
  cumulus_linux: 'linux',
  h3c_comware: 'hp_comware',
  huawei: 'huawei_vrp',
  huawei_vrpv8: 'huawei_vrp',
  juniper: 'juniper_junos',
  nokia_sros: 'alcatel_sros',
  ovs_linux: 'linux',
};

/**
 * The names under which ntc-templates may know a device type of netmiko's, the likeliest first: without the way of the
 * connection, then by {@link OTHER_NAMES}.
 */
export function platformsOf(deviceType: string): string[] {
  const platform = deviceType.replace(/_(telnet|ssh|serial)$/, '');
  const other = Object.hasOwn(OTHER_NAMES, platform) ? OTHER_NAMES[platform] : undefined;
  return other === undefined ? [platform] : [platform, other];
}
