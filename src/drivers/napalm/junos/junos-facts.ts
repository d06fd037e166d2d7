import { listAt, type JsonObject } from '../json-tree.js';
import type { Facts } from '../result-shapes.js';
import { elements, leaf, secondsOf } from './junos-tree.js';

/** Reads `show version`, `show chassis hardware` and `show system uptime`. */
export function junosFacts(
  version: JsonObject,
  hardware: JsonObject,
  uptime: JsonObject,
  interfaces: readonly string[],
): Facts {
  const software = elements(version, 'software-information')[0] ?? {};
  const chassis = elements(hardware, 'chassis')[0] ?? {};
  const booted = elements(uptime, 'system-booted-time')[0] ?? {};
  const hostname = leaf(software, 'host-name');
  return {
    uptime: secondsOf(booted, 'time-length'),
    vendor: 'Juniper',
    os_version: leaf(software, 'junos-version') || packageVersion(software),
    serial_number: leaf(chassis, 'serial-number'),
    model: leaf(software, 'product-model').toUpperCase(),
    hostname,
    fqdn: hostname,
    interface_list: [...interfaces],
  };
}

/** Old Junos: `JUNOS Base OS boot [12.3R9.4]`. */
function packageVersion(software: JsonObject): string {
  const comments = listAt(software, 'package-information').map((item) => leaf(item, 'comment'));
  const known = comments.map((comment) => /^JUNOS .*\[([^\]]+)\]/i.exec(comment)?.[1]);
  return known.find((release) => release !== undefined) ?? '';
}
