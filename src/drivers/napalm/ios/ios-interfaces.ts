import {
  ipv6Address,
  macAddress,
  type Interface,
  type Interfaces,
  type InterfacesIp,
} from '../result-shapes.js';

const HEADER = /^(\S+) is (.+?), line protocol is (\S+)/;
const KBIT_PER_MBIT = 1_000;
/** RFC 4291, 2.5.6: IOS shows no prefix with a link-local address. */
const LINK_LOCAL_PREFIX = 10;

/** Reads `show interfaces`. IOS does not tell when an interface went up or down last. */
export function iosInterfaces(text: string): Interfaces {
  return Object.fromEntries(
    blocksOf(text).map(({ name, status, protocol, body }) => [name, interfaceOf(status, protocol, body)]),
  );
}

/** Reads `show ip interface` and `show ipv6 interface`. */
export function iosInterfacesIp(ipv4: string, ipv6: string): InterfacesIp {
  const found: InterfacesIp = {};
  for (const { name, body } of blocksOf(ipv4)) {
    const lines = /^\s*(?:Internet address is|Secondary address) (\d+(?:\.\d+){3})\/(\d+)/gm;
    const addresses = [...body.matchAll(lines)].map(
      ([, address = '', prefix]) => [address, { prefix_length: Number(prefix) }] as const,
    );
    if (addresses.length > 0) found[name] = { ipv4: Object.fromEntries(addresses) };
  }
  for (const { name, body } of blocksOf(ipv6)) {
    const addresses = [...linkLocal(body), ...global(body)];
    if (addresses.length > 0) found[name] = { ...found[name], ipv6: Object.fromEntries(addresses) };
  }
  return found;
}

type Address = readonly [address: string, { prefix_length: number }];

function linkLocal(body: string): Address[] {
  const [, address] = /link-local address is ([0-9A-Fa-f:]+)/.exec(body) ?? [];
  return address === undefined ? [] : [[ipv6Address(address), { prefix_length: LINK_LOCAL_PREFIX }]];
}

function global(body: string): Address[] {
  return [...body.matchAll(/^\s+([0-9A-Fa-f:]+), subnet is [0-9A-Fa-f:]+\/(\d+)/gm)].map(
    ([, address = '', prefix]) => [ipv6Address(address), { prefix_length: Number(prefix) }],
  );
}

function interfaceOf(status: string, protocol: string, body: string): Interface {
  const [, description = ''] = /^\s+Description: (.*)$/m.exec(body) ?? [];
  const [, mac = ''] = /address is ([0-9a-fA-F.]{14})/.exec(body) ?? [];
  const [, mtu] = /\bMTU (\d+) bytes/.exec(body) ?? [];
  const [, bandwidth] = /\bBW (\d+) Kbit/.exec(body) ?? [];
  return {
    is_up: protocol === 'up' && /^up\b/.test(status),
    is_enabled: !/administratively down|disabled/.test(status),
    description: description.trim(),
    last_flapped: -1,
    speed: bandwidth === undefined ? -1 : Number(bandwidth) / KBIT_PER_MBIT,
    mtu: mtu === undefined ? -1 : Number(mtu),
    mac_address: macAddress(mac),
  };
}

function blocksOf(text: string): { name: string; status: string; protocol: string; body: string }[] {
  const lines = text.split('\n');
  const starts = lines.flatMap((line, index) => (HEADER.test(line) ? [index] : []));
  return starts.map((start, order) => {
    const [, name = '', status = '', protocol = ''] = HEADER.exec(lines[start] ?? '') ?? [];
    return { name, status, protocol, body: lines.slice(start + 1, starts[order + 1]).join('\n') };
  });
}
