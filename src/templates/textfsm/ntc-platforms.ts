/**
 * The names under which ntc-templates may know a device type of netmiko's, the likeliest first: without the way of the
 * connection, and IOS-XE also as IOS, as netmiko does it.
 */
export function platformsOf(deviceType: string): string[] {
  const platform = deviceType.replace(/_(telnet|ssh|serial)$/, '');
  return platform === 'cisco_xe' ? ['cisco_xe', 'cisco_ios'] : [platform];
}
