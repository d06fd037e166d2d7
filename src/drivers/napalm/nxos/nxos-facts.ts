import type { Facts } from '../result-shapes.js';
import { nxosInterfaces } from './nxos-interfaces.js';

const SECONDS_IN = { day: 86_400, hour: 3_600, minute: 60, second: 1 } as const;

/** Reads `show version`, `show hostname` and `show interface`. */
export function nxosFacts(version: string, fullName: string, interfaces: string): Facts {
  const value = (pattern: RegExp): string => pattern.exec(version)?.[1]?.trim() ?? '';
  const hostname = value(/^\s+Device name: (\S+)/m);
  return {
    uptime: secondsOf(value(/^Kernel uptime is (.+)$/m)),
    vendor: 'Cisco',
    os_version: value(/^\s+(?:NXOS|system):\s+version (\S+)/m),
    serial_number: value(/^\s+Processor Board ID (\S+)/m),
    model: value(/^\s+cisco ([^("\n]+)/m),
    hostname,
    fqdn: fullName.trim() || hostname,
    interface_list: Object.keys(nxosInterfaces(interfaces)),
  };
}

/** `123 day(s), 5 hour(s), 15 minute(s), 19 second(s)` in seconds; -1 for what is none. */
function secondsOf(text: string): number {
  const parts = [...text.matchAll(/(\d+) (day|hour|minute|second)\(s\)/g)];
  if (parts.length === 0) return -1;
  return parts.reduce(
    (sum, [, count, unit = 'second']) => sum + Number(count) * SECONDS_IN[unit as keyof typeof SECONDS_IN],
    0,
  );
}
