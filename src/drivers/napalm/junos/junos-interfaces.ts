import { listAt, type JsonObject } from '../json-tree.js';
import {
  macAddress,
  type Addresses,
  type Interface,
  type Interfaces,
  type InterfacesIp,
} from '../result-shapes.js';
import { elements, leaf, secondsOf } from './junos-tree.js';

const MBIT_PER_GBIT = 1_000;

/** Reads `show interfaces`. A logical interface has speed, MAC address and state of its physical one. */
export function junosInterfaces(answer: JsonObject): Interfaces {
  const found: Interfaces = {};
  for (const physical of elements(answer, 'physical-interface')) {
    const own = physicalOf(physical);
    found[leaf(physical, 'name')] = own;
    for (const logical of listAt(physical, 'logical-interface')) {
      found[leaf(logical, 'name')] = {
        ...own,
        is_enabled: elements(logical, 'iff-down').length === 0,
        description: leaf(logical, 'description'),
        mtu: mtuOf(listAt(logical, 'address-family')[0] ?? {}),
      };
    }
  }
  return found;
}

/** Reads the addresses of `show interfaces`. */
export function junosInterfacesIp(answer: JsonObject): InterfacesIp {
  const found: InterfacesIp = {};
  for (const logical of elements(answer, 'logical-interface')) {
    for (const family of listAt(logical, 'address-family')) {
      const version = { inet: 'ipv4', inet6: 'ipv6' }[leaf(family, 'address-family-name')];
      const addresses = addressesOf(family, version === 'ipv4' ? 32 : 128);
      if (version === undefined || Object.keys(addresses).length === 0) continue;
      const name = leaf(logical, 'name');
      found[name] = { ...found[name], [version]: addresses };
    }
  }
  return found;
}

/** A host address has no destination: its prefix is the whole address. */
function addressesOf(family: JsonObject, hostPrefix: number): Addresses {
  const addresses: Addresses = {};
  for (const item of listAt(family, 'interface-address')) {
    const [address = '', own] = leaf(item, 'ifa-local').split('/');
    const [, prefix = own] = leaf(item, 'ifa-destination').split('/');
    if (address !== '') addresses[address] = { prefix_length: Number(prefix ?? hostPrefix) };
  }
  return addresses;
}

function physicalOf(node: JsonObject): Interface {
  return {
    is_up: leaf(node, 'oper-status') === 'up',
    is_enabled: leaf(node, 'admin-status') === 'up',
    description: leaf(node, 'description'),
    last_flapped: flapped(node),
    speed: speedOf(leaf(node, 'speed')),
    mtu: mtuOf(node),
    mac_address: macAddress(leaf(node, 'current-physical-address')),
  };
}

/** `Never` comes with 0 seconds. */
function flapped(node: JsonObject): number {
  return leaf(node, 'interface-flapped') === 'Never' ? -1 : secondsOf(node, 'interface-flapped');
}

function speedOf(text: string): number {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)\s*([mg])bps$/i.exec(text) ?? [];
  if (amount === undefined) return -1;
  return Number(amount) * (unit.toLowerCase() === 'g' ? MBIT_PER_GBIT : 1);
}

function mtuOf(node: JsonObject): number {
  const text = leaf(node, 'mtu');
  return /^\d+$/.test(text) ? Number(text) : -1;
}
