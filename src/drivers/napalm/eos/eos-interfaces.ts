import { listAt, numberAt, objectAt, textAt, type JsonObject } from '../json-tree.js';
import {
  macAddress,
  type Addresses,
  type Facts,
  type Interface,
  type Interfaces,
  type InterfacesIp,
} from '../result-shapes.js';

const BITS_PER_MBIT = 1_000_000;
const MS_PER_SECOND = 1_000;

/** Reads `show version`, `show hostname` and `show interfaces`. */
export function eosFacts(
  version: JsonObject,
  names: JsonObject,
  interfaces: JsonObject,
  nowMs: number,
): Facts {
  const uptime = numberAt(version, 'uptime');
  const bootedAt = numberAt(version, 'bootupTimestamp');
  return {
    uptime: uptime >= 0 || bootedAt < 0 ? uptime : Math.round(nowMs / MS_PER_SECOND - bootedAt),
    vendor: 'Arista',
    os_version: textAt(version, 'internalVersion') || textAt(version, 'version'),
    serial_number: textAt(version, 'serialNumber'),
    model: textAt(version, 'modelName'),
    hostname: textAt(names, 'hostname'),
    fqdn: textAt(names, 'fqdn') || textAt(names, 'hostname'),
    // NAPALM leaves subinterfaces out here, and only here.
    interface_list: Object.keys(objectAt(interfaces, 'interfaces'))
      .filter((name) => !name.includes('.'))
      .sort(byNumbers),
  };
}

/** Reads `show interfaces`. */
export function eosInterfaces(answer: JsonObject): Interfaces {
  return Object.fromEntries(
    Object.entries(objectAt(answer, 'interfaces')).map(([name, value]) => [
      name,
      interfaceOf(objectAt(value)),
    ]),
  );
}

/** Reads `show ip interface` and `show ipv6 interface`. As in NAPALM each interface has both families, be they empty. */
export function eosInterfacesIp(ipv4: JsonObject, ipv6: JsonObject): InterfacesIp {
  const found: Record<string, { ipv4: Addresses; ipv6: Addresses }> = {};
  for (const [name, value] of Object.entries(objectAt(ipv4, 'interfaces'))) {
    const address = objectAt(value, 'interfaceAddress');
    const { ipv4: addresses } = (found[name] ??= { ipv4: {}, ipv6: {} });
    for (const ip of [objectAt(address, 'primaryIp'), ...listAt(address, 'secondaryIpsOrderedList')]) {
      const text = textAt(ip, 'address');
      if (text !== '' && text !== '0.0.0.0') addresses[text] = { prefix_length: numberAt(ip, 'maskLen') };
    }
  }
  for (const [name, value] of Object.entries(objectAt(ipv6, 'interfaces'))) {
    const { ipv6: addresses } = (found[name] ??= { ipv4: {}, ipv6: {} });
    for (const ip of [objectAt(value, 'linkLocal'), ...listAt(value, 'addresses')]) {
      const text = textAt(ip, 'address');
      const [, prefix] = textAt(ip, 'subnet').split('/');
      if (text !== '') addresses[text] = { prefix_length: Number(prefix ?? -1) };
    }
  }
  return found;
}

function interfaceOf(value: JsonObject): Interface {
  const bandwidth = numberAt(value, 'bandwidth');
  return {
    is_up: textAt(value, 'lineProtocolStatus') === 'up',
    is_enabled: textAt(value, 'interfaceStatus') !== 'disabled',
    description: textAt(value, 'description'),
    last_flapped: numberAt(value, 'lastStatusChangeTimestamp'),
    speed: bandwidth < 0 ? -1 : bandwidth / BITS_PER_MBIT,
    mtu: numberAt(value, 'mtu'),
    mac_address: macAddress(textAt(value, 'physicalAddress')),
  };
}

function byNumbers(left: string, right: string): number {
  return left.localeCompare(right, 'en', { numeric: true });
}
