import { anyPlatform } from './any-platform.js';
import { ARISTA_EOS } from './arista-eos.js';
import { ARUBA_AOSCX } from './aruba-aoscx.js';
import { CISCO_ASA } from './cisco-asa.js';
import { CISCO_IOS } from './cisco-ios.js';
import { CISCO_NXOS } from './cisco-nxos.js';
import { CISCO_XR } from './cisco-xr.js';
import { DELL_OS10 } from './dell-os10.js';
import { FORTINET } from './fortinet.js';
import { FRR } from './frr.js';
import { HP_COMWARE } from './hp-comware.js';
import { HP_PROCURVE } from './hp-procurve.js';
import { HUAWEI, HUAWEI_VRPV8 } from './huawei-vrp.js';
import { JUNIPER_JUNOS } from './juniper-junos.js';
import { LINUX } from './linux.js';
import { MIKROTIK_ROUTEROS } from './mikrotik-routeros.js';
import { NOKIA_SRL } from './nokia-srl.js';
import { NOKIA_SROS } from './nokia-sros.js';
import { PALOALTO_PANOS } from './paloalto-panos.js';
import type { Platform } from './platform.js';
import { RUIJIE_OS } from './ruijie-os.js';
import { UBIQUITI_EDGEROUTER, VYOS } from './vyos.js';

/** Every platform of the netmiko driver. */
export const PLATFORMS: readonly Platform[] = [
  ARISTA_EOS,
  ARUBA_AOSCX,
  CISCO_ASA,
  CISCO_IOS,
  CISCO_NXOS,
  CISCO_XR,
  DELL_OS10,
  FORTINET,
  FRR,
  HP_COMWARE,
  HP_PROCURVE,
  HUAWEI,
  HUAWEI_VRPV8,
  JUNIPER_JUNOS,
  LINUX,
  MIKROTIK_ROUTEROS,
  NOKIA_SRL,
  NOKIA_SROS,
  PALOALTO_PANOS,
  RUIJIE_OS,
  UBIQUITI_EDGEROUTER,
  VYOS,
];

/** Stands for the platform that is not known yet: `device_type: "autodetect"`. */
export const ANY_PLATFORM = anyPlatform(PLATFORMS);

const BY_NAME: ReadonlyMap<string, Platform> = new Map([
  ['autodetect', ANY_PLATFORM],
  ...PLATFORMS.flatMap((platform) =>
    [platform.name, ...platform.aliases].map((name) => [name, platform] as const),
  ),
]);

/** What a `device_type` says: netmiko's `cisco_ios_telnet` is `cisco_ios` over telnet. */
export interface DeviceType {
  readonly platform: Platform;
  readonly transport: 'ssh' | 'telnet';
}

/** The meaning of a `device_type`; undefined when it is unknown. */
export function readDeviceType(deviceType: string): DeviceType | undefined {
  const [, name = '', transport] = /^(.*?)(?:_(ssh|telnet))?$/s.exec(deviceType) ?? [];
  const platform = BY_NAME.get(name);
  return platform && { platform, transport: transport === 'telnet' ? 'telnet' : 'ssh' };
}

/** The platform behind a `device_type`, over whatever transport; undefined when it is unknown. */
export function findPlatform(deviceType: string): Platform | undefined {
  return readDeviceType(deviceType)?.platform;
}

/** What a user may write as `device_type`, sorted; netmiko's `_ssh` and `_telnet` doubles are taken too, but not listed. */
export function deviceTypes(): string[] {
  return [...BY_NAME.keys()].sort();
}
