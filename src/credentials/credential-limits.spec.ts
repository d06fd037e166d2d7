import { limitFault, readLimits, type CredentialUse } from './credential-limits.js';

const use = (changes: Partial<CredentialUse> = {}): CredentialUse => ({
  driver: 'netmiko',
  hosts: ['10.1.2.3'],
  port: 22,
  isUnprotected: false,
  ...changes,
});

function faultOf(record: Record<string, unknown>, changes: Partial<CredentialUse>): string | null {
  const result = readLimits(record);
  if (!result.ok) throw new Error(result.fault);
  return limitFault(result.limits, use(changes));
}

describe('the limits of a credential', () => {
  it.each([
    [{ hosts: ['10.0.0.0/8', 'a b'] }, 'has hosts that are not'],
    [{ hosts: 7 }, 'has hosts that are not'],
    [{ hosts: '' }, 'has hosts that are not'],
    [{ hosts: {} }, 'has hosts that are not'],
    [{ ports: '22,ssh' }, 'has ports that are not'],
    [{ ports: [0] }, 'has ports that are not'],
    [{ ports: [null] }, 'has ports that are not'],
    [{ drivers: '' }, 'has drivers that are not'],
    [{ drivers: {} }, 'has drivers that are not'],
    [{ allow_cleartext: 'yes' }, 'has an allow_cleartext that is neither'],
  ])('are refused when they are %j: they must not mean everything', (record, fault) => {
    expect(readLimits(record)).toEqual({ ok: false, fault: expect.stringContaining(fault) });
  });

  it.each([
    ['10.0.0.0/8, *.lab.example', '10.1.2.3', true],
    ['10.0.0.0/8, *.lab.example', '::ffff:10.1.2.3', true],
    ['10.0.0.0/8, *.lab.example', 'r1.LAB.example', true],
    ['10.0.0.0/8, *.lab.example', '192.0.2.1', false],
    ['10.0.0.0/8, *.lab.example', 'evil.example', false],
    [['10.0.0.0/8'], '10.1.2.3', true],
  ])('for hosts %j let it go to %s: %s', (hosts, host, expected) => {
    expect(faultOf({ hosts }, { hosts: ['10.1.2.3', host] }) === null).toBe(expected);
  });

  it.each([
    [{}, {}, null],
    [{ ports: '22, 2222' }, { port: 2222 }, null],
    [{ ports: [22] }, { port: 22 }, null],
    [{ ports: 22 }, { port: 22 }, null],
    [{ ports: [22] }, { port: 2323 }, 'may not go to port 2323: see its ports'],
    [{ drivers: 'netmiko, netconf' }, {}, null],
    [{ drivers: ['netconf'] }, {}, 'may not be used by the driver netmiko: see its drivers'],
    [{}, { isUnprotected: true }, 'may not go over telnet or http'],
    [{ allow_cleartext: 'false' }, { isUnprotected: true }, 'may not go over telnet or http'],
    [{ allow_cleartext: 'true' }, { isUnprotected: true }, null],
    [{ allow_cleartext: true }, { isUnprotected: true }, null],
  ])('%j for %j: %s', (record, changes, fault) => {
    const found = faultOf(record, changes);

    expect(found?.slice(0, fault?.length) ?? null).toBe(fault);
  });
});
