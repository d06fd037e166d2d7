/**
 * The hosts that a session passes before its device: jump hosts. Each could pose as the device, and each is reached over the
 * network, so that whatever is judged of a device's host is judged of them, too.
 *
 * @param args connection arguments of any driver
 */
export function hostsOnTheWay(args: object): string[] {
  return 'proxy_host' in args && typeof args.proxy_host === 'string' ? [args.proxy_host] : [];
}
