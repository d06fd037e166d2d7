import { ARISTA_EOS } from './arista-eos.js';
import { CISCO_IOS } from './cisco-ios.js';
import { FRR } from './frr.js';
import { LINUX } from './linux.js';
import type { Platform } from './platform.js';

/** Every platform of the netmiko driver. */
export const PLATFORMS: readonly Platform[] = [ARISTA_EOS, CISCO_IOS, FRR, LINUX];

const BY_DEVICE_TYPE: ReadonlyMap<string, Platform> = new Map(
  PLATFORMS.flatMap((platform) =>
    // netmiko takes `cisco_ios_ssh` for `cisco_ios`.
    [platform.name, ...platform.aliases].flatMap((name) => [
      [name, platform] as const,
      [`${name}_ssh`, platform] as const,
    ]),
  ),
);

/** The platform behind a `device_type`; undefined when it is unknown. */
export function findPlatform(deviceType: string): Platform | undefined {
  return BY_DEVICE_TYPE.get(deviceType);
}

/** What a user may write as `device_type`, sorted; netmiko's `_ssh` doubles are taken too, but not listed. */
export function deviceTypes(): string[] {
  return PLATFORMS.flatMap(({ name, aliases }) => [name, ...aliases]).sort();
}
