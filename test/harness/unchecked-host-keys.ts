import { HostKeys } from '../../src/drivers/ssh/host-keys.js';

/** For tests and benches of a driver by itself, whose lab devices nobody can impersonate. */
export function uncheckedHostKeys(): HostKeys {
  return new HostKeys({ hostKeys: 'off', knownHosts: null, dataDir: '' });
}
