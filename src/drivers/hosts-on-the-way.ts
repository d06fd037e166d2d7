/**
 * The hosts that a session passes before its device: jump hosts. Each could pose as the device, and each is reached over the
 * network, so that whatever is judged of a device's host is judged of them, too.
 *
 * @param args connection arguments of any driver; those over SSH name jump hosts `proxy_host` and `jump_hosts`
 */
export function hostsOnTheWay(args: object): string[] {
  const single: unknown = Reflect.get(args, 'proxy_host');
  const chain: unknown = Reflect.get(args, 'jump_hosts');
  const hosts = Array.isArray(chain) ? chain.map((jump: unknown) => hostOf(jump)) : [];
  return [single, ...hosts].filter((host) => typeof host === 'string');
}

function hostOf(jump: unknown): unknown {
  return typeof jump === 'object' && jump !== null ? Reflect.get(jump, 'host') : undefined;
}
