import { follows, isWithin, parseOid } from './oid.js';
import { parseAssignment, parseCommand } from './snmp-command.js';

describe('parseOid', () => {
  it.each([
    ['1.3.6.1.2.1.1.1.0', '1.3.6.1.2.1.1.1.0'],
    ['.1.3.6', '1.3.6'],
    ['sysDescr.0', '1.3.6.1.2.1.1.1.0'],
    ['mib-2', '1.3.6.1.2.1'],
    ['2.999.4294967295', '2.999.4294967295'],
  ])('reads %s', (text, oid) => {
    expect(parseOid(text)).toBe(oid);
  });

  it.each([
    '',
    '1',
    '.',
    '1..3',
    '3.1',
    '1.40.1',
    '1.3.4294967296',
    '1.3.',
    'noSuchName.0',
    'constructor',
    'sysDescr.',
    '1.3 6',
  ])('refuses "%s"', (text) => {
    expect(parseOid(text)).toBeUndefined();
  });
});

describe('the order of OIDs', () => {
  it('is that of numbers, not of text', () => {
    expect(follows('1.3.10', '1.3.9')).toBe(true);
    expect(follows('1.3.9', '1.3.10')).toBe(false);
    expect(follows('1.3.9.0', '1.3.9')).toBe(true);
    expect(follows('1.3.9', '1.3.9')).toBe(false);
    expect(isWithin('1.3.10', '1.3.1')).toBe(false);
  });
});

describe('parseCommand', () => {
  it.each([
    ['get sysDescr.0 1.3.6', { verb: 'get', oids: ['1.3.6.1.2.1.1.1.0', '1.3.6'] }],
    ['  snmpbulkwalk  ifTable ', { verb: 'bulkwalk', oids: ['1.3.6.1.2.1.2.2'] }],
  ])('reads %s', (text, command) => {
    expect(parseCommand(text)).toEqual(command);
  });

  it.each([
    ['show version', 'must begin with one of: get, getnext, walk, bulkwalk'],
    ['get', '"get" takes 1 to 60 OIDs'],
    ['walk ifTable ifXTable', '"walk" takes one OID'],
    ['get secret', 'must name OIDs in digits, or by a well-known name such as sysDescr.0'],
    ['set sysName.0 s x', '"set" changes the device: send it as config'],
  ])('says what is wrong with "%s", and quotes none of it', (text, message) => {
    expect(() => parseCommand(text)).toThrow(message);
  });
});

describe('parseAssignment', () => {
  it.each([
    ['sysName.0 s core 1', Buffer.from('core 1')],
    ['set sysName.0 s " a \\" b "', Buffer.from(' a " b ')],
    ['sysName.0 s', Buffer.from('')],
    ['ifAdminStatus.3 i 2', 2],
    ['1.3.6.1 u 4294967295', 4_294_967_295],
    ['1.3.6.1 a 192.0.2.1', '192.0.2.1'],
    ['1.3.6.1 o sysName.0', '1.3.6.1.2.1.1.5.0'],
    ['1.3.6.1 x 00:1A ff', Buffer.from([0, 0x1a, 0xff])],
    ['1.3.6.1 d 192.0.2.255', Buffer.from([192, 0, 2, 255])],
  ])('reads %s', (line, value) => {
    expect(parseAssignment(line).value).toEqual(value);
  });

  it.each([
    ['sysName.0', 'must be: OID TYPE VALUE'],
    ['sysName.0 z x', 'type must be one of: i, u, c, t, a, o, s, x, d'],
    ['1.3.6.1 i 2147483648', 'value does not fit type "i"'],
    ['1.3.6.1 i', 'value does not fit type "i"'],
    ['1.3.6.1 u -1', 'value does not fit type "u"'],
    ['1.3.6.1 a 192.0.2.256', 'value does not fit type "a"'],
    ['1.3.6.1 x 0', 'value does not fit type "x"'],
    ['1.3.6.1 d 256', 'value does not fit type "d"'],
    ['1.3.6.1 constructor 1', 'type must be one of'],
  ])('says what is wrong with "%s"', (line, message) => {
    expect(() => parseAssignment(line)).toThrow(message);
  });
});
