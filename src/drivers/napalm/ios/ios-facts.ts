import type { Facts } from '../result-shapes.js';

const SECONDS_IN = { year: 31_536_000, week: 604_800, day: 86_400, hour: 3_600, minute: 60 } as const;

/** Reads `show version`, `show hosts` and `show ip interface brief`. */
export function iosFacts(version: string, hosts: string, interfaces: string): Facts {
  const [, hostname = '', uptime = ''] = /^(\S+) uptime is (.+)$/m.exec(version) ?? [];
  const [, domain = ''] = /^Default domain is (\S+)$/im.exec(hosts) ?? [];
  return {
    uptime: secondsOf(uptime),
    vendor: 'Cisco',
    os_version: first(version, [
      /^Cisco IOS Software(?: \[[^\]]+\])?, (.+)$/m,
      /^IOS \(tm\) (.+)$/m,
      /^Cisco IOS XE Software, (Version .+)$/m,
    ]),
    serial_number: first(version, [/^Processor board ID ([^\s,]+)/m]),
    model: first(version, [/^[Cc]isco (\S+) .*\b(?:memory|processor)\b/m]),
    hostname,
    fqdn: domain === '' || domain === 'not' ? hostname : `${hostname}.${domain}`,
    interface_list: [...interfaces.matchAll(/^([A-Z][\w./:-]*\d)\s+(?:\d|unassigned)/gm)].map(
      ([, name = '']) => name,
    ),
  };
}

/** `2 years, 31 weeks, 6 days, 9 hours, 55 minutes` in seconds; -1 for what is none. */
function secondsOf(text: string): number {
  const parts = [...text.matchAll(/(\d+) (year|week|day|hour|minute)s?/g)];
  if (parts.length === 0) return -1;
  return parts.reduce(
    (sum, [, count = '0', unit = 'minute']) =>
      sum + Number(count) * SECONDS_IN[unit as keyof typeof SECONDS_IN],
    0,
  );
}

function first(text: string, patterns: readonly RegExp[]): string {
  for (const pattern of patterns) {
    const found = pattern.exec(text)?.[1];
    if (found !== undefined) return found.trim();
  }
  return '';
}
