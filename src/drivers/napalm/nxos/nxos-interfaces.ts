import {
  ipv6Address,
  macAddress,
  type Interface,
  type Interfaces,
  type InterfacesIp,
} from '../result-shapes.js';

const HEADER = /^(\S+) is ((?:up|down|administratively down)\b.*)$/;
const IP_HEADER = /^(\S+), Interface status: /;
/** What NAPALM tells of NX-OS, which shows no prefix with a link-local address. */
const LINK_LOCAL_PREFIX = 64;
const KBIT_PER_MBIT = 1_000;
const SECONDS_IN: Readonly<Record<string, number>> = { week: 604_800, day: 86_400, hour: 3_600 };

/** Reads `show interface`. */
export function nxosInterfaces(text: string): Interfaces {
  return Object.fromEntries(
    blocksOf(text, HEADER).map(({ head: [, name = '', status = ''], body }) => [
      name,
      interfaceOf(status, body),
    ]),
  );
}

/** Reads `show ip interface vrf all` and `show ipv6 interface vrf all`. */
export function nxosInterfacesIp(ipv4: string, ipv6: string): InterfacesIp {
  const found: InterfacesIp = {};
  for (const { head, body } of blocksOf(ipv4, IP_HEADER)) {
    const [, name = ''] = head;
    const lines = /^\s+IP address: (\d+(?:\.\d+){3}), IP subnet: [\d.]+\/(\d+)/gm;
    const addresses = [...body.matchAll(lines)].map(
      ([, address = '', prefix]) => [address, { prefix_length: Number(prefix) }] as const,
    );
    if (addresses.length > 0) found[name] = { ipv4: Object.fromEntries(addresses) };
  }
  for (const { head, body } of blocksOf(ipv6, IP_HEADER)) {
    const [, name = ''] = head;
    const addresses = ipv6AddressesIn(body);
    if (addresses.length > 0) found[name] = { ...found[name], ipv6: Object.fromEntries(addresses) };
  }
  return found;
}

/** Addresses that are in use; one that is still tentative, or a duplicate, is none. */
function ipv6AddressesIn(body: string): (readonly [address: string, { prefix_length: number }])[] {
  const lines =
    /^\s+(?:IPv6 (?:link-local )?address: )?([0-9a-fA-F:]+:[0-9a-fA-F:]*)(?:\/(\d+))?\s.*\[VALID\]/gm;
  return [...body.matchAll(lines)].map(([, address = '', prefix]) => [
    ipv6Address(address),
    { prefix_length: prefix === undefined ? LINK_LOCAL_PREFIX : Number(prefix) },
  ]);
}

function interfaceOf(status: string, body: string): Interface {
  const value = (pattern: RegExp): string => pattern.exec(body)?.[1] ?? '';
  const admin = value(/^admin state is (\w+)/m);
  const [mtu, bandwidth] = [value(/\bMTU (\d+) bytes/), value(/\bBW (\d+) Kbit/)];
  return {
    is_up: status.startsWith('up') && !/line protocol is down/.test(status),
    is_enabled: admin === '' ? !/administratively down/i.test(status) : admin === 'up',
    description: value(/^\s+(?:Description:|Port description is) (.*)$/m).trim(),
    last_flapped: secondsSince(value(/^\s+Last link flapped (.+)$/m)),
    speed: bandwidth === '' ? -1 : Number(bandwidth) / KBIT_PER_MBIT,
    mtu: mtu === '' ? -1 : Number(mtu),
    mac_address: macAddress(value(/\baddress(?: is|:)\s+([0-9a-fA-F.]{14})/)),
  };
}

/** `2week(s) 1day(s)`, `12:34:56` in seconds; -1 for `never`. */
function secondsSince(text: string): number {
  const [, hours, minutes, seconds] = /^(\d+):(\d+):(\d+)/.exec(text) ?? [];
  if (hours !== undefined) return Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
  const parts = [...text.matchAll(/(\d+) ?(week|day|hour)\(s\)/g)];
  if (parts.length === 0) return -1;
  return parts.reduce((sum, [, count, unit = '']) => sum + Number(count) * (SECONDS_IN[unit] ?? 0), 0);
}

function blocksOf(text: string, header: RegExp): { head: readonly string[]; body: string }[] {
  const lines = text.split('\n');
  const starts = lines.flatMap((line, index) => (header.test(line) ? [index] : []));
  return starts.map((start, order) => ({
    head: header.exec(lines[start] ?? '') ?? [],
    body: lines.slice(start + 1, starts[order + 1]).join('\n'),
  }));
}
