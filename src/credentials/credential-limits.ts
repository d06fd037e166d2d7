import type { HostMatcher } from '../matching/host-matcher.js';
import { hostMatcher, readHost } from '../matching/host-matcher.js';

/** For what a credential may be used, as its store says. A list that is not there allows all. */
export interface CredentialLimits {
  /** Hosts that may get it. */
  readonly hosts: readonly HostMatcher[] | null;
  /** The device's ports; those of jump hosts are not among them. */
  readonly ports: readonly number[] | null;
  readonly drivers: readonly string[] | null;
  /** Whether it may go where nobody but the request vouches for the host, or anybody on the way can read it. */
  readonly allowsCleartext: boolean;
}

/** What a job would use a credential for. */
export interface CredentialUse {
  readonly driver: string;
  /** The device, and the hosts on the way there: each could pose as the device. */
  readonly hosts: readonly string[];
  readonly port: number;
  readonly isUnprotected: boolean;
}

/** The names under which a store has limits. */
export const LIMIT_FIELDS = ['hosts', 'ports', 'drivers', 'allow_cleartext'] as const;

/**
 * Reads the limits that stand beside a credential's fields: lists, or each as one comma separated text. One that is there but
 * cannot be understood must not mean "all".
 *
 * @returns the fault as a predicate, without any value
 */
export function readLimits(
  record: Readonly<Record<string, unknown>>,
): { ok: true; limits: CredentialLimits } | { ok: false; fault: string } {
  const hosts = readList(record['hosts'], readHostPattern);
  if (hosts === undefined) return faulty('hosts that are not addresses, ranges or name patterns');
  const ports = readList(record['ports'], readPort);
  if (ports === undefined) return faulty('ports that are not numbers from 1 to 65535');
  const drivers = readList(record['drivers'], readName);
  if (drivers === undefined) return faulty('drivers that are not names');
  const allowsCleartext = readFlag(record['allow_cleartext']);
  if (allowsCleartext === undefined) return faulty('an allow_cleartext that is neither true nor false');
  return { ok: true, limits: { hosts, ports, drivers, allowsCleartext } };
}

/** Why a credential may not be used so, as a predicate; null when it may. */
export function limitFault(limits: CredentialLimits, use: CredentialUse): string | null {
  const stranger = use.hosts.find((host) => !isAmong(limits.hosts, host));
  if (stranger !== undefined) return `may not go to ${stranger}: see its hosts`;
  if (limits.ports?.includes(use.port) === false) return `may not go to port ${use.port}: see its ports`;
  if (limits.drivers?.includes(use.driver) === false)
    return `may not be used by the driver ${use.driver}: see its drivers`;
  return use.isUnprotected && !limits.allowsCleartext ? UNPROTECTED : null;
}

const UNPROTECTED =
  'may not go over telnet or http, nor where the request itself says whom to trust (verify, ca): see its allow_cleartext';
const HIGHEST_PORT = 65_535;

function isAmong(hosts: CredentialLimits['hosts'], host: string): boolean {
  if (hosts === null) return true;
  const device = readHost(host);
  return hosts.some((matches) => matches(device));
}

/** Null where there is no list; undefined for what is none, or has an entry that is none. */
function readList<T>(
  value: unknown,
  read: (entry: unknown) => T | undefined,
): readonly T[] | null | undefined {
  if (value === undefined || value === null) return null;
  const found = entriesOf(value).map(read);
  return found.includes(undefined) ? undefined : found.filter((entry) => entry !== undefined);
}

function entriesOf(value: unknown): readonly unknown[] {
  if (typeof value === 'string') return value.split(',').map((entry) => entry.trim());
  return Array.isArray(value) ? value : [value];
}

function readHostPattern(entry: unknown): HostMatcher | undefined {
  return typeof entry === 'string' ? hostMatcher(entry) : undefined;
}

function readPort(entry: unknown): number | undefined {
  const port = typeof entry === 'string' && /^\d+$/.test(entry) ? Number(entry) : entry;
  const isPort = typeof port === 'number' && Number.isInteger(port) && port >= 1 && port <= HIGHEST_PORT;
  return isPort ? port : undefined;
}

function readName(entry: unknown): string | undefined {
  return typeof entry === 'string' && entry !== '' ? entry : undefined;
}

function readFlag(value: unknown): boolean | undefined {
  if (value === undefined || value === null || value === false || value === 'false') return false;
  return value === true || value === 'true' ? true : undefined;
}

function faulty(what: string): { ok: false; fault: string } {
  return { ok: false, fault: `has ${what}` };
}
