import snmp, { type Varbind } from 'net-snmp';
import { hexPairs, octetString, type SnmpBinding, type SnmpType } from './snmp-binding.js';

const { ObjectType } = snmp;
const SIMPLE: ReadonlyMap<number | undefined, SnmpType> = new Map<number, SnmpType>([
  [ObjectType.Integer, 'INTEGER'],
  [ObjectType.OID, 'OID'],
  [ObjectType.IpAddress, 'IpAddress'],
  [ObjectType.Counter, 'Counter32'],
  [ObjectType.Gauge, 'Gauge32'],
  [ObjectType.TimeTicks, 'Timeticks'],
  [ObjectType.NoSuchObject, 'noSuchObject'],
  [ObjectType.NoSuchInstance, 'noSuchInstance'],
  [ObjectType.EndOfMibView, 'endOfMibView'],
]);
/** An IEEE 754 float wrapped in an Opaque, as Net-SNMP's agents send loads. */
const FLOAT = Buffer.from([0x9f, 0x78, 0x04]);

/** Reads what net-snmp made of a variable. */
export function bindingOf({ oid, type, value }: Varbind): SnmpBinding {
  if (Buffer.isBuffer(value)) return { oid, ...bytesOf(type, value) };
  const isPlain = typeof value === 'string' || typeof value === 'number';
  return { oid, type: SIMPLE.get(type) ?? 'NULL', value: isPlain ? value : null };
}

function bytesOf(type: number | undefined, bytes: Buffer): Pick<SnmpBinding, 'type' | 'value'> {
  // JSON's numbers are exact to 2^53 only.
  if (type === ObjectType.Counter64)
    return { type: 'Counter64', value: BigInt(`0x0${bytes.toString('hex')}`).toString() };
  if (type !== ObjectType.Opaque) return octetString(bytes);
  const isFloat = bytes.length === FLOAT.length + 4 && bytes.subarray(0, FLOAT.length).equals(FLOAT);
  return isFloat
    ? { type: 'Float', value: bytes.readFloatBE(FLOAT.length) }
    : { type: 'Opaque', value: hexPairs(bytes) };
}
