import { isIPv4 } from 'node:net';
import { parseOid } from './oid.js';
import type { SetType, SnmpAssignment } from './snmp-assignment.js';

/** A command of the SNMP driver. */
export interface SnmpCommand {
  readonly verb: 'get' | 'getnext' | 'walk' | 'bulkwalk';
  readonly oids: readonly string[];
}

/** Text that is no command or assignment; the message says what is wrong with it. */
export class SnmpSyntaxError extends Error {}

const VERBS = ['get', 'getnext', 'walk', 'bulkwalk'] as const;
/** More do not fit the datagram that every agent must take (RFC 3417, 3.2: 484 bytes; usual 1,472). */
const MOST_OIDS = 60;
const MOST_STRING_BYTES = 65_000;

/**
 * Reads `get OID...`, `getnext OID...`, `walk OID` and `bulkwalk OID`, as the tools of Net-SNMP are typed (a leading
 * `snmp` is allowed).
 *
 * @throws SnmpSyntaxError
 */
export function parseCommand(text: string): SnmpCommand {
  const [first = '', ...words] = text.trim().split(/\s+/);
  const word = first.replace(/^snmp/, '');
  if (word === 'set') throw new SnmpSyntaxError('"set" changes the device: send it as config');
  const verb = VERBS.find((known) => known === word);
  if (!verb) throw new SnmpSyntaxError(`must begin with one of: ${VERBS.join(', ')}`);
  const most = verb === 'get' || verb === 'getnext' ? MOST_OIDS : 1;
  if (words.length < 1 || words.length > most) {
    throw new SnmpSyntaxError(most === 1 ? `"${verb}" takes one OID` : `"${verb}" takes 1 to ${most} OIDs`);
  }
  return { verb, oids: words.map(oidOf) };
}

/**
 * Reads `OID TYPE VALUE`, as snmpset takes it (a leading `set` is allowed). Types: i INTEGER, u Unsigned32, c Counter32,
 * t TimeTicks, a IpAddress, o OBJECT IDENTIFIER, s STRING, x hexadecimal bytes, d decimal bytes.
 *
 * @throws SnmpSyntaxError
 */
export function parseAssignment(line: string): SnmpAssignment {
  const parts = /^(?:(?:snmp)?set\s+)?(\S+)\s+(\S+)(?:\s+(.*))?$/s.exec(line.trim());
  if (!parts) throw new SnmpSyntaxError('must be: OID TYPE VALUE');
  const [, oid = '', type = '', text = ''] = parts;
  if (!isSetType(type)) throw new SnmpSyntaxError(`type must be one of: ${Object.keys(READERS).join(', ')}`);
  const value = READERS[type](unquoted(text));
  if (value === undefined) throw new SnmpSyntaxError(`value does not fit type "${type}"`);
  return { oid: oidOf(oid), type, value };
}

function oidOf(text: string): string {
  const oid = parseOid(text);
  if (oid === undefined)
    throw new SnmpSyntaxError('must name OIDs in digits, or by a well-known name such as sysDescr.0');
  return oid;
}

type Reader = (text: string) => number | string | Buffer | undefined;

const READERS: Readonly<Record<SetType, Reader>> = {
  i: integer(-2_147_483_648, 2_147_483_647),
  u: integer(0, 4_294_967_295),
  c: integer(0, 4_294_967_295),
  t: integer(0, 4_294_967_295),
  a: (text) => (isIPv4(text) ? text : undefined),
  o: parseOid,
  s: (text) => (Buffer.byteLength(text) <= MOST_STRING_BYTES ? Buffer.from(text) : undefined),
  x: hexadecimal,
  d: decimal,
};

function isSetType(text: string): text is SetType {
  return Object.hasOwn(READERS, text);
}

function integer(least: number, most: number): Reader {
  return (text) => {
    const value = /^-?\d{1,10}$/.test(text) ? Number(text) : NaN;
    return value >= least && value <= most ? value : undefined;
  };
}

function hexadecimal(text: string): Buffer | undefined {
  const digits = text.replace(/^0x/i, '').replaceAll(/[\s:]/g, '');
  return /^(?:[0-9a-f]{2})*$/i.test(digits) ? Buffer.from(digits, 'hex') : undefined;
}

function decimal(text: string): Buffer | undefined {
  const bytes = text.split(/[\s.]+/).filter((byte) => byte !== '');
  return bytes.every((byte) => /^\d{1,3}$/.test(byte) && Number(byte) <= 255)
    ? Buffer.from(bytes.map(Number))
    : undefined;
}

/** A value in double quotes may have blanks at its ends; `\"` and `\\` stand for themselves. */
function unquoted(text: string): string {
  const inner = /^"((?:[^"\\]|\\.)*)"$/s.exec(text)?.[1];
  return inner === undefined ? text : inner.replaceAll(/\\(.)/gs, '$1');
}
