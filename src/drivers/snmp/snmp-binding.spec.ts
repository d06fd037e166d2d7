import snmp from 'net-snmp';
import { formatBinding } from './snmp-binding.js';
import { bindingOf } from './snmp-varbind.js';

const { ObjectType: type } = snmp;
const oid = '1.3.6.1';

/** The right side is what Net-SNMP 5.9.3 prints with -On and without MIB files. */
describe('a value is printed as Net-SNMP prints it', () => {
  it.each([
    [{ type: type.Integer, value: -5 }, 'INTEGER: -5'],
    [{ type: type.OctetString, value: Buffer.from('a "b" \\') }, String.raw`STRING: "a \"b\" \\"`],
    [{ type: type.OctetString, value: Buffer.from('') }, '""'],
    [{ type: type.OctetString, value: Buffer.from([2, 0xfc, 0]) }, 'Hex-STRING: 02 FC 00 '],
    [{ type: type.OctetString, value: Buffer.alloc(17, 1) }, `Hex-STRING: ${'01 '.repeat(16)}\n01 `],
    [{ type: type.OID, value: '1.3.6.1.4' }, 'OID: .1.3.6.1.4'],
    [{ type: type.IpAddress, value: '192.0.2.1' }, 'IpAddress: 192.0.2.1'],
    [{ type: type.TimeTicks, value: 98 }, 'Timeticks: (98) 0:00:00.98'],
    [{ type: type.TimeTicks, value: 8_640_000 }, 'Timeticks: (8640000) 1 day, 0:00:00.00'],
    [{ type: type.TimeTicks, value: 21_132_312 }, 'Timeticks: (21132312) 2 days, 10:42:03.12'],
    [
      { type: type.Counter64, value: Buffer.from('00ffffffffffffffff', 'hex') },
      'Counter64: 18446744073709551615',
    ],
    [{ type: type.Opaque, value: Buffer.from('9f78043e0f5c29', 'hex') }, 'Opaque: Float: 0.140000'],
    [{ type: type.NoSuchInstance, value: null }, 'No Such Instance currently exists at this OID'],
  ])('%o', (varbind, text) => {
    expect(formatBinding(bindingOf({ oid, ...varbind }))).toBe(`.${oid} = ${text}`);
  });
});
