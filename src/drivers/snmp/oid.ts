import { OID_NAMES } from './oid-names.js';

/** RFC 2578, 3.5: at most 128 sub-identifiers, each of 32 bits. */
const MOST_ARCS = 128;
const LARGEST_ARC = 4_294_967_295;
/** X.690, 8.19.4: the first two share a byte. */
const LARGEST_FIRST_ARC = 2;
const LARGEST_SECOND_ARC = 39;
const DIGITS = /^\.?\d{1,10}(?:\.\d{1,10})+$/;
const NAME = /^([A-Za-z][A-Za-z0-9-]*)((?:\.\d{1,10})*)$/;

/** Reads `1.3.6.1.2.1.1.1.0`, `.1.3...` or a well-known name such as `sysDescr.0`; undefined when it is none. */
export function parseOid(text: string): string | undefined {
  const [, name, rest] = NAME.exec(text) ?? [];
  if (name !== undefined) {
    const base = Object.hasOwn(OID_NAMES, name) ? OID_NAMES[name] : undefined;
    return base === undefined ? undefined : parseDigits(`${base}${rest ?? ''}`);
  }
  return DIGITS.test(text) ? parseDigits(text.replace(/^\./, '')) : undefined;
}

function parseDigits(text: string): string | undefined {
  const arcs = text.split('.').map(Number);
  const [first = 0, second = 0] = arcs;
  if (arcs.length > MOST_ARCS || arcs.some((arc) => arc > LARGEST_ARC)) return undefined;
  if (first > LARGEST_FIRST_ARC) return undefined;
  if (first < LARGEST_FIRST_ARC && second > LARGEST_SECOND_ARC) return undefined;
  return arcs.join('.');
}

/** Whether `oid` lies below `root`, or is it. */
export function isWithin(oid: string, root: string): boolean {
  return oid === root || oid.startsWith(`${root}.`);
}

/** Whether `oid` comes after `other` in the order in which agents walk (RFC 3416, 4.2.2). */
export function follows(oid: string, other: string): boolean {
  const [left, right] = [oid.split('.').map(Number), other.split('.').map(Number)];
  for (const [index, arc] of left.entries()) {
    const counterpart = right[index];
    if (counterpart === undefined || arc > counterpart) return true;
    if (arc < counterpart) return false;
  }
  return false;
}
