import { isIPv6, SocketAddress } from 'node:net';

/** NAPALM's result shapes, field by field as its documentation has them: -1 and '' stand for what the device does not tell. */

export interface Facts {
  /** Seconds since boot. */
  uptime: number;
  vendor: string;
  os_version: string;
  serial_number: string;
  model: string;
  hostname: string;
  fqdn: string;
  interface_list: string[];
}

export interface Interface {
  is_up: boolean;
  is_enabled: boolean;
  description: string;
  /** As the platform tells it: seconds since the epoch on eos, seconds ago on junos and nxos; -1 on ios. */
  last_flapped: number;
  /** Mbit/s. */
  speed: number;
  mtu: number;
  mac_address: string;
}
export type Interfaces = Record<string, Interface>;

export type Addresses = Record<string, { prefix_length: number }>;
export type InterfacesIp = Record<string, { ipv4?: Addresses; ipv6?: Addresses }>;

export type LldpNeighbors = Record<string, { hostname: string; port: string }[]>;

export interface PrefixCounts {
  received_prefixes: number;
  accepted_prefixes: number;
  sent_prefixes: number;
}

export interface BgpPeer {
  local_as: number;
  remote_as: number;
  remote_id: string;
  is_up: boolean;
  is_enabled: boolean;
  description: string;
  /** Seconds in the state Established; -1 when it is not. */
  uptime: number;
  address_family: Record<string, PrefixCounts>;
}
/** By VRF; the default one is `global`. */
export type BgpNeighbors = Record<string, { router_id: string; peers: Record<string, BgpPeer> }>;

export interface ArpEntry {
  interface: string;
  mac: string;
  ip: string;
  /** In the unit of the platform: minutes on ios, seconds on eos and nxos, seconds left on junos; -1 when it does not age. */
  age: number;
}

export interface Config {
  running: string;
  startup: string;
  candidate: string;
}

export const NO_PREFIXES: PrefixCounts = { received_prefixes: -1, accepted_prefixes: -1, sent_prefixes: -1 };

/** `0011.2233.4455`, `00-11-...` and their like as `00:11:22:33:44:55`, in capitals; '' for what is no MAC address. */
export function macAddress(text: string): string {
  const digits = text.replace(/[^0-9a-fA-F]/g, '').toUpperCase();
  return digits.length === 12 ? (digits.match(/../g) ?? []).join(':') : '';
}

/** The identifier of an LLDP neighbour or of its port: a MAC address as {@link macAddress} writes it, all else as it is. */
export function lldpIdentifier(text: string): string {
  return /^(?:[0-9a-f]{4}(?:[.:-][0-9a-f]{4}){2}|[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5})$/i.test(text)
    ? macAddress(text)
    : text;
}

/** An IPv6 address as RFC 5952 wants it: `2001:DB8:0::1` as `2001:db8::1`. */
export function ipv6Address(text: string): string {
  return isIPv6(text) ? new SocketAddress({ address: text, family: 'ipv6' }).address : text;
}

/** An AS number in asplain or asdot notation (RFC 5396); -1 for what is none. */
export function asNumber(text: string): number {
  const [, high, low] = /^(\d+)\.(\d+)$/.exec(text) ?? [];
  if (high !== undefined && low !== undefined) return Number(high) * 65_536 + Number(low);
  return /^\d+$/.test(text) ? Number(text) : -1;
}
